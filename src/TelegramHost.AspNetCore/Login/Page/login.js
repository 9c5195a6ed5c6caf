// Shows one question at a time: asks the server what is new, and sends what the person types.
const el = (id) => document.getElementById(id)

const ways = {
  App: 'in another Telegram app', Sms: 'by SMS', SmsWords: 'by SMS', Firebase: 'by SMS', Call: 'by a call',
  FlashCall: 'as the number of a call', MissedCall: "as the last digits of a caller's number", Email: 'by e-mail', SetUpEmail: 'by e-mail', Fragment: 'at fragment.com',
}
const wayOf = (delivery) => ways[delivery] ?? 'from Telegram'

const steps = {
  waiting: () => ({ lead: 'One moment…' }),
  method: () => ({
    lead: 'Which phone number has the account?', label: 'Phone number with country code', type: 'tel', autocomplete: 'tel', placeholder: '+12345678901',
    more: [['qr', 'Scan a code instead']],
  }),
  code: (state) => ({
    lead: `Telegram has sent you a code ${wayOf(state.delivery)}.`, label: 'Code', type: 'text', mode: 'numeric', autocomplete: 'one-time-code', length: state.length,
    more: [...(state.nextDelivery ? [['again', `Send it ${wayOf(state.nextDelivery)}`]] : []), ['back', 'Begin again']],
  }),
  password: (state) => ({
    lead: state.hint ? `The account has a password. Its hint: ${state.hint}` : 'The account has a password.', label: 'Password', type: 'password', autocomplete: 'current-password',
  }),
  name: (state) => ({
    lead: `This number has no account yet. With a name it gets one, and you accept Telegram's terms of service.${state.hint ? `\n\n${state.hint}` : ''}`,
    label: 'First name', type: 'text', second: true, more: [['decline', 'No account']],
  }),
  qr: () => ({ lead: 'Scan this with a device that is logged in: Settings, Devices, Link Desktop Device.' }),
  done: (state) => ({ lead: `Logged in as ${state.hint}. You may close this page.` }),
}

let current = { version: -1, step: 'waiting' }

function show(state) {
  current = state
  const step = steps[state.step](state)
  el('lead').textContent = step.lead
  el('problem').hidden = !state.problem
  el('problem').textContent = state.problem ?? ''
  el('form').hidden = !step.label
  el('code').hidden = !state.qrCode
  el('code').replaceChildren(...(state.qrCode ? [drawing(state.qrCode)] : []))
  if (!step.label) return
  el('first-label').textContent = step.label
  const first = el('first')
  Object.assign(first, { type: step.type, value: '', placeholder: step.placeholder ?? '', autocomplete: step.autocomplete ?? 'off', inputMode: step.mode ?? '' })
  el('second').value = ''
  el('second').hidden = el('second-label').hidden = !step.second
  el('more').replaceChildren(...(step.more ?? []).map(([kind, text]) => {
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', textContent: text, onclick: () => send(kind) })
    return button
  }))
  first.focus()
}

function drawing({ width, path }) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', `0 0 ${width} ${width}`)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', 'QR code')
  svg.setAttribute('shape-rendering', 'crispEdges')
  svg.append(document.createElementNS('http://www.w3.org/2000/svg', 'path'))
  svg.firstChild.setAttribute('d', path)
  return svg
}

async function send(kind) {
  const answer = { version: current.version, kind, text: el('first').value, more: el('second').value }
  await fetch('answer', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) })
}

el('form').addEventListener('submit', (event) => {
  event.preventDefault()
  if (el('first').value.trim()) send('send')
})

while (current.step !== 'done') {
  try {
    const response = await fetch(`state?known=${current.version}`)
    if (!response.ok) throw new Error(`status ${response.status}`)
    show(await response.json())
  } catch {
    el('lead').textContent = 'The program does not answer; it may have been stopped.'
    el('form').hidden = true
    await new Promise((resolve) => setTimeout(resolve, 2000))
  }
}

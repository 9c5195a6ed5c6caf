// A person and a bot, both played by mtcute, against a running emulator. Prints "ok <step>" lines; the last one is "done".
//
//   node interop.mjs --port 4430 --key server.pem --bot-token ID:SECRET --bot-username some_bot --login-code 12345
//                    [--transport intermediate|padded|obfuscated|obfuscated-padded|proxy] [--secret HEX]
//                    [--phone +4915100000001] [--bot mtcute|external] [--pfs] [--verbose]
//
// With "--bot external" somebody else answers as the bot: it must reply to a text with a message that contains the text,
// and to /start with a message that has an inline button whose press is answered.
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { BotKeyboard } from '@mtcute/node'

import { makeClient, trustKey } from './emulator-client.mjs'
import { check, report, sha256, step } from './steps.mjs'

const { values: options } = parseArgs({
  options: {
    port: { type: 'string' },
    key: { type: 'string' },
    'bot-token': { type: 'string' },
    'bot-username': { type: 'string' },
    'login-code': { type: 'string', default: '12345' },
    transport: { type: 'string', default: 'intermediate' },
    secret: { type: 'string' },
    phone: { type: 'string', default: '+4915100000001' },
    bot: { type: 'string', default: 'mtcute' },
    pfs: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})

const fileBytes = 1024 * 1024

function playBot(bot) {
  bot.onNewMessage.add((message) => {
    if (message.isOutgoing || message.text === '') return
    const markup = BotKeyboard.inline([[BotKeyboard.callback('Press me', 'pressed')]])
    const text = message.text === '/start' ? 'Welcome.' : message.text
    bot.sendText(message.chat, text, message.text === '/start' ? { replyMarkup: markup } : {}).catch(report)
  })
  bot.onCallbackQuery.add((query) => {
    bot.answerCallbackQuery(query, { text: `You pressed ${query.dataStr}` }).catch(report)
  })
}

/** Waits for the next message from the bot that satisfies the condition; armed before the cause, so that nothing is missed. */
function nextMessage(client, condition) {
  return new Promise((resolve) => {
    const listener = (message) => {
      if (message.isOutgoing || !condition(message)) return
      client.onNewMessage.remove(listener)
      resolve(message)
    }
    client.onNewMessage.add(listener)
  })
}

/** start() resolves before the client listens; what is pushed in between it fetches only when it sees the next gap. */
async function isListening(client) {
  while (!client._client.updates.updatesLoopActive) await pause(10)
}

const connection = {
  port: Number(options.port),
  transport: options.transport,
  secret: options.secret,
  pfs: options.pfs,
  verbose: options.verbose,
}
await step('trust the key', () => trustKey(options.key))

let bot
if (options.bot === 'mtcute') {
  bot = makeClient(connection)
  const self = await step('bot login', () => bot.start({ botToken: options['bot-token'] }))
  check(self.isBot && self.username === options['bot-username'], `logged in as ${self.username}`)
  playBot(bot)
  await step('the bot listens', () => isListening(bot))
}

const person = makeClient(connection)
person.onError?.add?.((error) => console.error(`client error: ${error}`))
const self = await step('login by phone', () =>
  person.start({ phone: options.phone, code: options['login-code'], codeSentCallback: () => {} }))
check(!self.isBot, 'a person was logged in as a bot')

await step('the person listens', () => isListening(person))
const peer = await step('find the bot by its name', () => person.resolvePeer(options['bot-username']))

await step('message to the bot and its answer', async () => {
  const text = `Hello äöü 👋 ${randomBytes(4).toString('hex')}`
  const answer = nextMessage(person, (message) => message.text.includes(text))
  await person.sendText(peer, text)
  await answer
})

await step('keyboard and pressed button', async () => {
  const welcome = nextMessage(person, (message) => message.markup?.type === 'inline')
  await person.sendText(peer, '/start')
  const message = await welcome
  const button = message.markup.buttons.flat().find((candidate) => candidate._ === 'keyboardButtonCallback')
  check(button, 'the keyboard has no callback button')
  const answer = await person.getCallbackAnswer({ chatId: peer, message: message.id, data: button.data })
  check(answer._ === 'messages.botCallbackAnswer', `the answer is ${answer._}`)
  if (options.bot === 'mtcute') check(answer.message === 'You pressed pressed', `the answer says ${answer.message}`)
})

await step('file of 1 MiB up and down', async () => {
  const bytes = new Uint8Array(randomBytes(fileBytes))
  const sent = await person.sendMedia(peer, { type: 'document', file: bytes, fileName: 'interop.bin', fileMime: 'application/octet-stream' })
  check(sent.media?.type === 'document', `the sent media is ${sent.media?.type}`)
  check(sent.media.fileSize === fileBytes, `the file has ${sent.media.fileSize} bytes`)
  const received = await person.downloadAsBuffer(sent.media)
  check(sha256(received) === sha256(bytes), 'the downloaded bytes differ')
})

await step('history', async () => {
  const history = await person.getHistory(peer, { limit: 10 })
  check(history.length >= 3, `the history has ${history.length} messages`)
})

await step('supergroup: write, receive, edit, delete', async () => {
  const group = await person.createSupergroup({ title: 'Three is a crowd', description: '' })
  const chat = await person.resolvePeer(group)
  await person.addChatMembers(chat, peer, {})
  // A bot in privacy mode sees what mentions it.
  const text = `@${options['bot-username']} ${randomBytes(4).toString('hex')}`
  const answer = options.bot === 'mtcute' ? nextMessage(person, (message) => message.text === text && message.chat.id === group.id) : null
  const sent = await person.sendText(chat, text)
  await answer
  const edited = await person.editMessage({ chatId: chat, message: sent.id, text: `${text} edited` })
  check(edited.text === `${text} edited`, `the message is ${edited.text}`)
  await person.deleteMessagesById(chat, [sent.id])
  const [gone] = await person.getMessages(chat, sent.id)
  check(gone === null, 'the message is still there')
})

await person.destroy()
await bot?.destroy()
console.log('done')
process.exit(0)

// A person and a bot, both played by GramJS, a client of an older layer, against a running emulator that was given that layer's
// schema. Prints "ok <step>" lines; the last one is "done".
//
//   node gramjs.mjs --port 4430 --key server.pem --bot-token ID:SECRET --bot-username some_bot --login-code 12345
//                   [--transport full|obfuscated] [--phone +4915100000001] [--verbose]
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'

import { makeClient, trustKey } from './gramjs-client.mjs'
import { check, report, sha256, step } from './steps.mjs'

const require = createRequire(import.meta.url)
const { Api } = require('telegram')
const { NewMessage } = require('telegram/events')
const { EditedMessage } = require('telegram/events/EditedMessage')
const { CallbackQuery } = require('telegram/events/CallbackQuery')
const { CustomFile } = require('telegram/client/uploads')
const { Button } = require('telegram/tl/custom/button')

const { values: options } = parseArgs({
  options: {
    port: { type: 'string' },
    key: { type: 'string' },
    'bot-token': { type: 'string' },
    'bot-username': { type: 'string' },
    'login-code': { type: 'string', default: '12345' },
    transport: { type: 'string', default: 'full' },
    phone: { type: 'string', default: '+4915100000001' },
    verbose: { type: 'boolean', default: false },
  },
})

const fileBytes = 1024 * 1024

function playBot(bot) {
  bot.addEventHandler(async ({ message }) => {
    if (message.out || !message.text) return
    if (message.text === '/start')
      await bot.sendMessage(message.chatId, { message: 'Welcome.', buttons: [[Button.inline('Press me', Buffer.from('pressed'))]] }).catch(report)
    else await bot.sendMessage(message.chatId, { message: message.text }).catch(report)
  }, new NewMessage({}))
  bot.addEventHandler(async (event) => {
    const data = event.query.data.toString()
    await bot.editMessage(event.chatId, { message: event.messageId, text: `You pressed ${data}.` }).catch(report)
    await event.answer({ message: `You pressed ${data}` }).catch(report)
  }, new CallbackQuery({}))
}

/** Waits for the next message from the bot that satisfies the condition; armed before the cause, so that nothing is missed. */
function nextMessage(client, builder, condition) {
  return new Promise((resolve) => {
    const listener = ({ message }) => {
      if (message.out || !condition(message)) return
      client.removeEventHandler(listener, builder)
      resolve(message)
    }
    client.addEventHandler(listener, builder)
  })
}

const connection = { port: Number(options.port), transport: options.transport, verbose: options.verbose }
await step('trust the key', async () => trustKey(options.key))

const bot = makeClient(connection)
await step('bot login', async () => {
  await bot.start({ botAuthToken: options['bot-token'], onError: report })
  const self = await bot.getMe()
  check(self.bot && self.username === options['bot-username'], `logged in as ${self.username}`)
})
playBot(bot)

const person = makeClient(connection)
await step('login by phone', async () => {
  await person.start({ phoneNumber: options.phone, phoneCode: async () => options['login-code'], onError: report })
  const self = await person.getMe()
  check(!self.bot && `+${self.phone}` === options.phone, `logged in as ${self.phone}`)
})
const peer = await step('find the bot by its name', () => person.getInputEntity(options['bot-username']))

const text = `Hello äöü 👋 ${randomBytes(4).toString('hex')}`
const own = await step('message to the bot and its answer', async () => {
  const answer = nextMessage(person, new NewMessage({}), (message) => message.text === text)
  const sent = await person.sendMessage(peer, { message: text })
  await answer
  return sent
})

await step('formatted text arrives with its entities', async () => {
  const sent = await person.sendMessage(peer, { message: 'a <b>bold</b> <a href="https://example.org">link</a>', parseMode: 'html' })
  const [stored] = await person.getMessages(peer, { ids: [sent.id] })
  check(stored.message === 'a bold link', `the text is ${stored.message}`)
  const kinds = stored.entities.map((entity) => entity.className).join()
  check(kinds === 'MessageEntityBold,MessageEntityTextUrl', `the entities are ${kinds}`)
})

await step('edit', async () => {
  await person.editMessage(peer, { message: own.id, text: `${text} edited` })
  const [edited] = await person.getMessages(peer, { ids: [own.id] })
  check(edited.message === `${text} edited` && edited.editDate > 0, `the message is ${edited.message}`)
})

await step('keyboard, pressed button, edited message', async () => {
  const welcome = nextMessage(person, new NewMessage({}), (message) => message.replyMarkup instanceof Api.ReplyInlineMarkup)
  await person.sendMessage(peer, { message: '/start' })
  const message = await welcome
  const button = message.replyMarkup.rows[0].buttons[0]
  check(button instanceof Api.KeyboardButtonCallback && button.text === 'Press me', `the button is ${button.className}`)
  const edited = nextMessage(person, new EditedMessage({}), (changed) => changed.id === message.id)
  const answer = await person.invoke(new Api.messages.GetBotCallbackAnswer({ peer, msgId: message.id, data: button.data }))
  check(answer.message === 'You pressed pressed', `the answer says ${answer.message}`)
  check((await edited).text === 'You pressed pressed.', 'the bot did not edit its message')
})

await step('reply', async () => {
  const sent = await person.sendMessage(peer, { message: 'a reply', replyTo: own.id })
  const [stored] = await person.getMessages(peer, { ids: [sent.id] })
  check(stored.replyTo?.replyToMsgId === own.id, `it replies to ${stored.replyTo?.replyToMsgId}`)
})

await step('file of 1 MiB up and down', async () => {
  const bytes = randomBytes(fileBytes)
  const sent = await person.sendFile(peer, { file: new CustomFile('interop.bin', fileBytes, '', bytes), forceDocument: true })
  check(sent.media instanceof Api.MessageMediaDocument, `the sent media is ${sent.media?.className}`)
  check(Number(sent.media.document.size) === fileBytes, `the file has ${sent.media.document.size} bytes`)
  const received = await person.downloadMedia(sent.media)
  check(sha256(received) === sha256(bytes), 'the downloaded bytes differ')
})

await step('history', async () => {
  const history = await person.getMessages(peer, { limit: 20 })
  check(history.some((message) => message.text === `${text} edited`), 'the edited message is missing')
  check(history.some((message) => message.media instanceof Api.MessageMediaDocument), 'the file is missing')
})

await step('dialogs', async () => {
  const dialogs = await person.getDialogs({})
  check(dialogs.some((dialog) => dialog.entity?.username === options['bot-username']), 'the bot is missing')
})

await step('group with the bot', async () => {
  // A bot in privacy mode sees what mentions it.
  const mention = `@${options['bot-username']} ${text}`
  const answer = nextMessage(person, new NewMessage({}), (message) => message.peerId instanceof Api.PeerChat && message.text === mention)
  const { updates } = await person.invoke(new Api.messages.CreateChat({ users: [peer], title: 'Three is a crowd' }))
  const chat = updates.chats[0]
  check(chat instanceof Api.Chat && chat.title === 'Three is a crowd', `the group is ${chat?.className}`)
  await person.sendMessage(chat.id.negate(), { message: mention })
  await answer
})

const openHouse = await step('supergroup: write, receive, edit, delete', async () => {
  const made = await person.invoke(new Api.channels.CreateChannel({ title: 'Open house', about: '', megagroup: true }))
  const group = await person.getInputEntity(made.chats[0])
  await person.invoke(new Api.channels.InviteToChannel({ channel: group, users: [peer] }))
  const mention = `@${options['bot-username']} ${text}`
  const answer = nextMessage(person, new NewMessage({}), (message) => message.peerId instanceof Api.PeerChannel && message.text === mention)
  const sent = await person.sendMessage(group, { message: mention })
  await answer
  await person.editMessage(group, { message: sent.id, text: `${mention} edited` })
  const [edited] = await person.getMessages(group, { ids: [sent.id] })
  check(edited.message === `${mention} edited`, `the message is ${edited.message}`)
  await person.deleteMessages(group, [sent.id], { revoke: true })
  const [gone] = await person.getMessages(group, { ids: [sent.id] })
  check(gone === undefined || gone instanceof Api.MessageEmpty, 'the message is still there')
  const username = `open_house_${randomBytes(3).toString('hex')}`
  await person.invoke(new Api.channels.UpdateUsername({ channel: group, username }))
  return username
})

await step('another person joins the supergroup by its name, and leaves', async () => {
  const other = makeClient(connection)
  await other.start({ phoneNumber: `${options.phone}9`, phoneCode: async () => options['login-code'], onError: report })
  const group = await other.getInputEntity(openHouse)
  const joined = await other.invoke(new Api.channels.JoinChannel({ channel: group }))
  check(joined instanceof Api.Updates && joined.chats[0].participantsCount === 3, `joining is answered by ${joined.className}`)
  await other.invoke(new Api.channels.LeaveChannel({ channel: group }))
  await other.destroy()
})

await step('deletion', async () => {
  await person.deleteMessages(peer, [own.id], { revoke: true })
  const [gone] = await person.getMessages(peer, { ids: [own.id] })
  check(gone === undefined || gone instanceof Api.MessageEmpty, 'the message is still there')
})

await person.destroy()
await bot.destroy()
console.log('done')
process.exit(0)

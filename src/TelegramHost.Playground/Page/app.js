import { api } from './api.js';
import { Composer } from './composer.js';
import { $, avatar, clock, make } from './dom.js';
import { Conversation } from './messages.js';
import { Wire } from './wire.js';

const TYPING_LASTS = 6000;
const wire = new Wire();
const composer = new Composer();
const conversation = new Conversation({
  onReply: (message) => composer.reply(message),
  onEdit: (message) => composer.edit(message),
  onSend: (text) => composer.send(text),
});
const typing = new Map();
let chats = [];
let current = null;

function statusOf(peer) {
  if (peer.kind === 'group') return `${peer.members} members`;
  if (peer.kind === 'channel') return peer.members === 1 ? '1 subscriber' : `${peer.members} subscribers`;
  if (peer.kind === 'bot') return `bot · @${peer.username}`;
  return 'last seen recently';
}

function drawChats() {
  $('chats').replaceChildren(...chats.map((chat) => {
    const who = typing.get(chat.peer.key);
    const { last } = chat;
    const preview = who
      ? make('em', 'dots', chat.peer.kind === 'group' ? `${who} is typing` : 'typing')
      : last ? `${last.out && !last.service ? 'You: ' : ''}${last.text || (last.file?.photo ? 'Photo' : last.file?.name || '')}` : `@${chat.peer.username}`;
    const line = make('button', `chat${chat.peer.key === current ? ' on' : ''}`,
      avatar(make('span'), chat.peer),
      make('span', 'chat-body',
        make('span', 'chat-top', make('strong', '', chat.peer.name), make('time', '', last ? clock(last.date) : '')),
        make('span', 'chat-bottom', make('span', '', preview), chat.unread ? make('i', 'badge', String(chat.unread)) : null)));
    line.addEventListener('click', () => open(chat.peer.key));
    return line;
  }));
}

function drawBar() {
  const chat = chats.find((one) => one.peer.key === current);
  if (!chat) return;
  const who = typing.get(current);
  avatar($('chat-avatar'), chat.peer, 'small');
  $('chat-name').textContent = chat.peer.name;
  $('chat-status').className = who ? 'live dots' : '';
  $('chat-status').textContent = who ? (chat.peer.kind === 'group' ? `${who} is typing` : 'typing') : statusOf(chat.peer);
}

async function reload() {
  chats = await api.chats();
  drawChats();
  drawBar();
}

async function open(key, keepList) {
  current = key;
  if (!keepList) document.body.classList.remove('list');
  const messages = await api.messages(key);
  await reload();
  const chat = chats.find((one) => one.peer.key === key);
  conversation.open(chat, messages);
  composer.open(chat, messages);
}

function setTyping(key, name) {
  clearTimeout(typing.get(`${key} timer`));
  if (name) {
    typing.set(key, name);
    typing.set(`${key} timer`, setTimeout(() => setTyping(key, null), TYPING_LASTS));
  } else {
    typing.delete(key);
  }
  drawChats();
  drawBar();
}

async function change({ kind, chat, message, deleted, actor, typing: isTyping }) {
  if (kind === 'typing') return setTyping(chat, isTyping ? actor : null);
  if (chat === current) {
    if (kind === 'added') conversation.add(message);
    if (kind === 'edited') conversation.replace(message);
    if (kind === 'deleted') conversation.remove(deleted);
    if (kind === 'added' && !message.out) await api.read(chat);
  }
  if (kind === 'added' && !message.out) typing.delete(chat);
  await reload();
  const shown = chats.find((one) => one.peer.key === current);
  if (shown && chat === current) {
    conversation.chat = shown;
    composer.chat = shown;
    composer.commands = shown.peer.commands;
    if (kind === 'read') conversation.read(shown.readOutboxMaxId);
    composer.refresh(conversation.messages);
  }
}

function theme(value) {
  document.documentElement.dataset.theme = value;
  localStorage.setItem('theme', value);
}

// Changes are drawn one after the other, in the order in which they happened.
let queue = Promise.resolve();
function later(act) {
  queue = queue.then(act).catch((error) => console.error(error));
}

async function begin() {
  const session = await api.session();
  $('persona').textContent = `You are ${session.person.name}`;
  document.title = `${session.person.name} · Telegram playground`;
  const wanted = location.hash.slice(1) || session.botKey;
  document.body.classList.toggle('list', location.hash === '#list');
  await reload();
  await open(chats.some((chat) => chat.peer.key === wanted) ? wanted : session.botKey, true);
  await wire.load();
}

theme(localStorage.getItem('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
document.body.classList.toggle('no-wire', innerWidth <= 1080);
$('theme').addEventListener('click', () => theme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'));
$('back').addEventListener('click', () => document.body.classList.add('list'));
for (const id of ['toggle-wire', 'wire-close']) $(id).addEventListener('click', () => document.body.classList.toggle('no-wire'));

api.listen({
  onOpen: () => {
    $('link').classList.remove('off');
    $('link-text').textContent = 'Live · everything stays on this machine';
    later(begin);
  },
  onLost: () => {
    $('link').classList.add('off');
    $('link-text').textContent = 'The program has stopped; waiting for it…';
  },
  onChange: (event) => later(() => change(event)),
  onWire: (record) => wire.add(record),
});

import { api } from './api.js';
import { $, alertBox, avatar, bytes, clock, colorOf, day, icon, make, menuAt, toast } from './dom.js';
import { formatted, safeAddress } from './format.js';

const TICK = 'm9.5 17.200-5-5 1.400-1.400 3.600 3.600 8.100-8.100 1.400 1.400z';
const TICKS = 'm7 17.200-5-5 1.400-1.400L7 14.400l8.100-8.100 1.400 1.400zm5.600 0-1.900-1.900 1.400-1.400.5.5 8.100-8.100L22.100 7.700z';
const FILE = 'M6 2h8l5 5v13a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4c0-1.100.900-2 2-2zm7 1.500V8h4.500z';

// The open conversation: a list of messages and the rows that show them.
export class Conversation {
  constructor({ onReply, onEdit, onSend }) {
    this.list = $('messages');
    this.onReply = onReply;
    this.onEdit = onEdit;
    this.onSend = onSend;
    this.messages = [];
    this.list.addEventListener('scroll', () => { $('to-bottom').hidden = this.isAtBottom(); }, { passive: true });
    $('to-bottom').addEventListener('click', () => this.toBottom(true));
    // A keyboard that opens below takes room away: whoever read the newest message still does.
    this.wasAtBottom = true;
    this.list.addEventListener('scroll', () => { this.wasAtBottom = this.isAtBottom(); });
    new ResizeObserver(() => { if (this.wasAtBottom) this.toBottom(); }).observe(this.list);
  }

  open(chat, messages) {
    this.chat = chat;
    this.messages = messages;
    this.readUpTo = chat.readOutboxMaxId;
    this.draw();
    this.toBottom();
  }

  add(message) {
    const stay = !this.isAtBottom() && !message.out;
    this.messages.push(message);
    this.draw(message.id);
    if (!stay) this.toBottom(true);
  }

  replace(message) {
    const at = this.messages.findIndex((known) => known.id === message.id);
    if (at < 0) return;
    const bottom = this.isAtBottom();
    this.messages[at] = message;
    this.draw();
    if (bottom) this.toBottom();
  }

  remove(ids) {
    this.messages = this.messages.filter((message) => !ids.includes(message.id));
    this.draw();
  }

  read(upTo) {
    this.readUpTo = upTo;
    for (const row of this.list.querySelectorAll('.row.out')) row.classList.toggle('read', Number(row.dataset.id) <= upTo);
  }

  find(id) { return this.messages.find((message) => message.id === id); }

  last() { return this.messages.findLast((message) => !message.service); }

  isAtBottom() { return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60; }

  toBottom(smooth) {
    this.wasAtBottom = true;
    this.list.scrollTo({ top: this.list.scrollHeight, behavior: smooth ? 'smooth' : 'instant' });
  }

  draw(freshId) {
    const rows = [];
    let previous = null;
    let shownDay = null;
    this.messages.forEach((message, at) => {
      if (shownDay !== day(message.date)) {
        shownDay = day(message.date);
        rows.push(make('div', 'pill', shownDay));
        previous = null;
      }
      if (message.service) {
        rows.push(make('div', 'pill', message.text));
        previous = null;
        return;
      }
      const next = this.messages[at + 1];
      const joined = previous && previous.senderKey === message.senderKey && message.date - previous.date < 300;
      const last = !next || next.service || next.senderKey !== message.senderKey || next.date - message.date >= 300;
      rows.push(this.row(message, joined, last, message.id === freshId));
      previous = message;
    });
    if (!this.messages.some((message) => !message.service) && this.chat.peer.kind === 'bot') rows.push(this.welcome());
    this.list.replaceChildren(...rows);
  }

  row(message, joined, last, fresh) {
    const inGroup = this.chat.peer.kind === 'group';
    const classes = ['row', message.out ? 'out' : 'in', joined ? 'joined' : '', last ? 'last' : '', fresh ? 'fresh' : '', message.id <= this.readUpTo ? 'read' : ''];
    const row = make('div', classes.filter(Boolean).join(' '));
    row.dataset.id = message.id;
    if (inGroup && !message.out) row.append(avatar(make('span'), { key: message.senderKey, name: message.senderName, kind: 'user' }, 'tiny'));
    const inline = message.keyboard?.kind === 'inline' ? this.inline(message) : null;
    const bubble = this.bubble(message, inGroup && !message.out && !joined, inline);
    const stack = make('div', 'stack', bubble, inline);
    row.append(stack);
    bubble.addEventListener('contextmenu', (event) => { event.preventDefault(); this.menu(message, event.clientX, event.clientY); });
    bubble.addEventListener('dblclick', () => this.onReply(message));
    return row;
  }

  bubble(message, named, inline) {
    const bubble = make('div', `bubble tail${inline ? ' wide' : ''}`);
    if (named) bubble.append(make('span', `sender n${colorOf(message.senderKey)}`, message.senderName));
    if (message.replyTo) bubble.append(this.quoted(message.replyTo));
    if (message.file) bubble.append(this.file(message.file));
    bubble.append(formatted(message.text, message.entities, this.onSend));
    const meta = make('span', 'meta', message.edited ? 'edited ' : null, clock(message.date));
    if (message.out) meta.append(icon(TICK, 'ok1'), icon(TICKS, 'ok2'));
    bubble.append(meta);
    return bubble;
  }

  quoted(id) {
    const answered = this.find(id);
    const quote = make('button', 'reply', make('b', '', answered?.senderName ?? 'Message'), make('span', '', answered?.text ?? 'Not here any more'));
    quote.addEventListener('click', () => {
      const row = this.list.querySelector(`[data-id="${id}"]`);
      row?.scrollIntoView({ block: 'center', behavior: 'smooth' });
      row?.classList.add('flash');
      setTimeout(() => row?.classList.remove('flash'), 1300);
    });
    return quote;
  }

  file(file) {
    const address = api.fileAddress(file.id);
    if (file.photo) {
      const image = make('img', 'photo');
      image.src = address;
      image.alt = 'Photo';
      return image;
    }
    const anchor = make('a', 'file', make('i', '', icon(FILE)), make('span', '', file.name || 'File', make('small', '', bytes(file.size))));
    anchor.href = address;
    anchor.download = file.name || 'file';
    return anchor;
  }

  inline(message) {
    return make('div', 'inline', ...message.keyboard.rows.map((row) => make('div', 'inline-row', ...row.map((button) => this.key(message, button)))));
  }

  key(message, button) {
    const key = make('button', `key ${button.kind}`, button.text);
    key.title = button.argument ?? '';
    key.addEventListener('click', () => this.press(message, button, key));
    return key;
  }

  async press(message, button, key) {
    if (button.kind === 'url') return this.openAddress(button.argument);
    if (button.kind === 'copy') return navigator.clipboard.writeText(button.argument).then(() => toast('Copied'));
    if (button.kind !== 'callback') return toast('Only a full client can do what this button does.');
    key.classList.add('busy');
    try {
      const answer = await api.press(message.chat, message.id, button.data);
      if (answer.url) this.openAddress(answer.url);
      else if (answer.text) (answer.alert ? alertBox : toast)(answer.text);
    } catch (error) {
      toast(error.message === 'BOT_RESPONSE_TIMEOUT' ? 'The bot did not answer.' : error.message);
    } finally {
      key.classList.remove('busy');
    }
  }

  openAddress(address) {
    const href = safeAddress(address);
    if (href) open(href, '_blank', 'noopener,noreferrer');
    else toast('The address cannot be opened.');
  }

  menu(message, x, y) {
    const items = [['Reply', () => this.onReply(message)]];
    if (message.text) items.push(['Copy text', () => navigator.clipboard.writeText(message.text)]);
    if (message.out && !message.service) items.push(['Edit', () => this.onEdit(message)]);
    items.push(['Delete', () => api.remove(message.chat, message.id).catch((error) => toast(error.message)), true]);
    menuAt(x, y, items);
  }

  welcome() {
    const { peer } = this.chat;
    return make('div', 'welcome', avatar(make('span'), peer), make('b', '', peer.name),
      make('p', '', 'Your bot runs in this process. Press Start and see what it says: every byte in between is real MTProto.'));
  }
}

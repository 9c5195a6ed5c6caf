import { api } from './api.js';
import { $, make, toast } from './dom.js';

// What is written below the conversation: text, replies, edits, the bot's menu and its reply keyboard.
export class Composer {
  constructor() {
    this.input = $('input');
    this.typedAt = 0;
    $('form').addEventListener('submit', (event) => { event.preventDefault(); this.submit(); });
    this.input.addEventListener('keydown', (event) => this.keydown(event));
    this.input.addEventListener('input', () => this.changed());
    $('quote-close').addEventListener('click', () => this.cancel());
    $('start').addEventListener('click', () => this.send('/start'));
    $('menu').addEventListener('click', () => this.showCommands($('commands').hidden ? this.commands : []));
    $('keys').addEventListener('click', () => { $('keyboard').hidden = !$('keyboard').hidden; });
  }

  open(chat, messages) {
    this.chat = chat;
    this.commands = chat.peer.commands;
    this.cancel();
    this.input.value = '';
    this.changed(true);
    this.refresh(messages);
    if (matchMedia('(hover: hover)').matches) this.input.focus();
  }

  // A keyboard stays until another message brings or removes one.
  refresh(messages) {
    const isNew = this.chat.peer.kind === 'bot' && !messages.some((message) => !message.service);
    $('start').hidden = !isNew;
    $('form').hidden = isNew;
    $('menu').hidden = isNew || this.commands.length === 0;
    const source = messages.findLast((message) => !message.out && message.keyboard && message.keyboard.kind !== 'inline');
    const keyboard = source?.keyboard.kind === 'reply' ? source.keyboard : null;
    this.input.placeholder = source?.keyboard.placeholder || 'Message';
    $('keys').hidden = !keyboard;
    if (source?.id === this.keyboardFrom) return;
    this.keyboardFrom = source?.id;
    $('keyboard').hidden = !keyboard;
    $('keyboard').replaceChildren(...(keyboard?.rows ?? []).map((row) => make('div', '', ...row.map((button) => {
      const key = make('button', '', button.text);
      key.addEventListener('click', () => {
        if (button.kind !== 'text') return toast('Only a full client can do what this button does.');
        this.send(button.text);
        if (keyboard.oneTime) $('keyboard').hidden = true;
      });
      return key;
    }))));
    if (source?.keyboard.kind === 'force') this.reply(source);
  }

  reply(message) {
    this.quote(message.senderName, message.text);
    this.replyTo = message.id;
    this.editing = null;
    this.input.focus();
  }

  edit(message) {
    this.quote('Edit message', message.text);
    this.editing = message.id;
    this.replyTo = null;
    this.input.value = message.text;
    this.changed(true);
    this.input.focus();
  }

  quote(name, text) {
    $('quote-name').textContent = name;
    $('quote-text').textContent = text;
    $('quote').hidden = false;
  }

  cancel() {
    if (this.editing) this.input.value = '';
    this.replyTo = null;
    this.editing = null;
    $('quote').hidden = true;
  }

  keydown(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === 'Escape') {
      this.cancel();
      this.showCommands([]);
    }
  }

  changed(silent) {
    this.input.style.height = 'auto';
    this.input.style.height = `${this.input.scrollHeight}px`;
    const word = /^\/(\w*)$/.exec(this.input.value)?.[1];
    this.showCommands(word === undefined ? [] : this.commands.filter((entry) => entry.command.startsWith(word)));
    if (silent || !this.input.value || Date.now() - this.typedAt < 4000) return;
    this.typedAt = Date.now();
    api.typing(this.chat.peer.key).catch(() => { this.typedAt = 0; });
  }

  showCommands(commands) {
    $('commands').hidden = commands.length === 0;
    $('commands').replaceChildren(...commands.map((entry) => {
      const button = make('button', '', make('b', '', `/${entry.command}`), make('span', '', entry.description));
      button.addEventListener('click', () => { this.input.value = ''; this.changed(true); this.send(`/${entry.command}`); });
      return button;
    }));
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const { editing } = this;
    this.input.value = '';
    this.changed(true);
    if (!editing) return this.send(text);
    this.editing = null;
    this.cancel();
    await api.edit(this.chat.peer.key, editing, text).catch((error) => { if (error.message !== 'MESSAGE_NOT_MODIFIED') toast(error.message); });
  }

  async send(text) {
    const { replyTo } = this;
    this.cancel();
    this.showCommands([]);
    try {
      await api.send(this.chat.peer.key, text, replyTo);
    } catch (error) {
      toast(error.message);
      this.input.value = text;
      this.changed(true);
    }
  }
}

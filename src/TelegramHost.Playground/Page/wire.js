import { api } from './api.js';
import { $, bytes, make } from './dom.js';

const KEEP = 600;
const WAY = { request: '→', answer: '←', push: '⇠' };

// The TL that goes by, newest at the bottom.
export class Wire {
  constructor() {
    this.list = $('wire-list');
    this.records = [];
    this.kinds = new Set(['request', 'answer', 'push']);
    this.paused = false;
    this.last = 0;
    this.waiting = [];
    $('wire-filter').addEventListener('input', () => this.draw());
    $('wire-clear').addEventListener('click', () => { this.records = []; this.draw(); });
    $('wire-pause').addEventListener('click', () => this.pause());
    for (const chip of $('wire-kinds').children) chip.addEventListener('click', () => this.toggle(chip));
  }

  // What came before the page was opened; records that arrive meanwhile wait for their turn.
  async load() {
    this.waiting ??= [];
    const earlier = await api.wire();
    const { waiting } = this;
    this.waiting = null;
    for (const record of [...earlier, ...waiting]) this.add(record);
    this.list.scrollTop = this.list.scrollHeight;
  }

  add(record) {
    if (this.waiting) return void this.waiting.push(record);
    if (record.sequence <= this.last) return;
    this.last = record.sequence;
    this.records.push(record);
    if (this.records.length > KEEP) this.records.shift();
    if (this.paused) return this.count();
    const follow = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
    if (this.matches(record)) this.list.append(this.row(record));
    while (this.list.children.length > KEEP) this.list.firstChild.remove();
    if (follow) this.list.scrollTop = this.list.scrollHeight;
    this.count();
  }

  draw() {
    this.list.replaceChildren(...this.records.filter((record) => this.matches(record)).map((record) => this.row(record)));
    this.list.scrollTop = this.list.scrollHeight;
    this.count();
  }

  count() {
    const total = this.records.reduce((sum, record) => sum + record.bytes, 0);
    $('wire-count').textContent = `${this.paused ? 'paused · ' : ''}${this.records.length} records · ${bytes(total)} of TL`;
  }

  matches(record) {
    const query = $('wire-filter').value.trim().toLowerCase();
    return this.kinds.has(record.direction) && (!query || record.name.toLowerCase().includes(query) || record.json.toLowerCase().includes(query));
  }

  pause() {
    this.paused = !this.paused;
    $('wire-pause').setAttribute('aria-pressed', this.paused);
    this.draw();
  }

  toggle(chip) {
    const { kind } = chip.dataset;
    if (!this.kinds.delete(kind)) this.kinds.add(kind);
    chip.classList.toggle('on', this.kinds.has(kind));
    this.draw();
  }

  row(record) {
    const failed = record.name === 'rpc_error';
    const item = make('li', `record ${record.direction}${failed ? ' failed' : ''}`);
    const time = new Date(record.time);
    const head = make('button', '',
      make('span', 'way', WAY[record.direction]), make('span', 'name', record.name), make('span', 'size', bytes(record.bytes)),
      make('span', 'who', `${record.user ?? 'nobody yet'} · #${record.sequence}`),
      make('span', 'at', `${time.toLocaleTimeString([], { hourCycle: 'h23' })}.${String(time.getMilliseconds()).padStart(3, '0')}`));
    head.addEventListener('click', () => {
      const open = item.querySelector('pre');
      if (open) {
        open.remove();
      } else {
        item.append(make('pre', '', coloured(record.json)));
        item.scrollIntoView({ block: 'nearest' });
      }
    });
    item.append(head);
    return item;
  }
}

function coloured(json) {
  const fragment = document.createDocumentFragment();
  let text;
  try {
    text = JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    text = json;
  }
  let position = 0;
  for (const match of text.matchAll(/("(?:\\.|[^"\\])*")(\s*:)?|\b(-?\d+(?:\.\d+)?|true|false|null)\b/g)) {
    fragment.append(text.slice(position, match.index));
    const kind = match[3] ? 'n' : match[2] ? 'k' : 's';
    fragment.append(make('span', kind, match[1] ?? match[3]), match[2] ?? '');
    position = match.index + match[0].length;
  }
  fragment.append(text.slice(position));
  return fragment;
}

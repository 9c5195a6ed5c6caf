// Elements are made here and filled with text nodes only: nothing that a bot writes is ever parsed as HTML.
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const $ = (id) => document.getElementById(id);

const SVG = 'http://www.w3.org/2000/svg';
export function icon(path, className) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  if (className) svg.setAttribute('class', className);
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

const GROUP = 'M8 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zm8 0a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-8 2c-3.3 0-7 1.6-7 4.5V20h14v-2.500c0-2.900-3.700-4.500-7-4.500zm8 .2c-.5 0-.9 0-1.300.1 1.400 1 2.300 2.400 2.300 4.200V20h6v-2.300c0-2.700-3.600-4.500-7-4.500z';

export const colorOf = (key) => [...key].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) >>> 0, 7) % 7;

export function avatar(element, peer, size) {
  element.className = `avatar ${size ?? ''} a${colorOf(peer.key)}`;
  const words = peer.name.split(/\s+/).filter(Boolean);
  element.replaceChildren(peer.kind === 'group' && size !== 'tiny'
    ? icon(GROUP)
    : words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join(''));
  return element;
}

export function toast(text) {
  const element = make('div', 'toast', text);
  $('toasts').append(element);
  setTimeout(() => element.remove(), 3500);
}

export function alertBox(text) {
  $('alert-text').textContent = text;
  $('alert').showModal();
}

export function menuAt(x, y, items) {
  const menu = $('popover');
  menu.replaceChildren(...items.map(([label, act, danger]) => {
    const button = make('button', danger ? 'danger' : '', label);
    button.setAttribute('role', 'menuitem');
    button.addEventListener('click', () => { menu.hidden = true; act(); });
    return button;
  }));
  menu.hidden = false;
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
}

addEventListener('pointerdown', (event) => { if (!$('popover').contains(event.target)) $('popover').hidden = true; });
addEventListener('keydown', (event) => { if (event.key === 'Escape') $('popover').hidden = true; });

export const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export function day(seconds) {
  const date = new Date(seconds * 1000);
  const today = new Date();
  if (date.toDateString() === today.toDateString()) return 'Today';
  return date.toLocaleDateString([], { month: 'long', day: 'numeric', year: date.getFullYear() === today.getFullYear() ? undefined : 'numeric' });
}

export const bytes = (size) => (size < 1024 ? `${size} B` : size < 1048576 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1048576).toFixed(1)} MB`);

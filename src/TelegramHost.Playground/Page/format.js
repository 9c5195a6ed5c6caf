import { make } from './dom.js';

// Draws a text with its entities. Offsets are UTF-16 units, which is how JavaScript counts as well.
export function formatted(text, entities, onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return range(text, 0, text.length, sorted, onCommand);
}

function range(text, start, end, entities, onCommand) {
  const fragment = document.createDocumentFragment();
  let position = start;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    const from = Math.max(entity.offset, position);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    fragment.append(text.slice(position, from));
    const inside = [];
    while (i + 1 < entities.length && entities[i + 1].offset < to) inside.push(entities[++i]);
    fragment.append(wrap(entity, text.slice(from, to), range(text, from, to, inside, onCommand), onCommand));
    position = to;
  }
  fragment.append(text.slice(position, end));
  return fragment;
}

function wrap(entity, plain, content, onCommand) {
  switch (entity.kind) {
    case 'bold': return make('b', '', content);
    case 'italic': return make('i', '', content);
    case 'underline': return make('u', '', content);
    case 'strikethrough': return make('s', '', content);
    case 'code': return make('code', '', content);
    case 'blockquote': return make('blockquote', '', content);
    case 'pre': {
      const block = make('pre', '', content);
      if (entity.argument) block.dataset.language = entity.argument;
      return block;
    }
    case 'spoiler': {
      const spoiler = make('span', 'spoiler', make('span', '', content));
      spoiler.addEventListener('click', () => spoiler.classList.add('open'));
      return spoiler;
    }
    case 'bot_command': {
      const command = make('span', 'cmd', content);
      command.addEventListener('click', () => onCommand(plain));
      return command;
    }
    case 'text_link': return link(entity.argument, content);
    case 'url': return link(plain, content);
    case 'email': return link(`mailto:${plain}`, content);
    case 'mention': case 'hashtag': case 'cashtag': case 'text_mention': case 'phone_number':
      return make('span', 'cmd', content);
    default: return make('span', '', content);
  }
}

// Only addresses that can do no more than open become links.
export function safeAddress(address) {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`);
    return ['http:', 'https:', 'mailto:', 'tg:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function link(address, content) {
  const href = safeAddress(address);
  if (!href) return make('span', '', content);
  const anchor = make('a', '', content);
  anchor.href = href;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer';
  anchor.title = href;
  return anchor;
}

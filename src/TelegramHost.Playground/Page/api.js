// Talks to the server that served this page; the token is part of the page's own address.
const base = new URL('.', location.href);

async function call(path, method = 'GET', body) {
  const response = await fetch(new URL(`api/${path}`, base), {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.status === 204) return null;
  if (response.ok) return response.json();
  const reason = await response.json().then((value) => value.error, () => `HTTP ${response.status}`);
  throw new Error(reason);
}

export const api = {
  session: () => call('session'),
  chats: () => call('chats'),
  messages: (chat) => call(`chats/${chat}/messages`),
  send: (chat, text, replyTo) => call(`chats/${chat}/messages`, 'POST', { text, replyTo: replyTo ?? null }),
  edit: (chat, id, text) => call(`chats/${chat}/messages/${id}`, 'POST', { text, replyTo: null }),
  remove: (chat, id) => call(`chats/${chat}/messages/${id}`, 'DELETE'),
  press: (chat, message, data) => call('press', 'POST', { chat, message, data }),
  typing: (chat) => call(`chats/${chat}/typing`, 'POST'),
  read: (chat) => call(`chats/${chat}/read`, 'POST'),
  wire: () => call('wire'),
  fileAddress: (id) => new URL(`api/files/${id}`, base).href,

  listen({ onOpen, onLost, onChange, onWire }) {
    const source = new EventSource(new URL('api/events', base));
    source.addEventListener('hello', onOpen);
    source.addEventListener('error', onLost);
    source.addEventListener('change', (event) => onChange(JSON.parse(event.data)));
    source.addEventListener('wire', (event) => onWire(JSON.parse(event.data)));
  },
};

// An MTProxy that others have written (mtprotoproxy), in front of the emulator. Arguments: the emulator's host and port, and the secret,
// dd or ee and 32 digits. The first line printed says on which port it listens.
//
// It reaches data centres the way Telegram's own proxy does, through "middle ends", and asks Telegram for their addresses. Here it gets those
// of the one below, which knows of their protocol what it takes to hand packets on to the emulator and back.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import net from 'node:net'
import { Readable } from 'node:stream'
import zlib from 'node:zlib'

const NONCE = Buffer.from('aa87cb7a', 'hex')
const HANDSHAKE = Buffer.from('f5ee8276', 'hex')
const ANSWER = Buffer.from('0dda0344', 'hex')
const FILLER = Buffer.from('04000000', 'hex')
const PROXY_PID = Buffer.from('IPIPPRPDTIME')
// Length, number, kind, flags, connection, two addresses and the extra fields with the tag.
const REQUEST_HEAD = 92

const [host, port, proxySecret] = process.argv.slice(2)
const middleSecret = randomBytes(128)

const int32 = value => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}

const frame = (number, ...payload) => {
  const body = Buffer.concat(payload)
  const head = Buffer.concat([int32(body.length + 12), int32(number), body])
  const sum = Buffer.alloc(4)
  sum.writeUInt32LE(zlib.crc32(head))
  return Buffer.concat([head, sum])
}

const fill = bytes => Buffer.concat([bytes, ...Array((16 - bytes.length % 16) % 16 / 4).fill(FILLER)])

/** A packet without what padded transports append. */
const strip = packet => packet.readBigInt64LE() === 0n
  ? packet.subarray(0, 20 + packet.readInt32LE(16))
  : packet.subarray(0, 24 + Math.floor((packet.length - 24) / 16) * 16)

/** Bytes as they come, taken in pieces of a wished length. */
class Pieces {
  #bytes = Buffer.alloc(0)
  add (bytes) { this.#bytes = Buffer.concat([this.#bytes, bytes]) }
  peekInt () { return this.#bytes.length < 4 ? undefined : this.#bytes.readInt32LE() }
  take (length) {
    if (this.#bytes.length < length) return undefined
    const piece = this.#bytes.subarray(0, length)
    this.#bytes = this.#bytes.subarray(length)
    return piece
  }
}

const keyOf = (purpose, socket, nonces, time) => {
  const portOf = number => Buffer.from([number & 255, number >> 8])
  const loopback = Buffer.from([1, 0, 0, 127])
  const text = Buffer.concat([
    nonces.server, nonces.client, time, loopback, portOf(socket.remotePort), Buffer.from(purpose), loopback, portOf(socket.localPort),
    middleSecret, nonces.server, nonces.client
  ])
  const hash = (name, bytes) => createHash(name).update(bytes).digest()
  return [Buffer.concat([hash('md5', text.subarray(1)).subarray(0, 12), hash('sha1', text)]), hash('md5', text.subarray(2))]
}

const middleEnd = net.createServer(socket => {
  const plain = new Pieces()
  let encrypt, decrypt, upstream, number = 0
  const say = bytes => socket.write(encrypt ? encrypt.update(fill(bytes)) : bytes)

  const handleNonce = packet => {
    const nonces = { client: Buffer.from(packet.subarray(24, 40)), server: randomBytes(16) }
    const time = Buffer.from(packet.subarray(20, 24))
    say(frame(-2, NONCE, packet.subarray(12, 16), int32(1), time, nonces.server))
    encrypt = createCipheriv('aes-256-cbc', ...keyOf('SERVER', socket, nonces, time)).setAutoPadding(false)
    decrypt = createDecipheriv('aes-256-cbc', ...keyOf('CLIENT', socket, nonces, time)).setAutoPadding(false)
  }

  const connect = connection => {
    upstream = net.createConnection({ host, port: Number(port) })
    upstream.write(Buffer.from('eeeeeeee', 'hex'))
    const answers = new Pieces()
    upstream.on('data', bytes => {
      answers.add(bytes)
      for (let length; (length = answers.peekInt()) !== undefined;) {
        const packet = answers.take(4 + length)
        if (!packet) return
        say(frame(number++, ANSWER, int32(0), connection, packet.subarray(4)))
      }
    })
    upstream.on('close', () => socket.destroy())
    upstream.on('error', () => socket.destroy())
  }

  const handle = packet => {
    const kind = packet.subarray(8, 12)
    if (kind.equals(NONCE)) return handleNonce(packet)
    if (kind.equals(HANDSHAKE)) return say(frame(-1, HANDSHAKE, int32(0), PROXY_PID, PROXY_PID))
    if (!upstream) connect(Buffer.from(packet.subarray(16, 24)))
    const request = strip(packet.subarray(REQUEST_HEAD, packet.length - 4))
    upstream.write(Buffer.concat([int32(request.length), request]))
  }

  const handleAll = () => {
    for (let length; (length = plain.peekInt()) !== undefined;) {
      const packet = plain.take(length)
      if (!packet) return
      if (length !== 4) handle(packet)
    }
  }

  socket.on('data', bytes => {
    if (decrypt) {
      plain.add(decrypt.update(bytes))
    } else if (bytes.length >= 44) {
      // What stands behind the nonce only fills it up: the proxy waits for the answer.
      plain.add(bytes.subarray(0, 44))
    }

    handleAll()
  })
  socket.on('close', () => upstream?.destroy())
  socket.on('error', () => upstream?.destroy())
})

await new Promise(resolve => middleEnd.listen(0, '127.0.0.1', resolve))
const { port: middlePort } = middleEnd.address()

const require = createRequire(import.meta.url)
const answers = {
  '/getProxyConfig': [2, -2].map(dc => `proxy_for ${dc} 127.0.0.1:${middlePort};`).join('\n'),
  '/getProxySecret': middleSecret,
  '/': '127.0.0.1'
}
require('https').get = (url, handler) => {
  const answer = Readable.from([Buffer.from(answers[new URL(url).pathname])], { objectMode: false })
  setImmediate(handler, Object.assign(answer, { statusCode: 200 }))
  return { on () {} }
}

/** The package, but for one thing: it takes every first message of TLS to be 517 bytes long, as clients' were when it was written. */
const load = () => {
  const path = require.resolve('mtprotoproxy')
  let source = readFileSync(path, 'utf8')
  for (const [from, to] of [
    ['h1.compare(TLS_START_BYTES,0,11,0,11)===0', 'h1.readUIntBE(0,3)===0x160301'],
    ['client.bufferedReadExactly(453)', 'client.bufferedReadExactly(h1.readUInt16BE(3)+5-64)']
  ]) {
    if (!source.includes(from)) throw new Error(`mtprotoproxy is another version than this script knows: no "${from}".`)
    source = source.replace(from, to)
  }

  const loaded = new Module(path)
  loaded._compile(source, path)
  return loaded.exports
}

const { MTProtoProxy } = load()
const proxy = new MTProtoProxy({
  secrets: [proxySecret],
  enter: async () => '00'.repeat(16),
  leave: ({ error }) => { if (error) console.error(error) },
  ready: () => {
    const server = net.createServer(proxy.proxy)
    server.listen(0, '127.0.0.1', () => console.log(`listens on ${server.address().port}`))
  }
})

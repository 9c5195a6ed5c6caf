// Points an unchanged GramJS at the emulator: its own socket goes to the emulator's port, the map of server keys gets its key.
import { createHash, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const bigInt = require('big-integer')
const { TelegramClient } = require('telegram')
const { PromisedNetSockets } = require('telegram/extensions')
const { LogLevel } = require('telegram/extensions/Logger')
const { ConnectionTCPFull, ConnectionTCPObfuscated } = require('telegram/network/connection')
const { MemorySession } = require('telegram/sessions')
const { _serverKeys } = require('telegram/crypto/RSA')

// Not its plain abridged: that takes what has arrived of a frame for the whole of it, and large answers come in pieces.
const connections = { full: ConnectionTCPFull, obfuscated: ConnectionTCPObfuscated }

// Source: https://core.telegram.org/mtproto/auth_key#dh-exchange-initiation
function fingerprint(n, e) {
  const field = (bytes) => {
    const head = bytes.length < 254 ? Buffer.from([bytes.length]) : Buffer.from([254, bytes.length & 255, bytes.length >> 8, 0])
    return Buffer.concat([head, bytes, Buffer.alloc((4 - ((head.length + bytes.length) % 4)) % 4)])
  }
  return createHash('sha1').update(field(n)).update(field(e)).digest().readBigInt64LE(12)
}

export function trustKey(pemFile) {
  const { n, e } = createPublicKey(readFileSync(pemFile)).export({ format: 'jwk' })
  const modulus = Buffer.from(n, 'base64url')
  const exponent = Buffer.from(e, 'base64url')
  _serverKeys.clear()
  _serverKeys.set(String(fingerprint(modulus, exponent)), {
    n: bigInt(modulus.toString('hex'), 16),
    e: Number.parseInt(exponent.toString('hex'), 16),
  })
}

export function makeClient({ port, transport, verbose = false }) {
  // GramJS takes the address of a data centre as it is told, but never its port.
  class EmulatorSocket extends PromisedNetSockets {
    connect(_, address) {
      return super.connect(port, address)
    }
  }

  const session = new MemorySession()
  session.setDC(2, '127.0.0.1', port)
  const client = new TelegramClient(session, 1, '0123456789abcdef0123456789abcdef', {
    connection: connections[transport],
    networkSocket: EmulatorSocket,
  })
  client.setLogLevel(verbose ? LogLevel.DEBUG : LogLevel.NONE)
  return client
}

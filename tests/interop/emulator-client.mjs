// Points an unchanged mtcute at the emulator: its address in place of Telegram's, its key among the known ones.
import { readFileSync } from 'node:fs'

import { MemoryStorage, TelegramClient } from '@mtcute/node'
import { addPublicKey } from '@mtcute/core/utils.js'
import { NodeCryptoProvider } from '@mtcute/node/utils.js'

import { transports } from './transports.mjs'

export async function trustKey(pemFile) {
  const crypto = new NodeCryptoProvider()
  await crypto.initialize?.()
  addPublicKey(crypto, readFileSync(pemFile, 'utf8'))
}

export function makeClient({ port, transport, secret, pfs = false, verbose = false }) {
  const host = '127.0.0.1'
  const address = { ipAddress: host, port, id: 2 }
  return new TelegramClient({
    apiId: 1,
    apiHash: '0123456789abcdef0123456789abcdef',
    storage: new MemoryStorage(),
    defaultDcs: { main: address, media: { ...address, mediaOnly: true } },
    transport: transports[transport]({ host, port, secret }),
    // A permanent key has one temporary key at a time (auth.bindTempAuthKey), and mtcute makes one for each connection: several at work take it from each other.
    network: { usePfs: pfs, ...(pfs && { connectionCount: () => 1 }) },
    logLevel: verbose ? 5 : 1,
  })
}

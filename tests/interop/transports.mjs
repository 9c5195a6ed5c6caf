// The ways in which mtcute can reach a server over TCP; each is a transport of its own on the wire.
import {
  IntermediatePacketCodec,
  MtProxyTcpTransport,
  ObfuscatedPacketCodec,
  PaddedIntermediatePacketCodec,
  TcpTransport,
} from '@mtcute/node'

class CodecTransport extends TcpTransport {
  constructor(makeCodec) {
    super()
    this.makeCodec = makeCodec
  }

  packetCodec() {
    return this.makeCodec()
  }
}

export const transports = {
  intermediate: () => new TcpTransport(),
  padded: () => new CodecTransport(() => new PaddedIntermediatePacketCodec()),
  obfuscated: () => new CodecTransport(() => new ObfuscatedPacketCodec(new IntermediatePacketCodec())),
  'obfuscated-padded': () => new CodecTransport(() => new ObfuscatedPacketCodec(new PaddedIntermediatePacketCodec())),
  proxy: ({ host, port, secret }) => new MtProxyTcpTransport({ host, port, secret }),
}

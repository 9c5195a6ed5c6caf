using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace TelegramHost.MtProto.Crypto;

/// <summary>One AES-256-CTR stream: it goes on where the last call stopped, also in the middle of a block.</summary>
/// <remarks>Encrypting and decrypting are the same. Not safe for several threads; nothing is allocated while it runs.</remarks>
internal sealed class AesCtr : IDisposable
{
    private const int BlockBytes = 16;

    // Enough independent blocks to fill the pipeline of the AES unit.
    private const int BlocksInFlight = 8;

    private readonly Aes? _portable;
    private readonly byte[] _rest = new byte[BlockBytes];
    private AesRoundKeys _keys;
    private UInt128 _counter;
    private int _restStart = BlockBytes;

    /// <summary>A stream with a key of 32 bytes that begins at the counter block <paramref name="iv"/> of 16 bytes.</summary>
    public AesCtr(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
        : this(key, iv, AesKeySchedule.IsSupported)
    {
    }

    /// <summary>A stream that may be told not to use the processor's AES instructions, for tests.</summary>
    internal AesCtr(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, bool useInstructions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, AesRoundKeys.KeyBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(iv.Length, BlockBytes);

        _counter = BinaryPrimitives.ReadUInt128BigEndian(iv);
        if (useInstructions)
        {
            AesKeySchedule.ForEncryption(key, ref _keys);
        }
        else
        {
            _portable = Aes.Create();
            _portable.SetKey(key);
        }
    }

    /// <summary>Adds the next bytes of the stream to <paramref name="data"/>, in place.</summary>
    public void Transform(Span<byte> data)
    {
        data = TransformFromRest(data);
        var whole = data.Length & ~(BlockBytes - 1);
        TransformBlocks(data[..whole]);
        data = data[whole..];
        if (data.IsEmpty)
            return;

        _rest.AsSpan().Clear();
        TransformBlocks(_rest);
        _restStart = 0;
        TransformFromRest(data);
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        _portable?.Dispose();
        _keys.Clear();
        CryptographicOperations.ZeroMemory(_rest);
        _counter = 0;
    }

    private Span<byte> TransformFromRest(Span<byte> data)
    {
        var count = Math.Min(data.Length, BlockBytes - _restStart);
        for (var i = 0; i < count; i++)
            data[i] ^= _rest[_restStart + i];
        _restStart += count;
        return data[count..];
    }

    private void TransformBlocks(Span<byte> data)
    {
        var blocks = MemoryMarshal.Cast<byte, Vector128<byte>>(data);
        if (_portable is not null)
            TransformPortable(blocks);
        else if (X86Aes.IsSupported)
            CtrKernel<AesX64.Encryption>.Run(in _keys, blocks, ref _counter);
        else if (ArmAes.IsSupported)
            CtrKernel<AesArm.Encryption>.Run(in _keys, blocks, ref _counter);
    }

    private void TransformPortable(Span<Vector128<byte>> blocks)
    {
        Span<byte> stream = stackalloc byte[BlockBytes * BlocksInFlight];
        while (!blocks.IsEmpty)
        {
            var count = Math.Min(blocks.Length, BlocksInFlight);
            var part = stream[..(count * BlockBytes)];
            for (var i = 0; i < count; i++)
                BinaryPrimitives.WriteUInt128BigEndian(part[(i * BlockBytes)..], _counter++);
            _portable!.EncryptEcb(part, part, PaddingMode.None);
            for (var i = 0; i < count; i++)
                blocks[i] ^= Vector128.Create<byte>(part.Slice(i * BlockBytes, BlockBytes));
            blocks = blocks[count..];
        }
    }
}

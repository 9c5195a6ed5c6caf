using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace TelegramHost.MtProto.Crypto;

/// <summary>The fifteen round keys of AES-256, for one direction. Lives on the stack or inside its owner.</summary>
[InlineArray(Count)]
internal struct AesRoundKeys
{
    /// <summary>How many round keys AES-256 has.</summary>
    public const int Count = 15;

    /// <summary>Length of the key in bytes.</summary>
    public const int KeyBytes = 32;

    private Vector128<byte> _first;

    /// <summary>Forgets the keys.</summary>
    public void Clear()
    {
        Span<Vector128<byte>> keys = this;
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(keys));
    }
}

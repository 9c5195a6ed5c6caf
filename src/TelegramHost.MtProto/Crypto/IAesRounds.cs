using System.Runtime.Intrinsics;

namespace TelegramHost.MtProto.Crypto;

/// <summary>One direction of AES-256 on one instruction set; a struct type parameter, so that the JIT inlines it.</summary>
/// <remarks>
/// x64 adds a round key at the end of each round, Arm at its beginning. The members hide that: a block is first added to
/// <see cref="Whitening"/>, then passes rounds 1 to 13, and <see cref="Last"/> ends it with a key of the caller's choice,
/// into which the caller folds whatever has to be added to the result anyway.
/// </remarks>
internal interface IAesRounds
{
    /// <summary>What a block is added to before round 1.</summary>
    static abstract Vector128<byte> Whitening(ref readonly AesRoundKeys keys);

    /// <summary>Round <paramref name="number"/>, 1 to 13; give a constant.</summary>
    static abstract Vector128<byte> Round(Vector128<byte> state, ref readonly AesRoundKeys keys, int number);

    /// <summary>Round 14, ending with <paramref name="lastKey"/> (the last round key and more).</summary>
    static abstract Vector128<byte> Last(Vector128<byte> state, ref readonly AesRoundKeys keys, Vector128<byte> lastKey);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace TelegramHost.MtProto.Crypto;

/// <summary>AES with the instructions of x64.</summary>
internal static class AesX64
{
    /// <summary>Encryption.</summary>
    internal readonly struct Encryption : IAesRounds
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Whitening(ref readonly AesRoundKeys keys) => keys[0];

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Round(Vector128<byte> state, ref readonly AesRoundKeys keys, int number) =>
            X86Aes.Encrypt(state, keys[number]);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Last(Vector128<byte> state, ref readonly AesRoundKeys keys, Vector128<byte> lastKey) =>
            X86Aes.EncryptLast(state, lastKey);
    }

    /// <summary>Decryption by the equivalent inverse cipher.</summary>
    internal readonly struct Decryption : IAesRounds
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Whitening(ref readonly AesRoundKeys keys) => keys[0];

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Round(Vector128<byte> state, ref readonly AesRoundKeys keys, int number) =>
            X86Aes.Decrypt(state, keys[number]);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Last(Vector128<byte> state, ref readonly AesRoundKeys keys, Vector128<byte> lastKey) =>
            X86Aes.DecryptLast(state, lastKey);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;

namespace TelegramHost.MtProto.Crypto;

/// <summary>AES with the instructions of Arm, which add the round key before a round instead of after it.</summary>
internal static class AesArm
{
    /// <summary>Encryption.</summary>
    internal readonly struct Encryption : IAesRounds
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Whitening(ref readonly AesRoundKeys keys) => Vector128<byte>.Zero;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Round(Vector128<byte> state, ref readonly AesRoundKeys keys, int number) =>
            ArmAes.MixColumns(ArmAes.Encrypt(state, keys[number - 1]));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Last(Vector128<byte> state, ref readonly AesRoundKeys keys, Vector128<byte> lastKey) =>
            ArmAes.Encrypt(state, keys[AesRoundKeys.Count - 2]) ^ lastKey;
    }

    /// <summary>Decryption by the equivalent inverse cipher.</summary>
    internal readonly struct Decryption : IAesRounds
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Whitening(ref readonly AesRoundKeys keys) => Vector128<byte>.Zero;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Round(Vector128<byte> state, ref readonly AesRoundKeys keys, int number) =>
            ArmAes.InverseMixColumns(ArmAes.Decrypt(state, keys[number - 1]));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Last(Vector128<byte> state, ref readonly AesRoundKeys keys, Vector128<byte> lastKey) =>
            ArmAes.Decrypt(state, keys[AesRoundKeys.Count - 2]) ^ lastKey;
    }
}

namespace TelegramHost.MtProto.Crypto;

/// <summary>Why Diffie–Hellman parameters cannot be used.</summary>
internal enum DhFault
{
    /// <summary>They can.</summary>
    None,

    /// <summary>The prime does not have exactly 2048 bits.</summary>
    WrongSize,

    /// <summary>The number is no safe prime: itself, or half of it, is composite.</summary>
    NotSafePrime,

    /// <summary>The generator is none of 2 to 7, or does not generate the subgroup of prime order.</summary>
    BadGenerator,

    /// <summary>A public value is not between 2^1984 and p − 2^1984.</summary>
    PublicValueOutOfRange,
}

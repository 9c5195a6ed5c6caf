namespace TelegramHost.Client.Areas.Files;

/// <summary>What is wrong with a part of a file that a content delivery data centre sent.</summary>
internal enum CdnFaultKind
{
    /// <summary>A block's SHA-256 is another one than the master data centre told.</summary>
    WrongHash,

    /// <summary>The part ends before the file does.</summary>
    TooShort,

    /// <summary>The part holds bytes that no hash vouches for.</summary>
    TooLong,

    /// <summary>The master data centre's hashes do not fit the part: a block begins before it or ends behind it.</summary>
    NotCovered,
}

namespace TelegramHost.MtProto.Fallback;

/// <summary>Why a text is no fallback configuration that may be used.</summary>
internal enum FallbackFault
{
    /// <summary>It is not the base64 of 256 bytes.</summary>
    NotEncoded,

    /// <summary>It was not made with the private half of the key, or was changed since.</summary>
    NotSigned,

    /// <summary>It is signed, but its lengths or its objects are not what they have to be.</summary>
    Malformed,

    /// <summary>It was good until an earlier day.</summary>
    Expired,
}

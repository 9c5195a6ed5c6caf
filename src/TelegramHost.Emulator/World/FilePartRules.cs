namespace TelegramHost.Emulator;

/// <summary>The rules for parts of uploads and downloads.</summary>
/// <remarks>Source: https://core.telegram.org/api/files</remarks>
internal static class FilePartRules
{
    public const int MaxPartSize = 512 * 1024;

    /// <summary>The limit of accounts with a subscription; others have 4000.</summary>
    public const int MaxParts = 8000;

    private const int Block = 1024 * 1024;

    /// <summary>"part_size % 1024 = 0" and "524288 % part_size = 0"; only the last part may be smaller.</summary>
    public static bool IsWholePart(int size) => size is > 0 and <= MaxPartSize && size % 1024 == 0 && MaxPartSize % size == 0;

    /// <summary>Checks the part of a file that is asked for.</summary>
    /// <exception cref="WorldException">OFFSET_INVALID or LIMIT_INVALID.</exception>
    public static void CheckRead(long offset, int limit, bool precise)
    {
        var grain = precise ? 1024 : 4096;
        if (offset < 0 || offset % grain != 0)
            throw new WorldException(400, "OFFSET_INVALID");
        if (limit <= 0 || limit % grain != 0 || limit > Block)
            throw new WorldException(400, "LIMIT_INVALID");
        if (!precise && Block % limit != 0)
            throw new WorldException(400, "LIMIT_INVALID");
        if (offset / Block != (offset + limit - 1) / Block)
            throw new WorldException(400, "LIMIT_INVALID");
    }
}

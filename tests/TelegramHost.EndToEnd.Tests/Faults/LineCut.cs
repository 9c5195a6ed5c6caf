namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>Where a line breaks, seen from the next frame on it.</summary>
internal enum LineCut
{
    /// <summary>Before any byte of it.</summary>
    Before,

    /// <summary>In its middle.</summary>
    Inside,

    /// <summary>Behind its last byte.</summary>
    After,
}

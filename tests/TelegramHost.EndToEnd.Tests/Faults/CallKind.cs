namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>The calls of the workload.</summary>
internal enum CallKind
{
    /// <summary>A message with a random id.</summary>
    Write,

    /// <summary>A read.</summary>
    Read,

    /// <summary>A call that the client must not make twice.</summary>
    Once,
}

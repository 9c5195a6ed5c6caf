namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>Tests that need the process for themselves: they watch the thread pool's queue, or the heap.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}

namespace TelegramHost.EndToEnd.Tests.Interop;

/// <summary>A fact that needs node and the packages of tests/interop, and is skipped with the reason without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NodeFolder.SkipReason;
}

namespace TelegramHost.EndToEnd.Tests.Interop;

/// <summary>A theory that needs node and the packages of tests/interop, and is skipped with the reason without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeFolder.SkipReason;
}

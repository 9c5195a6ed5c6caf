using TelegramHost.TestSupport;

namespace TelegramHost.EndToEnd.Tests.Interop;

/// <summary>A fact that needs node with the packages of tests/interop and the test vectors, and is skipped with the reason without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeVectorFactAttribute : FactAttribute
{
    public NodeVectorFactAttribute() => Skip = NodeFolder.SkipReason ?? Vectors.SkipReason;
}

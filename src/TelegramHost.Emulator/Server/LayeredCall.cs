using TelegramHost.Emulator.Layers;

namespace TelegramHost.Emulator.Server;

/// <summary>A call as its client's layer and the world's layer see it.</summary>
/// <param name="Name">The function.</param>
/// <param name="Layer">The client's layer.</param>
/// <param name="Original">The function as the client wrote it, or null if no schema knows it.</param>
/// <param name="Body">The boxed function in the world's layer.</param>
internal sealed record LayeredCall(string Name, SchemaLayer Layer, TlNode? Original, ReadOnlyMemory<byte> Body);

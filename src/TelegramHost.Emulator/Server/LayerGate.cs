using Microsoft.Extensions.Logging;
using TelegramHost.Emulator.Layers;
using TelegramHost.Tl;
using TelegramHost.TlSchema;

namespace TelegramHost.Emulator.Server;

/// <summary>Stands between clients, each in its layer, and the world, which thinks in the newest one.</summary>
internal sealed class LayerGate(LayerCatalog layers, ILogger logger)
{
    private static readonly TlType Updates = new("Updates", null, false, false);

    public LayerCatalog Layers => layers;

    /// <summary>Reads a call in its client's layer and puts it into the world's.</summary>
    /// <exception cref="TlFormatException">The call is not what its layer's schema says.</exception>
    public LayeredCall TakeIn(ReadOnlyMemory<byte> function, int declaredLayer)
    {
        var layer = layers.Resolve(declaredLayer);
        var id = function.Length < 4 ? 0 : BitConverter.ToUInt32(function.Span);
        // A function that the layer lacks is taken as the newest layer's; if that lacks it too, the world says so.
        if (layer.Find(id) is not { IsFunction: true })
            layer = layers.Newest.Find(id) is { IsFunction: true } ? layers.Newest : null!;
        if (layer is null)
            return new LayeredCall(layers.NameOf(id) ?? $"0x{id:x8}", layers.Resolve(declaredLayer), null, function);

        var original = new NodeReader(layer).Read(function.Span);
        if (layer == layers.Newest)
            return new LayeredCall(original.Name, layers.Resolve(declaredLayer), original, function);
        var converted = new LayerTranscoder(layers.Newest, loss => ServerLog.LayerLoss(logger, original.Name, loss)).Convert(original);
        return new LayeredCall(original.Name, layer, original, converted is null ? function : NodeWriter.Write(converted));
    }

    /// <summary>Puts an answer into the client's layer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="answer">The world's answer.</param>
    /// <param name="shown">What the answer is, for the journal.</param>
    public byte[] GiveOut(LayeredCall call, ReadOnlyMemory<byte> answer, out (object Value, TlType Type) shown)
    {
        var type = layers.Newest.FindFunction(call.Name)!.Result;
        var value = new NodeReader(layers.Newest).Read(answer.Span, type);
        shown = (value, type);
        if (call.Layer == layers.Newest)
            return answer.ToArray();
        var targetType = call.Layer.FindFunction(call.Name)?.Result ?? type;
        var converted = new LayerTranscoder(call.Layer, loss => ServerLog.LayerLoss(logger, call.Name, loss)).Convert(value, targetType)
            ?? throw new InvalidOperationException($"The answer to {call.Name} cannot be said in layer {call.Layer.Number}.");
        shown = (converted, targetType);
        return NodeWriter.Write(converted, targetType);
    }

    /// <summary>Puts an update into a client's layer; null if that layer has nothing like it.</summary>
    public (byte[] Body, TlNode Node)? GiveOut(byte[] updates, int declaredLayer)
    {
        var node = (TlNode)new NodeReader(layers.Newest).Read(updates, Updates);
        var layer = layers.Resolve(declaredLayer);
        if (layer == layers.Newest)
            return (updates, node);
        return new LayerTranscoder(layer, loss => ServerLog.LayerLoss(logger, node.Name, loss)).Convert(node) is { } converted
            ? (NodeWriter.Write(converted), converted)
            : null;
    }
}

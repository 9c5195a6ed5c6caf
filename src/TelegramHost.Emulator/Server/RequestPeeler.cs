using System.Text;
using TelegramHost.Emulator.Layers;
using TelegramHost.Emulator.Rpc;
using TelegramHost.MtProto.Messages;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>Takes the wrappers off a call, in any order and of any layer: a wrapper is a function whose last field is a function.</summary>
/// <remarks>Source: https://core.telegram.org/api/invoking</remarks>
internal sealed class RequestPeeler(LayerCatalog layers)
{
    private const int MaxWrappers = 16;

    /// <param name="body">The call as it came.</param>
    /// <param name="knownLayer">The layer that the session has declared before, or 0.</param>
    /// <exception cref="TlFormatException">A wrapper cannot be read, or there are too many.</exception>
    public PeeledRequest Peel(ReadOnlyMemory<byte> body, int knownLayer)
    {
        var request = new PeeledRequest { Function = body };
        for (var depth = 0; depth < MaxWrappers; depth++)
        {
            if (GzipPacked.IsPacked(request.Function.Span))
            {
                request.Function = GzipPacked.Inflate(request.Function.Span);
                continue;
            }

            if (FindWrapper(request, knownLayer) is not { } layer)
                return request;
            Apply(new NodeReader(layer).Read(request.Function.Span), request);
        }

        throw TlFormatException.Malformed(TlFormatError.TooDeep, 0, $"a call has more than {MaxWrappers} wrappers.");
    }

    private SchemaLayer? FindWrapper(PeeledRequest request, int knownLayer)
    {
        if (request.Function.Length < 4)
            return null;
        var id = BitConverter.ToUInt32(request.Function.Span);
        var layer = layers.Resolve(request.Layer > 0 ? request.Layer : knownLayer);
        if (layer.Find(id) is { IsWrapper: true })
            return layer;
        // invokeWithLayer itself comes before anybody knows the layer.
        return layers.Newest.Find(id) is { IsWrapper: true } ? layers.Newest : null;
    }

    private static void Apply(TlNode wrapper, PeeledRequest request)
    {
        switch (wrapper.Name)
        {
            case "invokeWithLayer":
                request.Layer = (int)wrapper["layer"]!;
                break;
            case "initConnection":
                request.Device = new ClientDevice(
                    (int)wrapper["api_id"]!, Text(wrapper, "device_model"), Text(wrapper, "system_version"), Text(wrapper, "app_version"));
                request.TellsMore = wrapper["params"] is not null || wrapper["proxy"] is not null;
                break;
            case "invokeWithoutUpdates":
                request.WithoutUpdates = true;
                break;
            case "invokeWithTakeout":
                request.Takeout = (long)wrapper["takeout_id"]!;
                break;
            case "invokeWithBusinessConnection":
                request.BusinessConnection = Encoding.UTF8.GetString((byte[])wrapper["connection_id"]!);
                break;
            case "invokeAfterMsg":
                request.After.Add((long)wrapper["msg_id"]!);
                break;
            case "invokeAfterMsgs":
                foreach (var id in (List<object?>)wrapper["msg_ids"]!)
                    request.After.Add((long)id!);
                break;
        }

        // Other wrappers (ranges of messages, attestations) change nothing here.
        request.Function = (byte[])wrapper.Values[^1]!;
    }

    private static string Text(TlNode wrapper, string field) => Encoding.UTF8.GetString((byte[])wrapper[field]!);
}

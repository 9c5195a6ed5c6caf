using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using TelegramHost.Emulator.Inspection;

namespace TelegramHost.Playground;

/// <summary>Changes and wire records as they happen, as server-sent events.</summary>
/// <remarks>Source: https://html.spec.whatwg.org/multipage/server-sent-events.html</remarks>
internal static class EventStream
{
    /// <summary>How many records wait for a slow browser; the oldest are dropped then, the page shows the gap in their numbers.</summary>
    private const int WireBacklog = 1000;

    public static void Map(RouteGroupBuilder page, PlaygroundStage stage, CancellationToken stopping)
    {
        page.MapGet("/api/events", (HttpContext context) => StreamAsync(context, stage, stopping));
        page.MapGet("/api/wire", () => (IReadOnlyList<PageWire>)[.. stage.Emulator.Wire.Records.Select(record => PageMapper.Wire(record, stage.Emulator.World))]);
    }

    private static async Task StreamAsync(HttpContext context, PlaygroundStage stage, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var watch = stage.Emulator.World.Watch(stage.Person);
        var wire = Channel.CreateBounded<WireRecord>(new BoundedChannelOptions(WireBacklog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        void Record(WireRecord record) => wire.Writer.TryWrite(record);

        stage.Emulator.Wire.Recorded += Record;
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await WriteAsync(context.Response, "hello", "{}", ending.Token).ConfigureAwait(false);
            Task? changes = null;
            Task? records = null;
            while (true)
            {
                while (watch.Events.TryRead(out var change))
                    await WriteAsync(context.Response, "change", JsonSerializer.Serialize(PageMapper.Change(change), PlaygroundJson.Default.PageChange), ending.Token).ConfigureAwait(false);
                while (wire.Reader.TryRead(out var record))
                    await WriteAsync(context.Response, "wire", JsonSerializer.Serialize(PageMapper.Wire(record, stage.Emulator.World), PlaygroundJson.Default.PageWire), ending.Token).ConfigureAwait(false);

                // A wait that has not ended is waited for again: a channel has one reader.
                changes = changes is { IsCompleted: false } ? changes : watch.Events.WaitToReadAsync(ending.Token).AsTask();
                records = records is { IsCompleted: false } ? records : wire.Reader.WaitToReadAsync(ending.Token).AsTask();
                await Task.WhenAny(changes, records).ConfigureAwait(false);
                ending.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The browser closed the page, or the program ends.
        }
        finally
        {
            stage.Emulator.Wire.Recorded -= Record;
        }
    }

    private static async Task WriteAsync(HttpResponse response, string name, string json, CancellationToken cancellationToken)
    {
        // JSON from the serializer has no line breaks, so one data line is enough.
        await response.WriteAsync($"event: {name}\ndata: {json}\n\n", cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}

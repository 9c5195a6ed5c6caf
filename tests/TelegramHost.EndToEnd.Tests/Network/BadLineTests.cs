using System.Globalization;
using TelegramHost.Client;
using TelegramHost.Client.Model;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;
using TelegramHost.MtProto;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>Connections that break under load: no message is lost, none comes twice, in either direction.</summary>
public sealed class BadLineTests(ITestOutputHelper output) : IDisposable
{
    private const int Wave = 300;
    private const int MostWaves = 60;
    private const int EnoughCuts = 12;
    private const int LongestLifeMilliseconds = 400;

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(3));

    private CancellationToken Patience => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Theory]
    [InlineData(TransportKind.Intermediate)]
    [InlineData(TransportKind.Full)]
    [InlineData(TransportKind.Abridged)]
    [InlineData(TransportKind.PaddedIntermediate)]
    public async Task MessagesUnderWay_WhenConnectionsAreCutAgainAndAgain_ArriveOnceEach(TransportKind transport)
    {
        await using var rig = new BotRig(new EmulatorOptions { JournalCapacity = 0 });
        await using var line = new CuttingProxy(rig.Emulator.EndPoint, Seed.Next(output.WriteLine));
        var options = rig.Options(line.Endpoint);
        (options.Connection.Transport, options.Connection.Obfuscated) = (transport, transport != TransportKind.Full);
        await using var client = TelegramClient.Create(options);
        await client.ConnectAsync(Patience);
        var started = new TaskCompletionSource<Chat>();
        var receiving = ReceiveAsync(client, started);
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "/start", cancellationToken: Patience);
        var chat = await started.Task.WaitAsync(Patience);

        line.MostMilliseconds = LongestLifeMilliseconds;
        List<Message> sent = [];
        for (var wave = 0; wave < MostWaves && line.Cuts < EnoughCuts; wave++)
            sent.AddRange(await Task.WhenAll(Enumerable.Range(sent.Count, Wave).Select(ExchangeAsync)));
        line.MostMilliseconds = 0;
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "/end", cancellationToken: Patience);
        var received = await receiving.WaitAsync(Patience);

        var history = rig.Emulator.World.History(rig.Person, rig.Bot, int.MaxValue);
        output.WriteLine($"{sent.Count} messages, {line.Cuts} cuts");
        Assert.True(line.Cuts >= EnoughCuts, $"Only {line.Cuts} connections were cut.");
        Assert.Equal(Names("out", sent.Count), Sorted(history.Where(message => !message.IsOutgoing).Select(message => message.Text)));
        Assert.Equal(sent.Count, sent.Select(message => message.Id).Distinct().Count());
        Assert.Equal(Names("in", sent.Count), Sorted(received));
        // And in the order in which the person wrote them.
        Assert.Equal(history.Where(message => message.IsOutgoing).Select(message => message.Text).Where(text => text[0] != '/'), received);

        async Task<Message> ExchangeAsync(int number)
        {
            await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, $"in {number}", cancellationToken: Patience);
            return await client.Messages.SendTextAsync(chat, new($"out {number}"), Patience);
        }
    }

    private static IEnumerable<string> Names(string prefix, int count) =>
        Sorted(Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix} {i}")));

    private static IEnumerable<string> Sorted(IEnumerable<string> texts) => texts.Order(StringComparer.Ordinal);

    /// <summary>The texts between <c>/start</c> and <c>/end</c>, each as often as it was delivered.</summary>
    private async Task<List<string>> ReceiveAsync(TelegramClient client, TaskCompletionSource<Chat> started)
    {
        List<string> texts = [];
        await foreach (var update in client.Updates.WithCancellation(Patience))
        {
            if (update is not NewMessage { Message: { IsOutgoing: false } message })
                continue;
            if (message.Text == "/end")
                break;
            if (message.Text == "/start")
                started.TrySetResult(message.Chat);
            else
                texts.Add(message.Text);
        }

        return texts;
    }
}

using System.Net;
using TelegramHost.Client;
using TelegramHost.Client.Network;
using TelegramHost.Emulator;

namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>The network between a client and an emulator, in memory; the port says which data centre is meant.</summary>
internal sealed class FaultyNetwork(TelegramEmulator emulator, IReadOnlyList<int> dataCenters, Random random) : IConnector
{
    private readonly Lock _gate = new();
    private readonly List<FaultyLine> _lines = [];
    private long _arrivedBefore;

    /// <summary>Whether nobody can be reached.</summary>
    public bool IsDown { get; set; }

    /// <summary>How many connections were made.</summary>
    public int Connections { get; private set; }

    /// <summary>How many tries found nobody.</summary>
    public int Refusals { get; private set; }

    /// <summary>Whether everybody has read all there is and waits for more.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_gate)
                return _lines.TrueForAll(line => line.IsQuiet);
        }
    }

    /// <summary>Grows with everything that happens.</summary>
    public long Stamp
    {
        get
        {
            lock (_gate)
                return _arrivedBefore + Connections + Refusals + _lines.Sum(line => line.Arrived);
        }
    }

    public ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (IsDown)
            {
                Refusals++;
                throw new TransportException($"{EndpointText.Of(endpoint)} can't be reached: a test says so.");
            }

            Connections++;
            _arrivedBefore += _lines.Where(line => line.IsOver).Sum(line => line.Arrived);
            _lines.RemoveAll(line => line.IsOver);
            var line = new FaultyLine(new Random(random.Next()));
            _lines.Add(line);
            var number = dataCenters.FirstOrDefault(number => emulator.EndPointOf(number).Port == endpoint.Port, emulator.DataCenter);
            emulator.Find(number).Server.Serve(line.Server);
            return ValueTask.FromResult(line.Client);
        }
    }

    public override string ToString()
    {
        lock (_gate)
            return $"{Connections} connections, {Refusals} refusals, {string.Join(" | ", _lines)}";
    }

    /// <summary>Does something to every connection that is open now.</summary>
    public void ForEach(Action<FaultyLine> happen)
    {
        FaultyLine[] lines;
        lock (_gate)
        {
            lines = [.. _lines];
        }

        foreach (var line in lines)
            happen(line);
    }

    /// <summary>Cuts everything and lets nobody connect for a while.</summary>
    public async Task FailAsync(TimeSpan duration, TimeProvider time)
    {
        IsDown = true;
        ForEach(line => line.Reset());
        await Task.Delay(duration, time);
        IsDown = false;
    }
}

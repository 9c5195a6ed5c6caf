using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>What the metric <c>telegram.client.connections</c> says of one data centre. Other tests run beside this one: give it one that is the test's own.</summary>
internal sealed class ConnectionCounts : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();

    public ConnectionCounts(int dataCenter)
    {
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "telegram.client.connections")
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, change, tags, _) =>
        {
            var facts = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            if (Equals(facts["dc"], dataCenter))
                _counts.AddOrUpdate((string)facts["state"]!, change, (_, count) => count + change);
        });
        _listener.Start();
    }

    /// <summary>Connections by state, of every state that there was.</summary>
    public IReadOnlyDictionary<string, long> ByState => _counts;

    public long Of(string state) => _counts.GetValueOrDefault(state);

    public void Dispose() => _listener.Dispose();
}

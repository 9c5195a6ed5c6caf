using Microsoft.Extensions.Logging;
using TelegramHost.Emulator.Server;

namespace TelegramHost.Emulator.Inspection;

/// <summary>Collects offences against the protocol; a strict emulator warns of each, a lenient one keeps quiet.</summary>
internal sealed class OffenceBook(bool isStrict, ILogger logger)
{
    private const int Capacity = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<ProtocolOffence> _offences = new();

    public IReadOnlyList<ProtocolOffence> All
    {
        get
        {
            lock (_gate)
                return [.. _offences];
        }
    }

    public void Add(ProtocolOffence offence)
    {
        lock (_gate)
        {
            _offences.Enqueue(offence);
            if (_offences.Count > Capacity)
                _offences.Dequeue();
        }

        if (isStrict)
            ServerLog.Offence(logger, offence.Text, offence.SessionId, offence.MessageId);
        else
            ServerLog.ToleratedOffence(logger, offence.Text, offence.SessionId, offence.MessageId);
    }
}

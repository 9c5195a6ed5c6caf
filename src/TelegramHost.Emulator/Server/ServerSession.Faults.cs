using TelegramHost.MtProto.Messages;

namespace TelegramHost.Emulator.Server;

/// <summary>Refusals on demand: what a server says whose opinion of the client's messages differs from the client's.</summary>
internal sealed partial class ServerSession
{
    private BadMessage _wantedFault;
    private int _wantedCount;

    // These are said of one message; all others of the packet, be it a message or a container.
    private bool IsAboutSingleMessages => _wantedFault is BadMessage.IdNotDivisibleByFour or BadMessage.TooOld
        or BadMessage.SeqNoTooLow or BadMessage.SeqNoTooHigh or BadMessage.EvenSeqNoExpected or BadMessage.OddSeqNoExpected;

    /// <summary>Refuses the next packets, or messages, that carry calls.</summary>
    public void RejectNext(BadMessage fault, int count) => (_wantedFault, _wantedCount) = (fault, count);

    /// <summary>What to say of a packet instead of reading it.</summary>
    private BadMessage TakeWantedRejection(ClientMessage packet)
    {
        if (_wantedCount == 0 || IsAboutSingleMessages)
            return BadMessage.None;
        var carriesCalls = PeekConstructor(packet.Body.Span) == MessageContainer.Constructor
            ? ClientContainer.TryRead(packet, out var messages) && messages.Exists(message => IsCall(message.Body))
            : IsCall(packet.Body);
        return carriesCalls ? TakeOne() : BadMessage.None;
    }

    /// <summary>What to say of a message instead of reading it.</summary>
    private BadMessage TakeWantedRejection(ReadOnlyMemory<byte> content) =>
        _wantedCount > 0 && IsAboutSingleMessages && IsCall(content) ? TakeOne() : BadMessage.None;

    private static bool IsCall(ReadOnlyMemory<byte> body) => !IsService(PeekConstructor(body.Span));

    private BadMessage TakeOne()
    {
        _wantedCount--;
        return _wantedFault;
    }

    private void Reject(ClientMessage packet, BadMessage fault, DateTimeOffset now)
    {
        if (fault == BadMessage.BadSalt)
            RejectSalt(packet, now);
        else
            Reject(packet, fault);
    }
}

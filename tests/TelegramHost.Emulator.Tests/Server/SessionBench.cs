using TelegramHost.Emulator.Server;
using TelegramHost.MtProto.Messages;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Tests.Server;

/// <summary>One server session with a client's hand at it: makes identifiers, writes messages, takes out what the server says.</summary>
internal sealed class SessionBench
{
    private readonly long _salt;
    private long _lastId;
    private long _nextSalt = 100;

    public SessionBench(long salt)
    {
        _salt = salt;
        Session = new ServerSession(42, new SaltTable(salt, Now, () => ++_nextSalt), uniqueId: 9, Now);
    }

    public DateTimeOffset Now { get; private set; } = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public ServerSession Session { get; }

    public List<ServerSessionEvent> Events { get; } = [];

    public void Advance(TimeSpan time) => Now += time;

    public long NextId() => _lastId = Math.Max(_lastId + 4, ServerMessageIds.At(Now));

    public void Send(ITlObject content, int seqNo, long? id = null, long? salt = null) =>
        Handle(new ClientMessage(id ?? NextId(), seqNo, Bytes(content)), salt ?? _salt);

    /// <summary>Sends messages in a container, all with fresh identifiers; answers the container's.</summary>
    public long Container(int seqNo, params (ITlObject Content, int SeqNo)[] messages)
    {
        var inner = Array.ConvertAll(messages, message => (NextId(), message.SeqNo, message.Content));
        var id = NextId();
        SendContainer(id, seqNo, inner);
        return id;
    }

    public void SendContainer(long id, int seqNo, params (long Id, int SeqNo, ITlObject Content)[] messages)
    {
        using var buffer = new TlBuffer();
        var writer = new TlWriter(buffer);
        writer.WriteConstructor(MessageContainer.Constructor);
        writer.WriteInt32(messages.Length);
        foreach (var message in messages)
        {
            var body = Bytes(message.Content);
            writer.WriteInt64(message.Id);
            writer.WriteInt32(message.SeqNo);
            writer.WriteInt32(body.Length);
            writer.WriteRaw(body);
        }

        writer.Flush();
        Handle(new ClientMessage(id, seqNo, buffer.Written.ToArray()), _salt);
    }

    public List<ServerSessionEvent> Requests()
    {
        var requests = Events.FindAll(sessionEvent => sessionEvent.Kind == ServerSessionEventKind.Request);
        Events.Clear();
        return requests;
    }

    /// <summary>Everything that the server has to say, with containers taken apart.</summary>
    public List<SentMessage> TakeAll()
    {
        var messages = new List<SentMessage>();
        using var plaintext = new TlBuffer();
        while (Session.TryTakePacket(Now, plaintext))
        {
            var reader = new TlReader(plaintext.Written);
            Assert.NotEqual(0, reader.ReadInt64());
            Assert.Equal(Session.Id, reader.ReadInt64());
            ReadMessage(ref reader, messages);
            Assert.Equal(0, reader.Remaining);
            plaintext.Clear();
        }

        return messages;
    }

    private static void ReadMessage(ref TlReader reader, List<SentMessage> messages)
    {
        var message = new SentMessage(reader.ReadInt64(), reader.ReadInt32(), reader.ReadRaw(reader.ReadInt32()).ToArray());
        if (message.Constructor != MessageContainer.Constructor)
        {
            messages.Add(message);
            return;
        }

        Assert.Equal(0, message.SeqNo & 1);
        var inner = new TlReader(message.Body);
        inner.ReadConstructor();
        for (var count = inner.ReadInt32(); count > 0; count--)
            ReadMessage(ref inner, messages);
        Assert.All(messages, contained => Assert.True(contained.Id < message.Id));
    }

    private void Handle(ClientMessage message, long salt)
    {
        Session.Handle(salt, message, Now);
        while (Session.TryTakeEvent(out var sessionEvent))
            Events.Add(sessionEvent);
    }

    private static byte[] Bytes(ITlObject content)
    {
        using var buffer = new TlBuffer();
        buffer.Append(content);
        return buffer.Written.ToArray();
    }
}

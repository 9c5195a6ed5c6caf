namespace TelegramHost.Emulator.Server;

/// <summary>One message of a client, from an envelope of its own or out of a container.</summary>
internal readonly record struct ClientMessage(long Id, int SeqNo, ReadOnlyMemory<byte> Body);

namespace TelegramHost.Emulator;

/// <summary>Where a channel's message is.</summary>
internal sealed record ChannelPlace(EmulatedChannel Channel, int Id);

namespace TelegramHost.Emulator.Server;

/// <summary>Which packets a fault strikes.</summary>
internal enum PacketDirection
{
    /// <summary>Those of the server.</summary>
    ToClient,

    /// <summary>Those of the client.</summary>
    ToServer,
}

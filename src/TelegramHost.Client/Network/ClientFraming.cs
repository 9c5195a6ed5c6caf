using TelegramHost.MtProto.Framing;

namespace TelegramHost.Client.Network;

/// <summary>The framing that the settings ask for.</summary>
internal static class ClientFraming
{
    /// <summary>How far the numbers of the test data centres are moved, where one number stands for both kinds.</summary>
    public const int TestDcOffset = 10000;

    /// <summary>A framing for one new connection to data centre <paramref name="dc"/>.</summary>
    public static IFraming Create(ConnectionOptions options, int dc)
        => Framings.Create(options.Transport, options.Obfuscated, DcNumber(options, dc), SystemEntropy.Instance);

    /// <summary>The number by which handshake and obfuscation name a data centre.</summary>
    public static int DcNumber(ConnectionOptions options, int dc) => options.TestServers ? dc + TestDcOffset : dc;
}

namespace TelegramHost.Client.Network;

/// <summary>The numbers by which handshake and obfuscation name data centres.</summary>
internal static class ClientFraming
{
    /// <summary>How far the numbers of the test data centres are moved, where one number stands for both kinds.</summary>
    public const int TestDcOffset = 10000;

    /// <summary>The number of data centre <paramref name="dc"/>.</summary>
    public static int DcNumber(ConnectionOptions options, int dc) => options.TestServers ? dc + TestDcOffset : dc;
}

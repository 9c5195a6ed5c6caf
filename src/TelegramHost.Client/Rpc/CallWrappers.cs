using TelegramHost.Tl;

namespace TelegramHost.Client.Rpc;

/// <summary>The wrappers that a caller puts around a call; those of the connection come outside of them.</summary>
/// <remarks>Source: https://core.telegram.org/api/invoking</remarks>
internal static class CallWrappers
{
    private const uint InvokeWithoutUpdates = 0xbf9459b7;
    private const uint InvokeWithTakeout = 0xaca9fd2e;
    private const uint InvokeWithBusinessConnection = 0xdd289f8e;

    /// <summary>Writes what <paramref name="wish"/> asks for; the call has to follow.</summary>
    public static void Write(InvokeOptions? wish, TlBuffer buffer)
    {
        if (wish is null)
            return;
        var writer = new TlWriter(buffer);
        if (wish.WithoutUpdates)
            writer.WriteConstructor(InvokeWithoutUpdates);
        if (wish.TakeoutId is { } takeout)
        {
            writer.WriteConstructor(InvokeWithTakeout);
            writer.WriteInt64(takeout);
        }

        if (wish.BusinessConnectionId is { } connection)
        {
            writer.WriteConstructor(InvokeWithBusinessConnection);
            writer.WriteString(connection);
        }

        writer.Flush();
    }
}

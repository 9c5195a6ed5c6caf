using TelegramHost.LoopbackPage;

namespace TelegramHost.Playground;

/// <summary>The page on which somebody chats with the bot.</summary>
internal static class PlaygroundPage
{
    /// <summary>Starts its server.</summary>
    public static Task<LoopbackServer> StartAsync(PlaygroundStage stage, int port, CancellationToken cancellationToken) =>
        LoopbackServer.StartAsync(
            port,
            PlaygroundJson.Default,
            (page, stopping) =>
            {
                PageFiles.Map(page);
                ChatEndpoints.Map(page, stage);
                EventStream.Map(page, stage, stopping);
            },
            cancellationToken);
}

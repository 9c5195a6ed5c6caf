using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Tests.Sessions;

public sealed class MemorySessionStoreTests : SessionStoreTests
{
    private protected override ISessionStore Store { get; } = new MemorySessionStore();
}

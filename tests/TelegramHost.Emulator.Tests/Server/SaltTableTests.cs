using TelegramHost.Emulator.Server;

namespace TelegramHost.Emulator.Tests.Server;

public sealed class SaltTableTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-9)]
    [InlineData(0)]
    [InlineData(9)]
    public void Current_AfterTheClockHasJumped_IsASaltThatIsAccepted(int hours)
    {
        var next = 100L;
        var table = new SaltTable(first: 1, _start, () => next++);
        var now = _start.AddHours(hours);

        Assert.True(table.IsAccepted(table.Current(now), now));
    }
}

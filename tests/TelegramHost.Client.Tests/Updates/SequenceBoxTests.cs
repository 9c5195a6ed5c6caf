using TelegramHost.Client.Updates;

namespace TelegramHost.Client.Tests.Updates;

public sealed class SequenceBoxTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData(new[] { 3, 4, 1 }, new int[0], 0)]
    [InlineData(new[] { 3, 8, 7, 4, 1 }, new int[0], 2)]
    [InlineData(new[] { 3, 6, 8, 4, 1 }, new[] { 6 }, 1)]
    public void Offer_AfterState5_LetsThroughWhatFollowsAndHoldsTheRest(int[] offered, int[] expected, int held)
    {
        var box = new SequenceBox<int>(5);
        var through = new List<int>();

        foreach (var position in offered)
        {
            if (box.Offer(position, 1, position, Now) == SequenceVerdict.Apply)
                through.Add(position);
            while (box.TryTakeNext(out var next))
                through.Add(next);
        }

        Assert.Equal(expected, through);
        Assert.Equal(held, box.HeldCount);
    }

    [Fact]
    public void Offer_WhenAHoleIsFilledFromTheMiddle_LetsEverythingThroughInOrder()
    {
        var box = new SequenceBox<int>(1);

        Assert.Equal(SequenceVerdict.Hold, box.Offer(7, 3, 7, Now));
        Assert.Equal(SequenceVerdict.Duplicate, box.Offer(1, 1, 1, Now));
        Assert.Equal(SequenceVerdict.Apply, box.Offer(4, 3, 4, Now));
        Assert.True(box.TryTakeNext(out var next));

        Assert.Equal(7, next);
        Assert.Equal(7, box.Position);
        Assert.Null(box.HoleSince);
    }

    [Fact]
    public void Offer_OfACountOfZero_AppliesAtEqualityAndDoesNotAdvance()
    {
        var box = new SequenceBox<int>(56);

        Assert.Equal(SequenceVerdict.Apply, box.Offer(56, 0, 0, Now));
        Assert.Equal(SequenceVerdict.Hold, box.Offer(57, 0, 0, Now));

        Assert.Equal(56, box.Position);
    }

    [Fact]
    public void Offer_WhileFrozen_HoldsWhatWouldFitAndStillDropsDuplicates()
    {
        var box = new SequenceBox<int>(5) { IsFrozen = true };

        Assert.Equal(SequenceVerdict.Hold, box.Offer(6, 1, 6, Now));
        Assert.Equal(SequenceVerdict.Duplicate, box.Offer(5, 1, 5, Now));
        Assert.False(box.TryTakeNext(out _));
        box.IsFrozen = false;

        Assert.True(box.TryTakeNext(out var next));
        Assert.Equal(6, next);
    }

    [Fact]
    public void Jump_OverHeldItems_DropsThemAndGivesThemBack()
    {
        var box = new SequenceBox<int>(5);
        box.Offer(8, 1, 8, Now);
        box.Offer(12, 1, 12, Now);
        var covered = new List<int>();

        box.Jump(10, Now.AddSeconds(1), covered);

        Assert.Equal([8], covered);
        Assert.Equal(1, box.HeldCount);
        Assert.Equal(Now.AddSeconds(1), box.HoleSince);
    }

    [Fact]
    public void Offer_BeyondWhatMayBeHeld_DropsAndSaysSoOnce()
    {
        var box = new SequenceBox<int>(0);
        for (var position = 2; position < 10_000; position++)
            box.Offer(position, 1, position, Now);

        Assert.True(box.HeldCount < 9_998);
        Assert.True(box.TakeOverflow());
        Assert.False(box.TakeOverflow());
    }
}

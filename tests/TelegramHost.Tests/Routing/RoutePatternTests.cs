using TelegramHost.Routing;

namespace TelegramHost.Tests.Routing;

public sealed class RoutePatternTests
{
    [Theory]
    [InlineData("buy", "buy", "")]
    [InlineData("buy:{id:int}", "buy:7", "7")]
    [InlineData("buy:{id:int}", "buy:-7", "-7")]
    [InlineData("{a}:{b}", "x:y", "x|y")]
    [InlineData("{a}-{b}:{c}", "x-y:z", "x|y|z")]
    [InlineData("page{n:int}", "page12", "12")]
    [InlineData("set:{key}={value}", "set:lang=de", "lang|de")]
    [InlineData("go:{*path}", "go:a:b:c", "a:b:c")]
    [InlineData("go:{*path}", "go:", "")]
    [InlineData("on:{on:bool}", "on:True", "True")]
    public void Data_that_fits_gives_its_values(string pattern, string data, string expected)
    {
        Assert.True(Parse(pattern).TryMatch(data, out var captures));

        Assert.Equal(expected, string.Join('|', captures));
    }

    [Theory]
    [InlineData("buy", "buy:1")]
    [InlineData("buy", "BUY")]
    [InlineData("buy:{id:int}", "buy:x")]
    [InlineData("buy:{id:int}", "buy:")]
    [InlineData("buy:{id:int}", "buy:1:2")]
    [InlineData("buy:{id:int}", "buy: 1")]
    [InlineData("buy:{id:int}", "buy:99999999999")]
    [InlineData("{a}:{b}", "x")]
    [InlineData("{a}:{b}", "x:y:z")]
    [InlineData("{a}-{b}", "x:-y")]
    public void Data_that_does_not_fit_is_refused(string pattern, string data)
        => Assert.False(Parse(pattern).TryMatch(data, out _));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a{b", "without its }")]
    [InlineData("a}b", "without its {")]
    [InlineData("{a}{b}", "nothing between")]
    [InlineData("{a}:{a}", "twice")]
    [InlineData("{a:float}", "known are int")]
    [InlineData("{*a}:b", "before its end")]
    [InlineData("{}", "isn't {name}")]
    [InlineData("{1a}", "isn't {name}")]
    public void A_pattern_that_makes_no_sense_says_why(string pattern, string reason)
    {
        Assert.False(RoutePattern.TryParse(pattern, out _, out var error));

        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_texts_are_parsed_or_refused_but_never_throw()
    {
        var random = new Random(20260101);
        const string Letters = "ab:{}*int ";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Letters[random.Next(Letters.Length)]));
            if (RoutePattern.TryParse(text, out var pattern, out _))
                pattern!.TryMatch(text, out _);
        }
    }

    private static RoutePattern Parse(string text)
    {
        Assert.True(RoutePattern.TryParse(text, out var pattern, out var error), error);
        return pattern!;
    }
}

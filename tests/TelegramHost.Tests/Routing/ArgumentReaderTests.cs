using System.Globalization;
using TelegramHost.Routing;

namespace TelegramHost.Tests.Routing;

public sealed class ArgumentReaderTests
{
    private enum Colour
    {
        Red,
        Green,
    }

    [Fact]
    public void Words_are_read_in_order_and_as_what_they_have_to_be()
    {
        var reader = new ArgumentReader("  7   -2.5 2026-03-01 Ann ");

        Assert.True(reader.TryRead("a", out int a));
        Assert.True(reader.TryRead("b", out decimal b));
        Assert.True(reader.TryRead("c", out DateOnly c));
        Assert.True(reader.TryRead("d", out string d));

        Assert.Equal((7, -2.5m, new DateOnly(2026, 3, 1), "Ann"), (a, b, c, d));
    }

    [Theory]
    [InlineData("\"two words\" rest", "two words", "rest")]
    [InlineData("\"\" rest", "", "rest")]
    [InlineData("5\" rest", "5\"", "rest")]
    [InlineData("\"never closed", "\"never", "closed")]
    [InlineData("ein\u00a0wort\tzwei", "ein", "wort\tzwei")]
    public void Quotes_hold_words_together_only_when_they_are_closed(string text, string first, string rest)
    {
        var reader = new ArgumentReader(text);

        Assert.True(reader.TryRead("first", out string word));

        Assert.Equal(first, word);
        Assert.Equal(rest, reader.ReadRemainder(null));
    }

    [Fact]
    public void A_missing_argument_is_named()
    {
        var reader = new ArgumentReader("");

        Assert.False(reader.TryRead("count", out int _));

        Assert.Equal(HandlerResult.MissingArgument("count"), reader.Failure);
    }

    [Fact]
    public void A_present_but_unreadable_optional_argument_is_an_error_and_not_its_default()
    {
        var reader = new ArgumentReader("seven");

        Assert.False(reader.TryReadOptional("count", 1, out int _));

        Assert.Equal(HandlerResult.ParseFailed("count", "seven"), reader.Failure);
    }

    [Fact]
    public void Absent_optional_arguments_are_their_defaults()
    {
        var reader = new ArgumentReader(" ");

        Assert.True(reader.TryReadOptional("a", 5, out var a));
        Assert.True(reader.TryReadNullable<int>("b", null, out var b));
        Assert.True(reader.TryReadOptionalEnum("c", Colour.Green, out var c));
        Assert.True(reader.TryReadAll<int>("d", out var d));

        Assert.Equal((5, null, Colour.Green), (a, b, c));
        Assert.Empty(d);
        Assert.Equal("x", reader.ReadRemainder("x"));
    }

    [Theory]
    [InlineData("green", true)]
    [InlineData("GREEN", true)]
    [InlineData("1", false)]
    [InlineData("red,green", false)]
    [InlineData("blue", false)]
    public void Enumerations_are_read_by_name_alone(string text, bool expected)
    {
        var reader = new ArgumentReader(text);

        Assert.Equal(expected, reader.TryReadEnum("colour", out Colour colour));

        Assert.Equal(expected ? Colour.Green : default, colour);
    }

    [Fact]
    public void An_array_takes_all_words_and_fails_on_one_that_is_wrong()
    {
        var good = new ArgumentReader("1 2 3");
        var bad = new ArgumentReader("1 x 3");

        Assert.True(good.TryReadAll<int>("n", out var numbers));
        Assert.False(bad.TryReadAll<int>("n", out _));

        Assert.Equal([1, 2, 3], numbers);
        Assert.Equal(HandlerResult.ParseFailed("n", "x"), bad.Failure);
    }

    [Fact]
    public void The_remainder_keeps_its_inner_spaces_and_lines()
    {
        var reader = new ArgumentReader("Ann  said:\n hi  there ");

        Assert.True(reader.TryRead("who", out string _));
        Assert.True(reader.TryReadRemainder("what", out var what));
        Assert.False(reader.TryReadRemainder("more", out _));

        Assert.Equal("said:\n hi  there", what);
    }

    [Fact]
    public void Numbers_are_read_the_same_in_every_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            german.NumberFormat.NumberGroupSeparator = ".";
            Thread.CurrentThread.CurrentCulture = german;
            var reader = new ArgumentReader("1.5");

            Assert.True(reader.TryRead("n", out double number));

            Assert.Equal(1.5, number);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}

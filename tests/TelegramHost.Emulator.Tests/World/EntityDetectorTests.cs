namespace TelegramHost.Emulator.Tests.World;

/// <summary>What the server finds in a text by itself.</summary>
public sealed class EntityDetectorTests
{
    [Theory]
    [InlineData("/start", "BotCommand:/start")]
    [InlineData("do /add@some_bot 2", "BotCommand:/add@some_bot")]
    [InlineData("either/or and 1/2", "")]
    [InlineData("path /a/b", "")]
    [InlineData("hi @bobby!", "Mention:@bobby")]
    [InlineData("a@b and @ab", "")]
    [InlineData("write to ann@example.org.", "Email:ann@example.org")]
    [InlineData("see https://example.org/a?b=1.", "Url:https://example.org/a?b=1")]
    [InlineData("see example.com, or Example.net/path", "Url:example.com Url:Example.net/path")]
    [InlineData("file.txt and v1.2", "")]
    [InlineData("#tag #2 #зима", "Hashtag:#tag Hashtag:#зима")]
    [InlineData("$TON and $5", "Cashtag:$TON")]
    [InlineData("😀 /go", "BotCommand:/go")]
    public void Text_has_the_entities_that_Telegram_finds(string text, string expected)
    {
        var found = EntityDetector.Detect(text, []).OrderBy(entity => EntityRange.Of(entity).Offset).Select(entity =>
        {
            var (offset, length) = EntityRange.Of(entity);
            return $"{entity.GetType().Name["MessageEntity".Length..]}:{text.Substring(offset, length)}";
        });

        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public void Nothing_is_found_inside_code()
    {
        const string text = "run /start now";

        Assert.Empty(EntityDetector.Detect(text, [new Schema.MessageEntityCode { Offset = 4, Length = 6 }]));
    }

    [Fact]
    public void Trimmed_text_moves_its_entities_and_drops_the_empty_ones()
    {
        var (text, entities) = MessageText.Prepare("  bold  ", [
            new Schema.MessageEntityBold { Offset = 0, Length = 6 },
            new Schema.MessageEntityItalic { Offset = 6, Length = 2 },
        ], isCaption: false, _ => 0);

        Assert.Equal("bold", text);
        Assert.Equal((0, 4), EntityRange.Of(Assert.IsType<Schema.MessageEntityBold>(Assert.Single(entities!))));
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 5)]
    [InlineData(4, 1)]
    [InlineData(1, int.MaxValue)]
    public void Entity_outside_the_text_is_refused(int offset, int length)
    {
        var refusal = Assert.Throws<WorldException>(() =>
            MessageText.Prepare("text", [new Schema.MessageEntityBold { Offset = offset, Length = length }], isCaption: false, _ => 0));

        Assert.Equal("ENTITY_BOUNDS_INVALID", refusal.Error);
    }

    [Fact]
    public void Long_text_of_near_misses_takes_no_long_time()
    {
        var text = string.Concat(Enumerable.Repeat("a-a.a@-", 580));

        Assert.NotNull(EntityDetector.Detect(text, []));
    }
}

using System.Text;
using TelegramHost.TestSupport;
using Xunit.Abstractions;
using static TelegramHost.Tl.Tests.TlTesting;

namespace TelegramHost.Tl.Tests;

public sealed class TextDecodingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("\0")]
    [InlineData("я")]
    [InlineData("some_user_11")]
    [InlineData("ok 👍, и дальше: Привет!")]
    public void Text_comes_back_eagerly_and_lazily(string text) => Check(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(70_000)]
    public void Text_around_the_length_of_one_pass_comes_back(int length)
    {
        Check(Encoding.UTF8.GetBytes(new string('x', length)));
        Check(Encoding.UTF8.GetBytes(new string('x', length - 2) + "я"));
        Check(Encoding.UTF8.GetBytes(new string('語', length / 3)));
    }

    [Fact]
    public void Invalid_bytes_become_the_replacement_characters_of_the_base_library()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        for (var i = 0; i < 2_000; i++)
        {
            // Mostly ASCII with a few bytes that are anything: truncated, overlong, surrogates, lone continuations.
            var bytes = new byte[random.Next(80)];
            random.NextBytes(bytes);
            for (var j = 0; j < bytes.Length; j++)
            {
                if (random.Next(4) != 0)
                    bytes[j] &= 0x7f;
            }

            Check(bytes);
        }
    }

    private static void Check(byte[] utf8)
    {
        var expected = Encoding.UTF8.GetString(utf8);
        var bytes = Write((ref TlWriter writer) => writer.WriteBytes(utf8));

        Assert.Equal(expected, Read(bytes, (ref TlReader reader) => reader.ReadString()));
        Assert.Equal(expected, ReadOwned(bytes, (ref TlReader reader) => reader.ReadText()).GetValue());
    }
}

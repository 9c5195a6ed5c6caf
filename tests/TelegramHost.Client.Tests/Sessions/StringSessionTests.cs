using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using TelegramHost.Client.Sessions;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.Client.Tests.Sessions;

public sealed class StringSessionTests(ITestOutputHelper output)
{
    private static readonly ImmutableArray<byte> _key = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

    private static readonly StringSession _session = new()
    {
        DataCenter = 2, AuthKey = _key, AccountId = 5_000_000_001, IsBot = true, Address = new IPEndPoint(IPAddress.Parse("149.154.167.51"), 443),
    };

    public static TheoryData<StringSessionFormat> Formats => [.. Enum.GetValues<StringSessionFormat>()];

    [VectorFact]
    public void Telethon_Vectors_AreReadAndWrittenBack()
    {
        foreach (var vector in Vectors.Load("17").GetProperty("telethon_v1").EnumerateArray())
            AssertVector(vector, StringSessionFormat.Telethon);
    }

    [VectorFact]
    public void GramJs_Vectors_AreReadAndWrittenBack()
    {
        foreach (var vector in Vectors.Load("17").GetProperty("gramjs").EnumerateArray())
            AssertVector(vector, StringSessionFormat.GramJs);
    }

    [VectorFact]
    public void Pyrogram_Vectors_AreRead_AndTheNewestLayoutIsWrittenBack()
    {
        var vectors = Vectors.Load("17").GetProperty("pyrogram").EnumerateArray().Select(vector => vector.GetProperty("session").GetString()!).ToList();

        var read = vectors.ConvertAll(StringSession.Parse);

        Assert.All(read, session => Assert.True(session.DataCenter == 2 && session.AuthKey.AsSpan().SequenceEqual(_key.AsSpan()) && !session.IsBot));
        Assert.Equal([5_000_801_609, 5_000_801_609], read.Take(2).Select(session => session.AccountId!.Value));
        Assert.Equal(vectors[0], read[0].Export(StringSessionFormat.Pyrogram, apiId: 12345));
    }

    [VectorFact]
    public void Mtcute_Vectors_HaveTheSameLayout_AndAKeyOfAWrongLength()
    {
        foreach (var vector in Vectors.Load("17").GetProperty("mtcute_v3").EnumerateArray())
        {
            var text = vector.GetProperty("session").GetString()!;
            var error = Assert.Throws<FormatException>(() => StringSession.Parse(text));
            Assert.Contains("32 bytes", error.Message, StringComparison.Ordinal);

            // With a key of the right length in the place of the stub the rest is what the vector says.
            var stub = Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
            var session = StringSession.Parse(Convert.ToBase64String([.. stub[..((stub.Length - 1) / 4 * 4 - 35)], 0xfe, 0x00, 0x01, 0x00, .. _key]));
            Assert.Equal((2, vector.TryGetProperty("test", out _)), (session.DataCenter, session.TestServers));
            Assert.Equal(vector.TryGetProperty("user_id", out var user) ? user.GetInt64() : null, session.AccountId);
            Assert.Equal("149.154.167.50:443", session.Address!.ToString());
            Assert.Equal(session with { AuthKey = _key }, StringSession.Parse(session.Export(StringSessionFormat.Mtcute)) with { AuthKey = _key });
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Session_Exported_IsReadBack(StringSessionFormat format)
    {
        foreach (var session in (StringSession[])[_session, _session with { AccountId = 1, IsBot = false, DataCenter = 5, Address = null }])
        {
            var read = StringSession.Parse("  " + session.Export(format) + "\n");

            Assert.True(read.AuthKey.AsSpan().SequenceEqual(_key.AsSpan()));
            Assert.Equal((session.DataCenter, false), (read.DataCenter, read.TestServers));
            if (format is not (StringSessionFormat.Telethon or StringSessionFormat.GramJs))
                Assert.Equal((session.AccountId, session.IsBot), (read.AccountId, read.IsBot));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Session_OfTheTestServers_StaysOne(StringSessionFormat format)
    {
        var read = StringSession.Parse((_session with { TestServers = true, Address = null, DataCenter = 3 }).Export(format));

        Assert.Equal((3, true), (read.DataCenter, read.TestServers));
    }

    [Fact]
    public void OwnText_WithAnyCharacterChanged_IsRefused()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var text = _session.Export();
        Assert.StartsWith("tgh1", text, StringComparison.Ordinal);
        Assert.All(text, character => Assert.Contains(character, alphabet));

        for (var i = 0; i < text.Length; i++)
        {
            var other = alphabet.Where(character => character != text[i]).ElementAt(random.Next(alphabet.Length - 1));
            Assert.Throws<FormatException>(() => StringSession.Parse(text[..i] + other + text[(i + 1)..]));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Text_CutOrWithNoise_IsRefused_AndNeverShown(StringSessionFormat format)
    {
        var text = _session.Export(format);

        for (var length = 0; length < text.Length - 2; length++)
        {
            // Pyrogram's has no check sum, and what is cut to the length of an older layout may look like one.
            if (format == StringSessionFormat.Pyrogram && length is 351 or 356)
                continue;
            var error = Assert.Throws<FormatException>(() => StringSession.Parse(text[..length]));
            Assert.DoesNotContain("AAECAwQFBgc", error.ToString().Split(" at ")[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RandomText_IsRefused()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(0, 300)];
            random.NextBytes(bytes);
            // A byte above every data centre: noise of just the right length would be a session.
            if (bytes.Length > 0)
                bytes[0] |= 0x08;

            Assert.Throws<FormatException>(() => StringSession.Parse((i % 2 == 0 ? "1" : "") + Convert.ToBase64String(bytes)));
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(6, false)]
    [InlineData(4, true)]
    public void DataCenter_ThatDoesNotExist_IsRefused(int dc, bool test) =>
        Assert.Throws<FormatException>(() => (_session with { DataCenter = dc, TestServers = test }).Export());

    [Fact]
    public void Key_ShowsInNoText()
    {
        var shown = _session.ToString();

        Assert.Equal("the login of account 5000000001 at data centre 2", shown);
    }

    [Fact]
    public void Export_ToALayoutThatNeedsTheAccount_SaysSo() =>
        Assert.Throws<InvalidOperationException>(() => (_session with { AccountId = null }).Export(StringSessionFormat.Pyrogram));

    [Fact]
    public async Task Login_OfAStore_BecomesAStringAndALoginAgain()
    {
        var store = new MemorySessionStore();
        await using (var lease = await store.AcquireAsync("default", default))
            await lease.WriteAsync(StringSession.Parse(_session.Export()).ToLogin(), 0, default);

        await using var session = await LiveSession.OpenAsync(store, new SessionSnapshot { HomeDc = 4 }, default);

        Assert.Equal((2, 5_000_000_001, true), (session.Current.HomeDc, session.Current.AccountId, session.Current.IsBot));
        Assert.True(session.Current.Dc(2).IsAuthorized);
        Assert.Equal(_session.Export(), StringSession.FromLogin(SessionSnapshotFormat.Write(session.Current)).Export());
        Assert.Throws<FormatException>(() => StringSession.FromLogin(SessionSnapshotFormat.Write(new SessionSnapshot { HomeDc = 2 })));
    }

    private static void AssertVector(JsonElement vector, StringSessionFormat format)
    {
        var text = vector.GetProperty("session").GetString()!;

        var session = StringSession.Parse(text);

        Assert.Equal(vector.GetProperty("dc").GetInt32(), session.DataCenter);
        Assert.Equal(new IPEndPoint(IPAddress.Parse(vector.GetProperty("ip").GetString()!), vector.GetProperty("port").GetInt32()), session.Address);
        Assert.Equal(vector.Hex("auth_key"), session.AuthKey.ToArray());
        Assert.Null(session.AccountId);
        Assert.Equal(text, session.Export(format));
    }
}

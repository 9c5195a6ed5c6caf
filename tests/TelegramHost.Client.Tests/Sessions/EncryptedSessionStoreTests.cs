using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Sessions.Encryption;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.Client.Tests.Sessions;

public sealed class EncryptedSessionStoreTests(ITestOutputHelper output)
{
    private static readonly byte[] _secret = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];
    private static readonly StoredPeer _ada = new() { Id = 1001, AccessHash = -5, Usernames = ["ada"], Phone = "4420", Data = "Ada Lovelace"u8.ToArray() };

    private readonly MemorySessionStore _memory = new();

    [Fact]
    public async Task Stored_Bytes_ShowNothingPersonal()
    {
        await WriteAsync(Keys(1));

        await using var plain = await _memory.AcquireAsync("default", default);
        var login = (await plain.ReadAsync(default))!.Value.Data;
        var peer = (await plain.Peers.FindAsync(1001, default))!;
        Assert.Equal(-1, login.Span.IndexOf(_secret.AsSpan(0, 8)));
        Assert.Equal(-1, peer.Data.Span.IndexOf("Ada"u8));
        Assert.DoesNotContain("ada", peer.Usernames);
        Assert.NotEqual("4420", peer.Phone);
        Assert.Null(await plain.Peers.FindByUsernameAsync("ada", default));
    }

    [Fact]
    public async Task Login_WrittenTwice_LooksDifferentEachTime()
    {
        await WriteAsync(Keys(1));
        var first = await RawAsync();
        await WriteAsync(Keys(1));

        Assert.NotEqual(first, await RawAsync());
    }

    [Fact]
    public async Task WrongKey_IsToldFromDamage_AndTheDataIsLeft()
    {
        await WriteAsync(Keys(1));
        var before = await RawAsync();

        await using (var lease = await Encrypted(Keys(2)).AcquireAsync("default", default))
        {
            var login = await Assert.ThrowsAsync<SessionStoreException>(async () => await lease.ReadAsync(default));
            var peer = await Assert.ThrowsAsync<SessionStoreException>(async () => await lease.Peers.FindAsync(1001, default));
            Assert.Equal((SessionStoreFault.WrongKey, SessionStoreFault.WrongKey), (login.Fault, peer.Fault));
            Assert.Contains("Telegram:Session:Encryption", login.Message, StringComparison.Ordinal);
            Assert.Contains(NameOf(1), login.Message, StringComparison.Ordinal);
            Assert.Contains(NameOf(2), login.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await RawAsync());
    }

    [Fact]
    public async Task Login_WithAnyByteChangedOrCut_IsCalledDamaged_NotOfAWrongKey()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        await WriteAsync(Keys(1));
        var good = await RawAsync();
        // The first four bytes say that it is encrypted at all, and the fifth which version.
        for (var i = 5; i < good.Length; i++)
        {
            var damaged = (byte[])good.Clone();
            damaged[i] ^= (byte)random.Next(1, 256);
            await ReplaceAsync(damaged);
            Assert.Equal(SessionStoreFault.Corrupt, (await FailAsync()).Fault);
        }

        for (var length = 4; length < good.Length; length++)
        {
            await ReplaceAsync(good[..length]);
            Assert.Equal(SessionStoreFault.Corrupt, (await FailAsync()).Fault);
        }

        async Task<SessionStoreException> FailAsync()
        {
            await using var lease = await Encrypted(Keys(1)).AcquireAsync("default", default);
            return await Assert.ThrowsAsync<SessionStoreException>(async () => await lease.ReadAsync(default));
        }
    }

    [Fact]
    public async Task OldKey_IsNeededForOneStart_ThenTheNewOneReadsEverything()
    {
        await WriteAsync(Keys(1));
        await using (var lease = await Encrypted(Keys(1)).AcquireAsync("default", default))
            await lease.Quarantine!.WriteAsync([new QuarantineEntry(5, _secret)], [], default);

        await using (var lease = await Encrypted(Keys(2, 1)).AcquireAsync("default", default))
            Assert.Equal(_secret, (await lease.ReadAsync(default))!.Value.Data.ToArray());

        await using var next = await Encrypted(Keys(2)).AcquireAsync("default", default);
        Assert.Equal(_secret, (await next.ReadAsync(default))!.Value.Data.ToArray());
        Assert.Equal("4420", (await next.Peers.FindByPhoneAsync("4420", default))!.Phone);
        Assert.Equal(["ada"], (await next.Peers.FindByUsernameAsync("ada", default))!.Usernames);
        Assert.Equal(_secret, Assert.Single(await next.Quarantine!.ReadAsync(default)).Data.ToArray());
    }

    [Fact]
    public async Task NewKey_LeavesNamesWithTheirLastOwners()
    {
        var (former, latter) = (_ada with { Id = 2000 }, _ada with { Id = 1000 });
        await using (var lease = await Encrypted(Keys(1)).AcquireAsync("default", default))
        {
            await lease.Peers.WriteAsync([former], default);
            await lease.Peers.WriteAsync([latter], default);
        }

        await using (await Encrypted(Keys(2, 1)).AcquireAsync("default", default)) { }

        await using var next = await Encrypted(Keys(2)).AcquireAsync("default", default);
        Assert.Equal(1000, (await next.Peers.FindByUsernameAsync("ada", default))!.Id);
        Assert.Equal(1000, (await next.Peers.FindByPhoneAsync("4420", default))!.Id);
        Assert.Equal(former.AccessHash, (await next.Peers.FindAsync(2000, default))!.AccessHash);
    }

    [Fact]
    public async Task RecordOfAnUnknownKey_IsLeft_WhileTheOthersAreEncryptedAnew()
    {
        await WriteAsync(Keys(1));
        await using (var lease = await Encrypted(Keys(3)).AcquireAsync("default", default))
            await lease.Peers.WriteAsync([_ada with { Id = 7, Usernames = ["grace"], Phone = null }], default);

        await using (await Encrypted(Keys(2, 1)).AcquireAsync("default", default)) { }

        await using (var lease = await Encrypted(Keys(2)).AcquireAsync("default", default))
            Assert.Equal(1001, (await lease.Peers.FindByUsernameAsync("ada", default))!.Id);
        await using var other = await Encrypted(Keys(3)).AcquireAsync("default", default);
        Assert.Equal(7, (await other.Peers.FindByUsernameAsync("grace", default))!.Id);
    }

    [Fact]
    public async Task OldKeyAlone_EndsEncryption()
    {
        await WriteAsync(Keys(1));

        await using (await Encrypted(new SessionEncryptionOptions { OldKeys = [KeyText(1)] }).AcquireAsync("default", default)) { }

        Assert.Equal(_secret, await RawAsync());
        await using var plain = await _memory.AcquireAsync("default", default);
        Assert.Equal(_ada.Data.ToArray(), (await plain.Peers.FindByUsernameAsync("ada", default))!.Data.ToArray());
    }

    [Fact]
    public async Task Session_FromBeforeThereWasAKey_IsRead_AndEncryptedWhenWritten()
    {
        await using (var plain = await _memory.AcquireAsync("default", default))
        {
            await plain.WriteAsync(_secret, 0, default);
            await plain.Peers.WriteAsync([_ada], default);
        }

        await using (var lease = await Encrypted(Keys(1)).AcquireAsync("default", default))
        {
            var stored = (await lease.ReadAsync(default))!.Value;
            Assert.Equal(_secret, stored.Data.ToArray());
            Assert.Equal(1001, (await lease.Peers.FindByUsernameAsync("ada", default))!.Id);
            await lease.WriteAsync(stored.Data, stored.Version, default);
        }

        Assert.True(Envelope.IsOne(await RawAsync()));
    }

    [Fact]
    public async Task Encrypted_Session_WithoutAnyKey_IsCalledOfAWrongKey()
    {
        await using (var session = await LiveSession.OpenAsync(Encrypted(Keys(1)), new SessionSnapshot { HomeDc = 2 }, default))
            await session.UpdateAsync(snapshot => snapshot with { Layer = 1 });

        var exception = await Assert.ThrowsAsync<SessionStoreException>(() => LiveSession.OpenAsync(_memory, new SessionSnapshot { HomeDc = 2 }, default));

        Assert.Equal(SessionStoreFault.WrongKey, exception.Fault);
        Assert.Contains("Telegram:Session:Encryption:Key", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_PutInThePlaceOfAnother_IsRefused()
    {
        await WriteAsync(Keys(1));
        var login = await RawAsync();
        await using (var other = await _memory.AcquireAsync("other", default))
            await other.WriteAsync(login, 0, default);

        await using var lease = await Encrypted(Keys(1)).AcquireAsync("other", default);
        var exception = await Assert.ThrowsAsync<SessionStoreException>(async () => await lease.ReadAsync(default));

        Assert.Equal(SessionStoreFault.Corrupt, exception.Fault);
    }

    [Fact]
    public void Key_FromAFile_IsThatOfTheText()
    {
        var folder = Directory.CreateTempSubdirectory("telegramhost-");
        var (raw, text) = (Path.Combine(folder.FullName, "raw"), Path.Combine(folder.FullName, "text"));
        File.WriteAllBytes(raw, Convert.FromBase64String(KeyText(1)));
        File.WriteAllText(text, KeyText(1) + "\n");

        var names = new[] { new SessionEncryptionOptions { KeyFile = raw }, new SessionEncryptionOptions { KeyFile = text } }
            .Select(options => EncryptionKeys.Read(options, "", [])!.Current!.Name).ToList();
        folder.Delete(recursive: true);

        Assert.All(names, name => Assert.Equal(NameOf(1), name));
    }

    [Theory]
    [InlineData("hunter2", null, "Telegram:Session:Encryption:Key")]
    [InlineData("aHVudGVyMg==", null, "Telegram:Session:Encryption:Key")]
    [InlineData(null, "/nowhere/hunter.key", "Telegram:Session:Encryption:KeyFile")]
    public void WrongKeySetting_IsNamed_WithoutTheKey(string? key, string? file, string path)
    {
        List<string> faults = [];

        Assert.Null(EncryptionKeys.Read(new SessionEncryptionOptions { Key = key, KeyFile = file }, "Telegram:Session:Encryption", faults));

        Assert.Contains(path, Assert.Single(faults), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", faults[0], StringComparison.Ordinal);
    }

    private static string KeyText(int number) => Convert.ToBase64String(Enumerable.Repeat((byte)number, 32).ToArray());

    private static string NameOf(int number) => EncryptionKeys.Read(new SessionEncryptionOptions { Key = KeyText(number) }, "", [])!.Current!.Name;

    private static SessionEncryptionOptions Keys(int current, params int[] old) => new() { Key = KeyText(current), OldKeys = [.. old.Select(KeyText)] };

    private ISessionStore Encrypted(SessionEncryptionOptions keys) => EncryptedSessionStore.Around(_memory, new SessionOptions { Encryption = keys }, NullLogger.Instance);

    private async Task WriteAsync(SessionEncryptionOptions keys)
    {
        await using var lease = await Encrypted(keys).AcquireAsync("default", default);
        await lease.WriteAsync(_secret, (await lease.ReadAsync(default))?.Version ?? 0, default);
        await lease.Peers.WriteAsync([_ada], default);
    }

    private async Task<byte[]> RawAsync()
    {
        await using var plain = await _memory.AcquireAsync("default", default);
        return (await plain.ReadAsync(default))!.Value.Data.ToArray();
    }

    private async Task ReplaceAsync(byte[] data)
    {
        await using var plain = await _memory.AcquireAsync("default", default);
        await plain.WriteAsync(data, (await plain.ReadAsync(default))!.Value.Version, default);
    }
}

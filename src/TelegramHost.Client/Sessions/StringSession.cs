using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;

namespace TelegramHost.Client.Sessions;

/// <summary>A login that fits into one line of text: the account's data centre and key. Whoever has it can act as the account.</summary>
/// <remarks>
/// Reads and writes the layouts of other libraries, so that an account changes the library without a new login. What is read is never
/// trusted: the length of the key, the number of the data centre, the version and what is left over are checked.
/// Use a login with one library at a time: two at once cost it (AUTH_KEY_DUPLICATED).
/// </remarks>
public sealed record StringSession
{
    /// <summary>Bytes of an authorisation key.</summary>
    internal const int KeyLength = 256;

    /// <summary>The account's data centre: 1 to 5, or 1 to 3 of the test servers.</summary>
    public required int DataCenter { get; init; }

    /// <summary>Whether it is a login at Telegram's test servers.</summary>
    public bool TestServers { get; init; }

    /// <summary>The 256 bytes of the authorisation key. A secret.</summary>
    public required ImmutableArray<byte> AuthKey { get; init; }

    /// <summary>The account's id, if it is known: not every layout has it.</summary>
    public long? AccountId { get; init; }

    /// <summary>Whether the account is a bot, as far as it is known.</summary>
    public bool IsBot { get; init; }

    /// <summary>The address of the data centre, if it is known. It is not used to connect: the client knows better ones.</summary>
    public IPEndPoint? Address { get; init; }

    /// <summary>Reads a text of any layout.</summary>
    /// <exception cref="FormatException">It is of no known layout, damaged, or has a wrong key or data centre.</exception>
    public static StringSession Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return StringSessionLayouts.Read(text.Trim()).Checked();
    }

    /// <summary>Reads a login as stores keep it, from <see cref="StoredSession.Data"/>.</summary>
    /// <exception cref="SessionStoreException">The bytes are damaged or of a newer version.</exception>
    /// <exception cref="FormatException">Nobody is logged in there, or at servers that are not Telegram's.</exception>
    public static StringSession FromLogin(ReadOnlySpan<byte> login)
    {
        var snapshot = SessionSnapshotFormat.Read(login, "the session");
        var dc = snapshot.Dc(snapshot.HomeDc);
        var address = dc.Addresses.FirstOrDefault(known => known is { IsIPv6: false, MediaOnly: false, ObfuscatedOnly: false, Secret: null });
        return new StringSession
        {
            DataCenter = snapshot.HomeDc,
            TestServers = snapshot.TestServers,
            AuthKey = dc.AuthKey,
            AccountId = snapshot.AccountId,
            IsBot = snapshot.IsBot,
            Address = IPAddress.TryParse(address.Host, out var ip) ? new IPEndPoint(ip, address.Port) : null,
        }.Checked();
    }

    /// <summary>The login as stores keep it, for <see cref="ISessionLease.WriteAsync"/>. A secret: clear it after use.</summary>
    public byte[] ToLogin() => SessionSnapshotFormat.Write(ToSnapshot());

    /// <summary>The session as text of a layout. A secret.</summary>
    /// <param name="format">The layout.</param>
    /// <param name="apiId">The application's id (<c>Telegram:ApiId</c>), which only <see cref="StringSessionFormat.Pyrogram"/> has in it.</param>
    /// <exception cref="InvalidOperationException">The layout needs <see cref="AccountId"/>, and it is not known.</exception>
    public string Export(StringSessionFormat format = StringSessionFormat.TelegramHost, int apiId = 0) =>
        StringSessionLayouts.Write(Checked(), format, apiId);

    /// <summary>Everything but the key.</summary>
    public override string ToString() =>
        $"the login of {(AccountId is { } account ? $"account {account}" : "an account")} at {(TestServers ? "test " : "")}data centre {DataCenter}";

    /// <summary>Whether another one is the same login.</summary>
    internal bool IsSameLoginAs(StringSession? other) => other is not null
        && (DataCenter, TestServers, AccountId) == (other.DataCenter, other.TestServers, other.AccountId)
        && CryptographicOperations.FixedTimeEquals(AuthKey.AsSpan(), other.AuthKey.AsSpan());

    /// <summary>The session with which a client begins.</summary>
    internal SessionSnapshot ToSnapshot() => new SessionSnapshot
    {
        HomeDc = Checked().DataCenter,
        TestServers = TestServers,
        AccountId = AccountId,
        IsBot = IsBot,
    }.With(DataCenter, new DcRecord { AuthKey = AuthKey, IsAuthorized = true });

    /// <summary>The address to export, one that is built in if none is known.</summary>
    internal IPEndPoint KnownAddress
    {
        get
        {
            if (Address is not null)
                return Address;
            var builtIn = BootstrapAddresses.Of(DataCenter, TestServers)[0];
            return new IPEndPoint(IPAddress.Parse(builtIn.Host), builtIn.Port);
        }
    }

    private StringSession Checked()
    {
        if (AuthKey.IsDefault || AuthKey.Length != KeyLength)
            throw new FormatException($"The session's key has {(AuthKey.IsDefault ? 0 : AuthKey.Length)} bytes, expected {KeyLength}: nobody is logged in there, or the text is damaged.");
        if (BootstrapAddresses.Of(DataCenter, TestServers).IsEmpty)
            throw new FormatException($"The session is of {(TestServers ? "test " : "")}data centre {DataCenter}, expected 1 to {(TestServers ? 3 : 5)}.");
        if (AccountId is <= 0)
            throw new FormatException($"The session is of account {AccountId}, expected a positive number.");
        return this;
    }
}

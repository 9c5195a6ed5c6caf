using TelegramHost.Emulator.Rpc;

namespace TelegramHost.Emulator;

/// <summary>Who is logged in, and what people do about it on devices that have no client here.</summary>
public sealed class Logins
{
    private const string LinkStart = "tg://login?token=";

    private readonly World _world;
    private readonly LoginBook _book;
    private readonly LoginTickets _tickets;

    internal Logins(World world, LoginBook book, LoginTickets tickets) => (_world, _book, _tickets) = (world, book, tickets);

    /// <summary>How many clients are logged in as <paramref name="user"/>.</summary>
    public int CountOf(EmulatedUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (_world.Gate)
            return _book.Of(user.Account).Count;
    }

    /// <summary>Ends all logins of <paramref name="user"/>: their connections are cut, and their calls answered with <c>401 SESSION_REVOKED</c>.</summary>
    /// <remarks>Source: https://core.telegram.org/method/account.resetAuthorization</remarks>
    public void End(EmulatedUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (_world.Gate)
        {
            foreach (var login in _book.Of(user.Account))
                _book.Revoke(login);
        }
    }

    /// <summary>Lets <paramref name="user"/> scan the QR code of a client that wants to log in.</summary>
    /// <param name="user">Whose account the client gets into.</param>
    /// <param name="link">What the QR code says: <c>tg://login?token=…</c>.</param>
    /// <exception cref="WorldException">The code is unknown, too old, or was scanned before.</exception>
    /// <remarks>Source: https://core.telegram.org/api/qr-login</remarks>
    public void ScanQrCode(EmulatedUser user, Uri link)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(link);
        var text = link.OriginalString;
        if (!text.StartsWith(LinkStart, StringComparison.Ordinal) || !System.Buffers.Text.Base64Url.IsValid(text.AsSpan(LinkStart.Length)))
            throw new WorldException(400, "AUTH_TOKEN_INVALID");
        lock (_world.Gate)
            _tickets.Accept(user.Account, System.Buffers.Text.Base64Url.DecodeFromChars(text.AsSpan(LinkStart.Length)));
    }
}

namespace TelegramHost.Emulator.Rpc;

/// <summary>The codes that clients show as QR: made by one that is not logged in, accepted by a device that is. Needs the world's lock.</summary>
/// <remarks>Source: https://core.telegram.org/api/qr-login</remarks>
internal sealed class LoginTickets(World world)
{
    private const int Life = 30;
    private const int TokenBytes = 32;

    private readonly Dictionary<string, Ticket> _tickets = [];

    /// <summary>A new token, which takes the place of the client's former one.</summary>
    public Schema.AuthLoginToken Issue(LoginState login)
    {
        foreach (var (text, ticket) in _tickets.ToArray())
        {
            if (ticket.Login == login || ticket.Expires <= world.Clock.UnixTime)
                _tickets.Remove(text);
        }

        var token = new byte[TokenBytes];
        world.Random.NextBytes(token);
        var expires = world.Clock.UnixTime + Life;
        _tickets.Add(Convert.ToHexString(token), new Ticket(login, expires));
        return new Schema.AuthLoginToken { Token = token, Expires = expires };
    }

    /// <summary>The account whose device has accepted the client's code, or null.</summary>
    public (byte[] Token, Account Account)? FindAccepted(LoginState login)
    {
        foreach (var (text, ticket) in _tickets)
        {
            if (ticket.Login == login && ticket.AcceptedBy is { } account)
                return (Convert.FromHexString(text), account);
        }

        return null;
    }

    /// <summary>Takes an accepted token out of use.</summary>
    /// <exception cref="WorldException">AUTH_TOKEN_INVALID: nobody has accepted such a token.</exception>
    public Account Redeem(byte[] token) =>
        _tickets.Remove(Convert.ToHexString(token), out var ticket) && ticket.AcceptedBy is { } account
            ? account
            : throw new WorldException(400, "AUTH_TOKEN_INVALID");

    /// <summary>A device of <paramref name="account"/> accepts the code; the client that shows it is told.</summary>
    /// <exception cref="WorldException">AUTH_TOKEN_INVALID, AUTH_TOKEN_EXPIRED, or AUTH_TOKEN_ALREADY_ACCEPTED.</exception>
    public LoginState Accept(Account account, byte[] token)
    {
        var text = Convert.ToHexString(token);
        if (!_tickets.TryGetValue(text, out var ticket))
            throw new WorldException(400, "AUTH_TOKEN_INVALID");
        if (ticket.Expires <= world.Clock.UnixTime)
            throw new WorldException(400, "AUTH_TOKEN_EXPIRED");
        if (ticket.AcceptedBy is not null)
            throw new WorldException(400, "AUTH_TOKEN_ALREADY_ACCEPTED");
        _tickets[text] = ticket with { AcceptedBy = account };
        world.Outlet?.Push(ticket.Login, new Schema.UpdateShort { Update = new Schema.UpdateLoginToken(), Date = world.Clock.UnixTime });
        return ticket.Login;
    }

    private sealed record Ticket(LoginState Login, int Expires, Account? AcceptedBy = null);
}

using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Network;

/// <summary>Decides what becomes of a key that the server says it does not know: a login is never thrown away at the first word.</summary>
/// <remarks>
/// Telegram has been seen to answer -404 for keys that were good again a moment later, so it is asked again on fresh
/// connections before the answer counts.
/// </remarks>
internal sealed class UnknownKeyGuard(int dc, SenderSetup setup)
{
    private const int Limit = 3;

    private int _times;

    /// <summary>The key was good after all.</summary>
    public void Reset() => _times = 0;

    /// <summary>The server said that it does not know the permanent key of id <paramref name="keyId"/>.</summary>
    /// <returns>Whether the key is out of use and another one is to be had; false to try the old one again.</returns>
    /// <exception cref="SessionLostException">The key carried a login.</exception>
    public async ValueTask<bool> HandleAsync(long keyId, CancellationToken cancellationToken)
    {
        // Another connection to the data centre may have found out before, and made a new one.
        if (keyId != DcKey.IdOf(setup.Session.Current.Dc(dc)))
        {
            _times = 0;
            return true;
        }

        NetworkLog.KeyUnknown(setup.Logger, dc, ++_times, Limit);
        if (_times < Limit)
            return false;

        _times = 0;
        var session = setup.Session.Current;
        var carriesLogin = dc == session.HomeDc && session.AccountId is not null;
        if (!carriesLogin || setup.CanLogInAgain)
        {
            NetworkLog.KeyDropped(setup.Logger, dc);
            await setup.Session.UpdateAsync(
                snapshot => keyId == DcKey.IdOf(snapshot.Dc(dc)) ? snapshot.With(dc, DcRecord.Empty with { Addresses = snapshot.Dc(dc).Addresses }) : snapshot,
                cancellationToken).ConfigureAwait(false);
        }

        return carriesLogin
            ? throw new SessionLostException(
                $"Data centre {dc} does not know this session's key any more ({Limit} times -404): the account is logged out. "
                + "If Telegram:Connection:Endpoint was changed, change it back; else remove the file at Telegram:Session:Path and log in again.")
            : true;
    }
}

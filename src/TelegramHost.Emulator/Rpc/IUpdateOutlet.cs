using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary>Where the world drops updates for the sessions of an account.</summary>
/// <remarks>
/// Called under the world's lock, in the order of the updates. An implementation MUST put the update into the queue
/// of each session at once, MUST NOT wait, and MUST NOT call the world.
/// </remarks>
internal interface IUpdateOutlet
{
    /// <summary>Pushes <paramref name="updates"/> (always of TL type <c>Updates</c>) to all sessions of an account that want updates.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="updates">What happened; not changed afterwards.</param>
    /// <param name="exceptSessionId">The session that learns of it in its RPC answer, or 0.</param>
    void Push(long userId, ITlObject updates, long exceptSessionId = 0);

    /// <summary>Pushes <paramref name="updates"/> to the sessions of one login, also if nobody is logged in with it.</summary>
    void Push(LoginState login, ITlObject updates);

    /// <summary>Closes the connections of a login.</summary>
    void Cut(LoginState login);
}

namespace TelegramHost.Emulator;

public sealed partial class World
{
    /// <summary>Pushes any update to an account, also one that nothing in this world brings about.</summary>
    /// <remarks>
    /// pts and qts are set here where the type has them, and the update is remembered like others, for clients that were not there.
    /// Messages in it are not put into a chat. Updates of channels come without a number of their channel.
    /// </remarks>
    /// <param name="account">Who gets it.</param>
    /// <param name="update">What happened; it belongs to the world from now on.</param>
    public void Push(EmulatedUser account, Schema.UpdateBase update)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(update);
        lock (Gate)
            Postman.Push(account.Account, 0, UpdateNumbering.Enter(account.Account.Log, update));
    }
}

namespace TelegramHost.Testing.SessionStores;

/// <summary>What an <see cref="Interrupted{T}"/> batch throws.</summary>
internal sealed class InterruptedException : Exception
{
    public InterruptedException()
        : base("The batch was interrupted in its middle.")
    {
    }
}

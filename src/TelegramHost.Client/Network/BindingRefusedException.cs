namespace TelegramHost.Client.Network;

/// <summary>The server could not read what only the holders of the permanent key can: it does not know that key.</summary>
internal sealed class BindingRefusedException(int dc, long permanentId)
    : Exception($"Data centre {dc} does not know the permanent key to which a temporary one was to be bound (ENCRYPTED_MESSAGE_INVALID).")
{
    /// <summary>The id of the permanent key.</summary>
    public long PermanentId { get; } = permanentId;
}

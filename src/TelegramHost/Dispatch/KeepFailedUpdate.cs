using TelegramHost.Client.Updates;

namespace TelegramHost.Dispatch;

/// <summary>Keeps an update whose handler failed; when it ends the update is durable.</summary>
/// <returns>False if there is nothing to keep of it.</returns>
internal delegate Task<bool> KeepFailedUpdate(UpdateDelivery delivery, string handler, Exception exception, CancellationToken cancellationToken);

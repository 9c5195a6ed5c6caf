namespace TelegramHost.Dispatch;

/// <summary>A handler failed, and the settings say that the host stops then.</summary>
internal sealed class HandlerFailedException()
    : Exception("A handler failed, and Telegram:Dispatch:OnFailure is StopHost: see the error logged before this one. The update was not marked as done.");

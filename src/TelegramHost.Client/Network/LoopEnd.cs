namespace TelegramHost.Client.Network;

/// <summary>Why a connection's loop came back.</summary>
/// <param name="Reason">For the log.</param>
/// <param name="TransportCode">The server's transport error, for example -404; 0 if it sent none.</param>
/// <param name="Fault">The fault of the stream, if there was one.</param>
/// <param name="IsSilence">Whether the server fell silent, as it does when somebody on the way swallows what is sent.</param>
internal readonly record struct LoopEnd(string Reason, int TransportCode = 0, Exception? Fault = null, bool IsSilence = false);

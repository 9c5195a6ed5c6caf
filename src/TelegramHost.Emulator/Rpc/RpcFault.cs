namespace TelegramHost.Emulator.Rpc;

/// <summary>An error answer, as it goes into <c>rpc_error</c>.</summary>
/// <param name="Code">The class of the error: 303, 400, 401, 403, 404, 406, 420 or 500.</param>
/// <param name="Text">Its name, for example <c>PEER_ID_INVALID</c>.</param>
internal sealed record RpcFault(int Code, string Text);

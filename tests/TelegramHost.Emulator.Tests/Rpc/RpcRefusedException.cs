namespace TelegramHost.Emulator.Tests.Rpc;

/// <summary>The router answered an error where the test expected a value.</summary>
internal sealed class RpcRefusedException(int code, string error) : Exception($"{code} {error}");

using System.Collections.Frozen;

namespace TelegramHost.Client.Rpc;

/// <summary>What the server's errors mean for the calls that meet them.</summary>
/// <remarks>Source: https://core.telegram.org/api/errors</remarks>
internal static class RpcErrors
{
    /// <summary>Errors of code 500 that a repetition does not mend.</summary>
    private static readonly FrozenSet<string> _lasting = new[]
    {
        RpcErrorNames.AuthRestart, RpcErrorNames.RandomIdDuplicate, RpcErrorNames.ChatIdGenerateFailed, RpcErrorNames.SignInFailed,
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> _loggedOut = new[]
    {
        RpcErrorNames.AuthKeyUnregistered, RpcErrorNames.AuthKeyInvalid, RpcErrorNames.SessionRevoked, RpcErrorNames.SessionExpired,
        RpcErrorNames.UserDeactivated, RpcErrorNames.UserDeactivatedBan,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the server had a moment of weakness: the same call may succeed soon.</summary>
    public static bool IsTransient(RpcException error) =>
        error.Error is "RPC_CALL_FAIL" or "RPC_MCGET_FAIL" or "Timeout" or "Timedout"
        || error.Text.EndsWith("_RETRY", StringComparison.Ordinal)
        || (error.Code is 500 or -500 or -503 or 503 && !_lasting.Contains(error.Error));

    /// <summary>Whether the account lives in another data centre.</summary>
    public static bool MovesHome(RpcException error, out int dc)
    {
        dc = error.Argument ?? 0;
        return dc > 0 && error.Error is "PHONE_MIGRATE" or "NETWORK_MIGRATE" or "USER_MIGRATE";
    }

    /// <summary>Whether this one call belongs to another data centre; met under other codes than 303 as well.</summary>
    public static bool MovesCall(RpcException error, out int dc)
    {
        dc = error.Argument ?? 0;
        return dc > 0 && error.Error is "FILE_MIGRATE" or "STATS_MIGRATE";
    }

    /// <summary>Whether the key carries no login (any more). A missing password is not one of these.</summary>
    public static bool IsLoggedOut(RpcException error) => error.Code == 401 && _loggedOut.Contains(error.Error);
}

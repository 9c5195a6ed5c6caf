using System.Collections.Frozen;
using Polly;
using Polly.Retry;

namespace TelegramHost.Client.Rpc;

/// <summary>The pipeline of calls with which a person logs in: the person sees every answer, waits and faults among them.</summary>
/// <remarks>
/// A code is used up by the try that fails and a person counts the seconds, so nothing is slept through or repeated; only the way to the right
/// data centre is found, and a login that Telegram wants begun anew is, once. A bot logs in through the pipeline of all calls.
/// </remarks>
internal static class LoginPipeline
{
    /// <summary>Calls that begin a login: made a second time they begin it anew.</summary>
    private static readonly FrozenSet<string> _beginnings = new[] { "auth.sendCode", "auth.exportLoginToken" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> _methods = new[]
    {
        "auth.sendCode", "auth.resendCode", "auth.cancelCode", "auth.reportMissingCode", "auth.requestFirebaseSms", "auth.resetLoginEmail",
        "auth.signIn", "auth.signUp", "auth.checkPassword", "auth.requestPasswordRecovery", "auth.checkRecoveryPassword", "auth.recoverPassword",
        "auth.exportLoginToken", "auth.importLoginToken", "auth.importWebTokenAuthorization", "auth.initPasskeyLogin", "auth.finishPasskeyLogin",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether calls of <paramref name="method"/> go through it.</summary>
    public static bool IsFor(string method) => _methods.Contains(method);

    /// <summary>The pipeline of one client.</summary>
    public static ResiliencePipeline<byte[]> Create(ResilienceOptions options, PipelineSetup setup)
    {
        var builder = RpcPipelines.Begin(TelegramPipeline.Login, setup);
        RpcPipelines.AddApplication(builder, options, TelegramPipeline.Login, StrategyPlace.Outside, setup);
        RpcPipelines.AddTotalTimeout(builder, setup);
        builder.AddRetry(RpcPipelines.Migration(maxMigrations: 1, setup));
        builder.AddRetry(Restart(setup));
        RpcPipelines.AddAttemptTimeout(builder, options.AttemptTimeout);
        RpcPipelines.AddApplication(builder, options, TelegramPipeline.Login, StrategyPlace.Inside, setup);
        return builder.Build();
    }

    // "AUTH_RESTART: Restart the authorization process." Behind the first call that needs a new code, which only a person has.
    // Source: https://core.telegram.org/method/auth.sendCode#possible-errors
    private static RetryStrategyOptions<byte[]> Restart(PipelineSetup setup) => new()
    {
        Name = "Restart",
        MaxRetryAttempts = 1,
        Delay = TimeSpan.Zero,
        ShouldHandle = static arguments => new(
            arguments.Outcome.Exception is RpcException { Error: RpcErrorNames.AuthRestart }
            && _beginnings.Contains(RpcPipelines.CallOf(arguments.Context).Method)),
        OnRetry = arguments =>
        {
            RpcLog.LoginBeginsAnew(setup.Logger, RpcPipelines.CallOf(arguments.Context).Method);
            return ValueTask.CompletedTask;
        },
    };
}

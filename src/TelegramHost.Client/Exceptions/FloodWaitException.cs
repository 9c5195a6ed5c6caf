using System.Diagnostics.CodeAnalysis;

namespace TelegramHost.Client;

/// <summary>Telegram asks to wait, and the wait is longer than the caller or <c>Telegram:Resilience:MaxFloodWait</c> allows to sleep silently.</summary>
/// <remarks>Source: https://core.telegram.org/api/errors#420-flood</remarks>
public sealed class FloodWaitException : RpcException
{
    private const int FloodCode = 420;

    private static readonly TimeSpan _longest = TimeSpan.FromDays(14);

    // Met under 400 and 406 as well, so the text decides and not the code.
    private static readonly (string Prefix, FloodWaitKind Kind)[] _forms =
    [
        ("FLOOD_WAIT_", FloodWaitKind.Method),
        ("FLOOD_PREMIUM_WAIT_", FloodWaitKind.Premium),
        ("SLOWMODE_WAIT_", FloodWaitKind.SlowMode),
        ("FLOOD_TEST_PHONE_WAIT_", FloodWaitKind.TestPhone),
        ("TAKEOUT_INIT_DELAY_", FloodWaitKind.Takeout),
        ("2FA_CONFIRM_WAIT_", FloodWaitKind.AccountDeletion),
    ];

    internal FloodWaitException(int code, string text, string method, FloodWaitKind kind, TimeSpan retryAfter)
        : base(code, text, method, AdviceOn(kind, retryAfter)) =>
        (Kind, RetryAfter) = (kind, retryAfter);

    // Not Telegram's word but our own limit, which keeps Telegram from saying it.
    private FloodWaitException(string method, TimeSpan untilTurn)
        : base(
            $"It is not the turn of {method} yet (Telegram:Resilience:SendLimits), and the call does not wait (InvokeOptions.MaxFloodWait is zero). It was not sent: call again in {untilTurn.TotalSeconds:0} s, or let it wait.",
            FloodCode, $"FLOOD_WAIT_{untilTurn.TotalSeconds:0}", method) =>
        (Kind, RetryAfter) = (FloodWaitKind.Method, untilTurn);

    /// <summary>What the wait applies to.</summary>
    public FloodWaitKind Kind { get; }

    /// <summary>How long to wait before the call is made again: at least one second, at most 14 days.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>Whether time alone mends it; the other waits want a person.</summary>
    internal bool IsSleepable => Kind is not (FloodWaitKind.Takeout or FloodWaitKind.AccountDeletion);

    /// <summary>Reads any of the forms in which Telegram asks to wait.</summary>
    internal static bool TryParse(int code, string text, string method, [NotNullWhen(true)] out FloodWaitException? wait)
    {
        wait = null;
        foreach (var (prefix, kind) in _forms)
        {
            if (!text.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var digits = text.AsSpan(prefix.Length);
            if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
                return false;
            // A number that is too long for an int is longer than the longest wait in any case.
            var seconds = int.TryParse(digits, out var number) ? Math.Max(1, number) : int.MaxValue;
            var asked = TimeSpan.FromSeconds(seconds);
            wait = new FloodWaitException(code, text, method, kind, asked < _longest ? asked : _longest);
            return true;
        }

        return false;
    }

    /// <summary>The same wait as an earlier caller was told, of which <paramref name="left"/> is left.</summary>
    internal static FloodWaitException Remembered(FloodWaitKind kind, string method, TimeSpan left)
    {
        var prefix = Array.Find(_forms, form => form.Kind == kind).Prefix;
        return new FloodWaitException(FloodCode, $"{prefix}{Math.Ceiling(left.TotalSeconds):0}", method, kind, left);
    }

    /// <summary>A message that would have to wait for its turn, <paramref name="left"/> at least.</summary>
    internal static FloodWaitException ForTurn(string method, TimeSpan left) =>
        new(method, TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(left.TotalSeconds))));

    private static string AdviceOn(FloodWaitKind kind, TimeSpan wait) => kind switch
    {
        FloodWaitKind.Takeout =>
            $"The account's owner can allow the export at once in another Telegram application; otherwise call again in {wait.TotalHours:0.#} hours.",
        FloodWaitKind.AccountDeletion =>
            $"The account will be deleted in {wait.TotalDays:0.#} days unless its owner cancels that through the message that Telegram has sent; don't call again.",
        FloodWaitKind.SlowMode =>
            $"The chat is in slow mode: send there again in {wait.TotalSeconds:0} s, or raise Telegram:Resilience:MaxFloodWait and :TotalTimeout to have the wait slept through.",
        FloodWaitKind.Premium =>
            $"Files of accounts without Premium are moved slower: go on in {wait.TotalSeconds:0} s, or raise Telegram:Resilience:Download:MaxFloodWait (or :Upload) to have the wait slept through.",
        _ => $"Call again in {wait.TotalSeconds:0} s, or raise Telegram:Resilience:MaxFloodWait and :TotalTimeout to have the wait slept through.",
    };
}

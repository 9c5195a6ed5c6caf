using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using TelegramHost.Client;
using TelegramHost.Dispatch;
using TelegramHost.MtProto;

namespace TelegramHost.Hosting;

/// <summary>Says of a setting that can't be converted what it should have been.</summary>
internal static partial class WrongValue
{
    private static readonly Dictionary<string, string> s_expected = new()
    {
        [typeof(int).FullName!] = "a whole number",
        [typeof(bool).FullName!] = "true or false",
        [typeof(TimeSpan).FullName!] = "a time span as [days.]hh:mm:ss[.fraction], for example 00:00:30",
        [typeof(StartupMode).FullName!] = OneOf<StartupMode>(),
        [typeof(FailurePolicy).FullName!] = OneOf<FailurePolicy>(),
        [typeof(WhenLocked).FullName!] = OneOf<WhenLocked>(),
        [typeof(LoginLossPolicy).FullName!] = OneOf<LoginLossPolicy>(),
        [typeof(TransportKind).FullName!] = OneOf<TransportKind>(),
    };

    /// <summary>One sentence, if <paramref name="exception"/> is the configuration binder's about a value that it can't convert.</summary>
    public static bool TryDescribe(Exception exception, [NotNullWhen(true)] out string? reason)
    {
        reason = null;

        // The binder has no exception type of its own and tells path and type in its message alone.
        if (exception is not InvalidOperationException { InnerException: FormatException or ArgumentException or OverflowException }
            || BinderMessage().Match(exception.Message) is not { Success: true } told)
        {
            return false;
        }

        var path = told.Groups["path"].Value;

        // Two secrets stand beside the id and are easily put in its place.
        var fault = path.EndsWith(":" + nameof(TelegramOptions.ApiId), StringComparison.Ordinal) ? "cannot be read" : $"is \"{told.Groups["value"].Value}\"";
        reason = s_expected.TryGetValue(told.Groups["type"].Value, out var expected) ? $"{path} {fault}, expected {expected}." : exception.Message;
        return true;
    }

    private static string OneOf<T>()
        where T : struct, Enum
        => $"one of {string.Join(", ", Enum.GetNames<T>())}";

    [GeneratedRegex(@"^Failed to convert configuration value '(?<value>.*)' at '(?<path>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex BinderMessage();
}

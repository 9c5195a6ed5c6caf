using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace TelegramHost.Hosting;

/// <summary>Knows which errors say in one sentence what a person has to do; the others deserve their stack trace.</summary>
internal static class StartFailure
{
    public static bool TryDescribe(Exception exception, [NotNullWhen(true)] out string? reason)
    {
        reason = exception switch
        {
            OptionsValidationException options => string.Join(" ", options.Failures),
            _ when IsOurs(exception) => exception.Message,
            _ when WrongValue.TryDescribe(exception, out var sentence) => sentence,
            AggregateException several => Describe(several),
            _ => null,
        };
        return reason is not null;
    }

    /// <summary>Every exception type of this library, on whatever floor, carries a sentence for the person who runs the bot.</summary>
    private static bool IsOurs(Exception exception)
        => exception.GetType().Namespace is { } space && (space == "TelegramHost" || space.StartsWith("TelegramHost.", StringComparison.Ordinal));

    private static string? Describe(AggregateException several)
    {
        var reasons = new List<string>();
        foreach (var exception in several.Flatten().InnerExceptions)
        {
            if (!TryDescribe(exception, out var reason))
                return null;
            reasons.Add(reason);
        }

        return string.Join(" ", reasons);
    }
}

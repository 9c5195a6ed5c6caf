using System.Collections.Immutable;

namespace TelegramHost.MtProto.Fallback;

/// <summary>Addresses of one data centre, and for whom they are.</summary>
/// <param name="PhonePrefixes">Prefixes of phone numbers, each behind a plus (for them) or a minus (not for them), with commas between; empty for everybody.</param>
/// <param name="DcId">The data centre.</param>
/// <param name="Addresses">Its addresses.</param>
internal sealed record FallbackRule(string PhonePrefixes, int DcId, ImmutableArray<FallbackAddress> Addresses)
{
    /// <summary>Whether it is for the account with <paramref name="phone"/>; one whose number is not known may use every rule.</summary>
    public bool IsFor(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        if (digits.Length == 0 || PhonePrefixes.Length == 0)
            return true;
        var isFor = false;
        foreach (var item in PhonePrefixes.Split(','))
        {
            var isNamed = item.Length > 0 && digits.StartsWith(item[1..], StringComparison.Ordinal);
            if (item.StartsWith('-') && isNamed)
                return false;
            isFor |= item.Length == 0 || (item[0] == '+' && isNamed);
        }

        return isFor;
    }
}

using TelegramHost.Tl;

namespace TelegramHost.Emulator;

/// <summary>Compares TL values by what they write.</summary>
internal static class TlEquality
{
    /// <summary>Whether both are absent, or write the same bytes.</summary>
    public static bool Same(ITlObject? left, ITlObject? right)
    {
        if (left is null || right is null)
            return left is null && right is null;
        using var first = new TlBuffer();
        using var second = new TlBuffer();
        first.Append(left);
        second.Append(right);
        return first.Written.SequenceEqual(second.Written);
    }

    /// <summary>Whether both hold the same items; an absent array is an empty one.</summary>
    public static bool Same<T>(T[]? left, T[]? right)
        where T : class, ITlObject
    {
        var (first, second) = (left ?? [], right ?? []);
        return first.Length == second.Length && first.Zip(second).All(pair => Same(pair.First, pair.Second));
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TelegramHost.Tl;

/// <summary>Sixteen raw bytes in wire order (TL <c>int128</c>): a nonce, never a number.</summary>
[InlineArray(Size)]
public struct TlInt128 : IEquatable<TlInt128>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 16;

    private byte _first;

    /// <summary>Copies <paramref name="bytes"/>, which must be sixteen.</summary>
    public TlInt128(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        bytes.CopyTo(MemoryMarshal.CreateSpan(ref _first, Size));
    }

    /// <summary>The bytes.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Span => MemoryMarshal.CreateReadOnlySpan(in _first, Size);

    /// <inheritdoc/>
    public readonly bool Equals(TlInt128 other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is TlInt128 other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => MemoryMarshal.Read<int>(Span);

    /// <summary>Whether both hold the same bytes.</summary>
    public static bool operator ==(TlInt128 left, TlInt128 right) => left.Equals(right);

    /// <summary>Whether any byte differs.</summary>
    public static bool operator !=(TlInt128 left, TlInt128 right) => !left.Equals(right);
}

using System.Buffers;
using System.Security.Cryptography;

namespace TelegramHost.Tl;

/// <summary>A growing buffer on a pooled array: what is written stays addressable, so it can be changed in place.</summary>
/// <remarks>Not safe for several threads. Returned arrays are cleared when the buffer was told that it holds secrets.</remarks>
public sealed class TlBuffer : IBufferWriter<byte>, IDisposable
{
    private readonly bool _holdsSecrets;
    private byte[] _array;
    private int _length;

    /// <summary>A buffer that rents at least <paramref name="capacity"/> bytes once something is written.</summary>
    public TlBuffer(int capacity = 0, bool holdsSecrets = false)
    {
        _holdsSecrets = holdsSecrets;
        _array = capacity == 0 ? [] : ArrayPool<byte>.Shared.Rent(capacity);
    }

    /// <summary>How many bytes have been written.</summary>
    public int Length => _length;

    /// <summary>What has been written; valid until the next write.</summary>
    public Span<byte> Written => _array.AsSpan(0, _length);

    /// <summary>What has been written; valid until the next write.</summary>
    public Memory<byte> WrittenMemory => _array.AsMemory(0, _length);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _array.Length - _length);
        _length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return _array.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return _array.AsSpan(_length);
    }

    /// <summary>Appends <paramref name="bytes"/>.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Appends <paramref name="value"/> as boxed TL.</summary>
    public void Append(ITlObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var writer = new TlWriter(this);
        value.Write(ref writer);
        writer.Flush();
    }

    /// <summary>Forgets what was written and keeps the array.</summary>
    public void Clear()
    {
        if (_holdsSecrets)
            CryptographicOperations.ZeroMemory(Written);
        _length = 0;
    }

    /// <summary>Forgets everything behind the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _length);
        _length = length;
    }

    /// <summary>Drops the first <paramref name="count"/> bytes and moves the rest to the front.</summary>
    public void RemoveFront(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _length);
        _array.AsSpan(count, _length - count).CopyTo(_array);
        _length -= count;
    }

    /// <summary>Gives the array back, also when the buffer will be used again: it rents anew on the next write.</summary>
    public void Dispose()
    {
        var array = _array;
        _array = [];
        _length = 0;
        if (array.Length > 0)
            ArrayPool<byte>.Shared.Return(array, clearArray: _holdsSecrets);
    }

    private void EnsureFree(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (_array.Length - _length >= needed)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_length + needed, Math.Max(256, _array.Length * 2))));
        _array.AsSpan(0, _length).CopyTo(larger);
        if (_array.Length > 0)
            ArrayPool<byte>.Shared.Return(_array, clearArray: _holdsSecrets);
        _array = larger;
    }
}

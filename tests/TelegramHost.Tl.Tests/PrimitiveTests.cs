using System.Buffers.Binary;
using System.Text;
using static TelegramHost.Tl.Tests.TlTesting;

namespace TelegramHost.Tl.Tests;

public sealed class PrimitiveTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(252)]
    [InlineData(253)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Bytes_of_every_length_form_come_back(int length)
    {
        var value = new byte[length];
        Random.Shared.NextBytes(value);

        var bytes = Write((ref TlWriter writer) => writer.WriteBytes(value));

        Assert.Equal(0, bytes.Length % 4);
        Assert.Equal(value, Read(bytes, (ref TlReader reader) => reader.ReadBytes()));
        Assert.Equal(value, ReadOwned(bytes, (ref TlReader reader) => reader.ReadLazyBytes()).GetValue());
        for (var cut = 0; cut < Math.Min(bytes.Length, 300); cut++)
            Assert.Equal(TlFormatError.UnexpectedEnd, Fault(bytes[..cut], (ref TlReader reader) => reader.ReadBytes()).Error);
    }

    [Fact]
    public void Bytes_of_16_MiB_are_a_local_error_and_one_less_is_not()
    {
        var longest = new byte[TlWriter.MaxBytes];
        Assert.Equal(TlWriter.MaxBytes, Read(Write((ref TlWriter writer) => writer.WriteBytes(longest)), (ref TlReader reader) => reader.ReadByteSpan().Length));

        var tooLong = new byte[TlWriter.MaxBytes + 1];
        Assert.Throws<ArgumentOutOfRangeException>(() => Write((ref TlWriter writer) => writer.WriteBytes(tooLong)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Write((ref TlWriter writer) => writer.WriteString(new string('x', tooLong.Length))));
    }

    [Fact]
    public void Padding_is_written_as_zeros_and_read_whatever_it_holds()
    {
        var buffer = new TlBuffer(64);
        buffer.GetSpan(64).Fill(0xaa);
        var writer = new TlWriter(buffer);
        writer.WriteString("ab");
        writer.Flush();
        Assert.Equal("02616200", Convert.ToHexString(buffer.Written));

        Assert.Equal("ab", Read([2, (byte)'a', (byte)'b', 0xcc], (ref TlReader reader) => reader.ReadString()));
        buffer.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("Привет, мир")]
    [InlineData("😀 surrogates 👩‍👩‍👧")]
    [InlineData("\0nul inside")]
    public void Strings_are_utf8(string text)
    {
        var bytes = Write((ref TlWriter writer) => writer.WriteString(text));

        Assert.Equal(text, Read(bytes, (ref TlReader reader) => reader.ReadString()));
        Assert.Equal(Encoding.UTF8.GetBytes(text), Read(bytes, (ref TlReader reader) => reader.ReadBytes()));
    }

    [Fact]
    public void Texts_of_every_length_have_the_form_of_their_bytes()
    {
        foreach (var letter in new[] { "a", "я", "語", "😀" })
        {
            foreach (var count in Enumerable.Range(0, 300).Append(5_461).Append(16_384).Append(16_385))
            {
                var text = string.Concat(Enumerable.Repeat(letter, count));
                var expected = Write((ref TlWriter writer) => writer.WriteBytes(Encoding.UTF8.GetBytes(text)));
                Assert.Equal(expected, Write((ref TlWriter writer) => writer.WriteString(text)));
            }
        }
    }

    [Fact]
    public void Long_texts_that_need_three_bytes_for_each_letter_come_back()
    {
        var text = new string('語', 100_000);

        Assert.Equal(text, Read(Write((ref TlWriter writer) => writer.WriteString(text)), (ref TlReader reader) => reader.ReadString()));
    }

    [Fact]
    public void Doubles_keep_not_a_number_and_minus_zero()
    {
        foreach (var bits in new[] { BitConverter.DoubleToInt64Bits(double.NaN) | 0x1234, BitConverter.DoubleToInt64Bits(-0.0) })
        {
            var bytes = Write((ref TlWriter writer) => writer.WriteDouble(BitConverter.Int64BitsToDouble(bits)));
            Assert.Equal(bits, BinaryPrimitives.ReadInt64LittleEndian(bytes));
            Assert.Equal(bits, BitConverter.DoubleToInt64Bits(Read(bytes, (ref TlReader reader) => reader.ReadDouble())));
        }
    }

    [Fact]
    public void Int128_and_int256_are_bytes_in_order()
    {
        var bytes = Enumerable.Range(1, 48).Select(value => (byte)value).ToArray();

        var reader = new TlReader(bytes);
        var first = reader.ReadInt128();
        var second = reader.ReadInt256();

        Assert.Equal(bytes[..16], first.Span.ToArray());
        Assert.Equal(bytes[16..], second.Span.ToArray());
        Assert.Equal(bytes, Write((ref TlWriter writer) =>
        {
            writer.WriteInt128(first);
            writer.WriteInt256(second);
        }));
        Assert.True(first == new TlInt128(bytes.AsSpan(0, 16)));
        Assert.True(second != new TlInt256(bytes.AsSpan(0, 32)));
    }

    [Fact]
    public void Faults_name_what_and_where()
    {
        var unknown = Fault([1, 0, 0, 0, 0xef, 0xbe, 0xad, 0xde], (ref TlReader reader) =>
        {
            reader.ReadInt32();
            return reader.ReadBool();
        });
        Assert.Equal(TlFormatError.UnknownConstructor, unknown.Error);
        Assert.Equal(4, unknown.Offset);
        Assert.Equal(0xdeadbeef, unknown.ConstructorId);
        Assert.Contains("deadbeef", unknown.Message, StringComparison.Ordinal);

        var end = Fault([1, 2, 3], (ref TlReader reader) => reader.ReadInt32());
        Assert.Equal(TlFormatError.UnexpectedEnd, end.Error);
        Assert.Equal(0, end.Offset);

        Assert.Equal(TlFormatError.TrailingBytes, Fault([1, 0, 0, 0, 9], (ref TlReader reader) => reader.ReadInt32()).Error);
        Assert.Equal(TlFormatError.BadLength, Fault([255, 0, 0, 0, 0, 0, 0, 0], (ref TlReader reader) => reader.ReadBytes()).Error);
    }

    [Fact]
    public void A_reader_over_a_part_of_an_array_keeps_to_it()
    {
        byte[] bytes = [9, 9, 3, (byte)'a', (byte)'b', (byte)'c', 9, 9];

        var reader = TlReader.OverOwned(bytes, 2, 4);
        var text = reader.ReadText();

        Assert.Equal("abc", text.GetValue());
        Assert.Equal(0, reader.Remaining);
    }
}

using System.Globalization;
using System.Text.Json;
using TelegramHost.TestSupport;
using static TelegramHost.Tl.Tests.TlTesting;

namespace TelegramHost.Tl.Tests;

public sealed class PrimitiveVectorTests
{
    private static JsonElement Primitives => Vectors.Load("10").GetProperty("primitives");

    [VectorFact]
    public void Ints_are_little_endian()
    {
        foreach (var pair in Primitives.GetProperty("int").EnumerateArray())
        {
            var bytes = Convert.FromHexString(pair[1].GetString()!);
            Assert.Equal(bytes, Write((ref TlWriter writer) => writer.WriteInt32(pair[0].GetInt32())));
            Assert.Equal(pair[0].GetInt32(), Read(bytes, (ref TlReader reader) => reader.ReadInt32()));
        }
    }

    [VectorFact]
    public void Longs_are_little_endian()
    {
        foreach (var pair in Primitives.GetProperty("long").EnumerateArray())
        {
            var bytes = Convert.FromHexString(pair[1].GetString()!);
            var value = long.Parse(pair[0].GetString()!, CultureInfo.InvariantCulture);
            Assert.Equal(bytes, Write((ref TlWriter writer) => writer.WriteInt64(value)));
            Assert.Equal(value, Read(bytes, (ref TlReader reader) => reader.ReadInt64()));
        }
    }

    [VectorFact]
    public void Doubles_keep_their_bits()
    {
        foreach (var pair in Primitives.GetProperty("double").EnumerateArray())
        {
            var bytes = Convert.FromHexString(pair[1].GetString()!);
            var value = pair[0].ValueKind == JsonValueKind.String
                ? pair[0].GetString() == "Infinity" ? double.PositiveInfinity : double.NegativeInfinity
                : pair[0].GetDouble();
            Assert.Equal(bytes, Write((ref TlWriter writer) => writer.WriteDouble(value)));
            Assert.Equal(value, Read(bytes, (ref TlReader reader) => reader.ReadDouble()));
        }
    }

    [VectorFact]
    public void Bools_are_one_of_two_ids()
    {
        foreach (var pair in Primitives.GetProperty("bool").EnumerateArray())
        {
            var bytes = Convert.FromHexString(pair[1].GetString()!);
            Assert.Equal(bytes, Write((ref TlWriter writer) => writer.WriteBool(pair[0].GetBoolean())));
            Assert.Equal(pair[0].GetBoolean(), Read(bytes, (ref TlReader reader) => reader.ReadBool()));
        }

        foreach (var bad in Primitives.GetProperty("bool_reject").EnumerateArray())
            Fault(Convert.FromHexString(bad.GetString()!), (ref TlReader reader) => reader.ReadBool());
    }

    [VectorFact]
    public void Bytes_carry_their_length_and_padding()
    {
        foreach (var pair in Primitives.GetProperty("bytes").EnumerateArray())
        {
            var value = Convert.FromHexString(pair[0].GetString()!);
            var bytes = Convert.FromHexString(pair[1].GetString()!);
            Assert.Equal(bytes, Write((ref TlWriter writer) => writer.WriteBytes(value)));
            Assert.Equal(value, Read(bytes, (ref TlReader reader) => reader.ReadBytes()));
        }
    }

    [VectorFact]
    public void Length_forms_follow_the_table()
    {
        foreach (var rule in Primitives.GetProperty("bytes_length_rules").EnumerateArray())
        {
            var value = new byte[rule.GetProperty("len").GetInt32()];
            Array.Fill(value, (byte)0x5a);
            var bytes = Write((ref TlWriter writer) => writer.WriteBytes(value));
            Assert.Equal(rule.GetProperty("total").GetInt32(), bytes.Length);
            if (rule.TryGetProperty("prefix", out var prefix))
                Assert.StartsWith(prefix.GetString()!, Convert.ToHexStringLower(bytes[..4]), StringComparison.Ordinal);
            Assert.Equal(value, Read(bytes, (ref TlReader reader) => reader.ReadBytes()));
        }
    }

    [VectorFact]
    public void Impossible_bytes_are_refused()
    {
        foreach (var bad in Primitives.GetProperty("bytes_reject").EnumerateArray())
            Fault(bad.Hex("in"), (ref TlReader reader) => reader.ReadBytes());
    }

    [VectorFact]
    public void Vectors_are_boxed_or_bare()
    {
        foreach (var vector in Primitives.GetProperty("vector_boxed").EnumerateArray())
        {
            var isLong = vector.TryGetProperty("of", out var of) && of.GetString() == "long";
            var values = vector.GetProperty("value").EnumerateArray().Select(value => long.Parse(value.ToString(), CultureInfo.InvariantCulture)).ToArray();
            var bytes = vector.Hex("hex");
            if (isLong)
            {
                Assert.Equal(values, Read(bytes, (ref TlReader reader) => reader.ReadInt64Vector()));
                Assert.Equal(bytes, Write((ref TlWriter writer) => writer.WriteInt64Vector(values)));
                continue;
            }

            var ints = values.Select(value => (int)value).ToArray();
            Assert.Equal(ints, Read(bytes, (ref TlReader reader) => reader.ReadInt32Vector()));
            Assert.Equal(bytes, Write((ref TlWriter writer) => writer.WriteInt32Vector(ints)));
        }

        foreach (var vector in Primitives.GetProperty("vector_bare").EnumerateArray())
            Assert.Equal(vector.GetProperty("value").GetArrayLength(), BitConverter.ToInt32(vector.Hex("hex")));
    }

    [VectorFact]
    public void Impossible_vectors_are_refused()
    {
        foreach (var bad in Primitives.GetProperty("vector_reject").EnumerateArray())
            Fault(bad.Hex("in"), (ref TlReader reader) => reader.ReadInt32Vector());
    }
}

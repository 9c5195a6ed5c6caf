using System.Text;

namespace TelegramHost.Tl.Tests.Objects;

/// <summary>Fills generated classes with random values.</summary>
internal sealed class RandomObjects(Random random)
{
    private const int DeepEnough = 4;
    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 5, 31, 252, 253, 254, 255, 256, 257, 1_000];
    private static readonly string[] Letters = ["a", "Z", " ", "é", "я", "語", "😀", "\0"];

    public ITlObject Next(Type type, int depth = 0)
    {
        var value = (ITlObject)Activator.CreateInstance(type)!;
        var flags = new Dictionary<(string, int), bool>();
        foreach (var (field, property) in GeneratedTypes.FieldsOf(type))
        {
            if (field.FlagsWord is { } word)
            {
                if (!flags.TryGetValue((word, field.FlagBit), out var isSet))
                    flags.Add((word, field.FlagBit), isSet = random.Next(depth < DeepEnough ? 2 : 8) == 0);
                if (!isSet)
                    continue;
            }

            var propertyType = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            property.SetValue(value, field.IsBareTrue ? true : Value(propertyType, depth));
        }

        return value;
    }

    private object Value(Type type, int depth)
    {
        if (type == typeof(int))
            return random.Next(int.MinValue, int.MaxValue);
        if (type == typeof(long))
            return random.NextInt64(long.MinValue, long.MaxValue);
        if (type == typeof(double))
            return BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        if (type == typeof(bool))
            return random.Next(2) == 0;
        if (type == typeof(string))
            return Text();
        if (type == typeof(byte[]))
            return Bytes(Lengths[random.Next(Lengths.Length)]);
        if (type == typeof(TlInt256))
            return new TlInt256(Bytes(TlInt256.Size));
        if (type.IsArray)
            return Items(type.GetElementType()!, depth);
        return Next(type.IsAbstract ? Child(type, depth) : type, depth + 1);
    }

    private Array Items(Type item, int depth)
    {
        var items = Array.CreateInstance(item, depth < DeepEnough ? random.Next(4) : random.Next(8) / 7);
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Value(item, depth + 1), i);
        return items;
    }

    private Type Child(Type parent, int depth)
    {
        var children = GeneratedTypes.Children[parent].ToArray();
        return depth < DeepEnough
            ? children[random.Next(children.Length)]
            : children.MinBy(child => GeneratedTypes.FieldsOf(child).Count(pair => !pair.Field.IsOptional && !pair.Field.Type.IsPrimitive))!;
    }

    private string Text()
    {
        var text = new StringBuilder();
        for (var left = Lengths[random.Next(Lengths.Length)]; left > 0; left--)
            text.Append(Letters[random.Next(Letters.Length)]);
        return text.ToString();
    }

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}

using System.Collections;

namespace TelegramHost.Tl.Tests.Objects;

/// <summary>Compares objects property by property.</summary>
internal static class Deep
{
    public static void Equal(object? expected, object? actual, string path = "$")
    {
        if (expected is null || actual is null)
        {
            Assert.True(expected is null && actual is null, $"{path}: {expected ?? "null"} against {actual ?? "null"}");
            return;
        }

        Assert.True(expected.GetType() == actual.GetType(), $"{path}: {expected.GetType()} against {actual.GetType()}");
        switch (expected)
        {
            case ITlObject:
                foreach (var (_, property) in GeneratedTypes.FieldsOf(expected.GetType()))
                    Equal(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}");
                break;
            case IList list:
                var other = (IList)actual;
                Assert.True(list.Count == other.Count, $"{path}: {list.Count} items against {other.Count}");
                for (var i = 0; i < list.Count; i++)
                    Equal(list[i], other[i], $"{path}[{i}]");
                break;
            case double number:
                Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits((double)actual));
                break;
            default:
                Assert.True(expected.Equals(actual), $"{path}: {expected} against {actual}");
                break;
        }
    }
}

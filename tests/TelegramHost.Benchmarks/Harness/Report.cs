using System.Globalization;
using System.Text.Json;

namespace TelegramHost.Benchmarks.Harness;

/// <summary>Results, printed as they come: <c>name: value</c>.</summary>
public sealed class Report
{
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);

    /// <summary>Adds one number.</summary>
    public void Add(string name, double value)
    {
        _values[name] = value;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.####}"));
    }

    /// <summary>Adds everything that a duel found: the ratio of times (larger is better for us), times and bytes of one call.</summary>
    public void Add(string name, DuelResult result)
    {
        Add(name + ".ratio", result.Ratio);
        Add(name + ".ns", result.OursNanoseconds);
        Add(name + ".reference_ns", result.ReferenceNanoseconds);
        Add(name + ".bytes", result.OursBytes);
        Add(name + ".reference_bytes", result.ReferenceBytes);
    }

    /// <summary>Writes all numbers as one JSON object.</summary>
    public void WriteJson(string path) => File.WriteAllText(path, JsonSerializer.Serialize(_values, JsonOptions));

    private static readonly JsonSerializerOptions JsonOptions = new() { WriteIndented = true };
}

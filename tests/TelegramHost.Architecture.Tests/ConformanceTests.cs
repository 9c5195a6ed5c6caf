using System.Text.RegularExpressions;
using TelegramHost.TestSupport;

namespace TelegramHost.Architecture.Tests;

/// <summary>docs/conformance.md names a test for each point of the protocol; they have to be there.</summary>
public sealed partial class ConformanceTests
{
    private static readonly string _document = File.ReadAllText(Repository.PathOf("docs", "conformance.md"));

    [Fact]
    public void Every_test_that_the_document_names_exists()
    {
        var named = NamedTest().Matches(_document).Select(match => match.Groups[1].Value).Distinct().ToList();
        var known = Repository.SourceFiles("tests").SelectMany(TestsOf).ToHashSet();

        Assert.True(named.Count > 100, $"Only {named.Count} tests were found in the document.");
        Assert.Equal([], named.Except(known));
    }

    [Fact]
    public void Every_point_has_a_test_or_is_not_offered()
    {
        var rows = _document.Split('\n').Where(line => Row().IsMatch(line)).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(
            NamedTest().IsMatch(row) || row.Contains("*Matrix*", StringComparison.Ordinal) || row.Contains("Not offered", StringComparison.Ordinal), row));
    }

    [VectorFact]
    public void Every_situation_of_the_scenarios_has_a_test()
    {
        var named = Situations().Where(row => NamedTest().IsMatch(row)).SelectMany(row => row.Split('|')[1].Split(',', StringSplitOptions.TrimEntries)).ToHashSet();
        var scenarios = Vectors.Load("22").GetProperty("scenarios").EnumerateArray().Select(scenario => scenario.GetProperty("id").GetString()!);

        Assert.Equal([], scenarios.Except(named));
    }

    private static IEnumerable<string> Situations() =>
        _document[_document.IndexOf("| Situation |", StringComparison.Ordinal)..].Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|'));

    private static IEnumerable<string> TestsOf(string path)
    {
        var type = "";
        foreach (var line in File.ReadLines(Repository.PathOf(path)))
        {
            if (Class().Match(line) is { Success: true } declared)
                type = declared.Groups[1].Value;
            else if (Method().Match(line) is { Success: true } method)
                yield return $"{type}.{method.Groups[1].Value}";
        }
    }

    [GeneratedRegex(@"`(\w+\.\w+)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"^\| \d+ \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"^\s*public (?:sealed )?(?:partial )?class (\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"^\s+public (?:static )?(?:async )?(?:Task|ValueTask|void) (\w+)\(")]
    private static partial Regex Method();
}

using System.Reflection;
using System.Text.RegularExpressions;

namespace TelegramHost.Architecture.Tests;

/// <summary>The exceptions that callers meet, and the page that tells of them.</summary>
public sealed partial class ExceptionFamilyTests
{
    private static readonly Type[] _exceptions =
        [.. Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "TelegramHost.Client.dll")).GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Exception)))];

    [Fact]
    public void Every_exception_of_the_client_belongs_to_the_family() =>
        Assert.All(_exceptions, type => Assert.Contains("TelegramException", Ancestry(type)));

    [Fact]
    public void The_page_of_errors_names_exceptions_that_there_are_and_facts_that_they_have()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs/errors.md"))
            .Select(line => Row().Match(line)).Where(match => match.Success)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["facts"].Value);

        Assert.True(rows.Count >= 14, $"{rows.Count} exceptions are told of.");
        foreach (var (name, facts) in rows)
        {
            var type = _exceptions.Single(type => type.Name == name);
            Assert.All(Fact().Matches(facts), fact => Assert.NotNull(type.GetProperty(fact.Groups["fact"].Value)));
        }
    }

    private static IEnumerable<string> Ancestry(Type? type)
    {
        for (; type is not null; type = type.BaseType)
            yield return type.Name;
    }

    [GeneratedRegex(@"^\| `(?<name>\w+Exception)` \|[^|]*\|(?<facts>[^|]*)\|")]
    private static partial Regex Row();

    [GeneratedRegex("`(?<fact>\\w+)`")]
    private static partial Regex Fact();
}

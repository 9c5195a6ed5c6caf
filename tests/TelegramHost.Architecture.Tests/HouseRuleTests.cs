using System.Text.RegularExpressions;

namespace TelegramHost.Architecture.Tests;

/// <summary>Rules of CONTRIBUTING.md that a machine can check.</summary>
public sealed partial class HouseRuleTests
{
    private const int LongestFile = 400;

    [Fact]
    public void No_file_is_too_long_to_read_in_a_sitting()
    {
        var tooLong = Repository.SourceFiles("src", "samples", "tests", "build")
            .Select(path => (path, Lines: File.ReadLines(Repository.PathOf(path)).Count()))
            .Where(file => file.Lines > LongestFile)
            .Select(file => $"{file.path}: {file.Lines} lines");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Types_in_src_are_named_for_what_they_are()
    {
        var vague = Repository.SourceFiles("src").Where(path => VagueName().IsMatch(Path.GetFileNameWithoutExtension(path)));

        Assert.Empty(vague);
    }

    [Fact]
    public void Clocks_and_random_sources_are_not_taken_from_statics()
    {
        var offenders = from path in Repository.SourceFiles("src")
                        from line in File.ReadLines(Repository.PathOf(path))
                        where StaticClock().IsMatch(line)
                        select $"{path}: {line.Trim()}";

        Assert.Empty(offenders);
    }

    [Fact]
    public void Event_ids_of_log_messages_are_unique()
    {
        var ids = from path in Repository.SourceFiles("src")
                  from Match match in EventId().Matches(File.ReadAllText(Repository.PathOf(path)))
                  select (Id: match.Groups[1].Value, path);

        var repeated = ids.GroupBy(id => id.Id).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(id => id.path))}");

        Assert.NotEmpty(ids);
        Assert.Empty(repeated);
    }

    [GeneratedRegex(@"(Manager|Helpers?|Utils?|Utilities)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"\b(DateTime(Offset)?\.(Utc)?Now|Random\.Shared|Environment\.TickCount)\b")]
    private static partial Regex StaticClock();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex EventId();
}

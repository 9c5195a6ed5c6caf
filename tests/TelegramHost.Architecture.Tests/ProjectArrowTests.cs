using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TelegramHost.Architecture.Tests;

/// <summary>ARCHITECTURE.md lists every arrow between projects; the projects have exactly those.</summary>
public sealed partial class ProjectArrowTests
{
    [Fact]
    public void Projects_have_exactly_the_arrows_that_the_document_lists()
    {
        var documented = DocumentedArrows();
        var actual = ActualArrows();

        Assert.NotEmpty(documented);
        Assert.Equal(documented.OrderBy(arrow => arrow), actual.OrderBy(arrow => arrow));
    }

    [Fact]
    public void Arrows_form_no_circle()
    {
        var arrows = ActualArrows().Select(arrow => arrow.Split(" -> ")).ToLookup(pair => pair[0], pair => pair[1]);

        foreach (var start in arrows.Select(group => group.Key))
            Assert.DoesNotContain(start, Reachable(start, arrows));
    }

    [Fact]
    public void Nothing_that_a_bot_ships_reaches_the_emulator()
    {
        var arrows = ActualArrows().Select(arrow => arrow.Split(" -> ")).ToLookup(pair => pair[0], pair => pair[1]);

        Assert.DoesNotContain("Emulator", Reachable("TelegramHost", arrows));
        Assert.DoesNotContain("Playground", Reachable("TelegramHost", arrows));
    }

    [Theory]
    [InlineData("TelegramHost.Tl")]
    [InlineData("TelegramHost.MtProto")]
    public void Pure_rooms_keep_the_list_of_banned_symbols(string project)
    {
        var text = File.ReadAllText(Repository.PathOf("src", project, project + ".csproj"));

        Assert.Contains("<PureRoom>true</PureRoom>", text, StringComparison.Ordinal);
    }

    private static HashSet<string> Reachable(string start, ILookup<string, string> arrows)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(arrows[start]);
        while (open.TryPop(out var next))
        {
            if (seen.Add(next))
            {
                foreach (var target in arrows[next])
                    open.Push(target);
            }
        }

        return seen;
    }

    private static List<string> DocumentedArrows()
    {
        var text = File.ReadAllText(Repository.PathOf("ARCHITECTURE.md"));
        var block = text.Split("<!-- arrows -->")[1];
        return [.. ArrowLine().Matches(block)
            .SelectMany(line => line.Groups["to"].Value.Split(", ").Select(to => $"{line.Groups["from"].Value} -> {to}"))];
    }

    private static List<string> ActualArrows() =>
    [
        .. from file in Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
           from reference in XDocument.Load(file).Descendants("ProjectReference")
           where reference.Attribute("ReferenceOutputAssembly")?.Value != "false"
           select $"{ShortName(Path.GetFileNameWithoutExtension(file))} -> "
                + ShortName(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)),
    ];

    private static string ShortName(string project) =>
        project == "TelegramHost" ? project : project.Replace("TelegramHost.", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^- (?<from>[\w.]+) -> (?<to>[\w., ]+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex ArrowLine();
}

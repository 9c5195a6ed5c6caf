using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Tests.Peers;

/// <summary>Reads the schema's text for itself: which results bring users and chats is not asked of the generator.</summary>
public sealed partial class ResultPeersTests
{
    private static readonly Lines Schema = Lines.Load();

    private static readonly string[] Bringing = [.. Schema.Results.Where(type => Schema.PathsOf(type).Any()).Order(StringComparer.Ordinal)];

    public static TheoryData<string> BringingResults => [.. Bringing];

    [Fact]
    public void MoreThanAHundredResults_BringPeers()
    {
        Assert.InRange(Bringing.Length, 100, 200);
        Assert.Contains("messages.InvitedUsers", Bringing);
        Assert.Contains("payments.PaymentResult", Bringing);
        Assert.Contains("ChatInvite", Bringing);
    }

    [Theory]
    [MemberData(nameof(BringingResults))]
    public void EveryFieldOfAResultWithPeers_IsLearnedFrom(string type)
    {
        foreach (var path in Schema.PathsOf(type))
        {
            var peers = new PeerCache();

            peers.Learn(Build(path));

            Assert.True(peers.IsKnown(path[^1].Item == "User" ? PeerId.User(77) : PeerId.Channel(77)), string.Join(" > ", path));
        }
    }

    [Fact]
    public void UsersAsTheResultItself_AreLearnedFrom()
    {
        var peers = new PeerCache();

        peers.Learn(new UserBase[] { NewUser() });
        peers.Learn(new User { Id = 78, FirstName = "Ben" });

        Assert.True(peers.IsKnown(PeerId.User(77)) && peers.IsKnown(PeerId.User(78)));
    }

    [Fact]
    public void ResultWithoutPeers_IsPassedOver()
    {
        var peers = new PeerCache();

        peers.Learn(new UpdatesState { Pts = 1, Qts = 1, Date = 1, Seq = 1, UnreadCount = 0 });
        peers.Learn(new ChatInvite { Title = "t", Photo = new PhotoEmpty { Id = 1 }, ParticipantsCount = 1, Color = 1 });
        peers.Learn(null);

        Assert.Equal(0, peers.Count);
    }

    private static User NewUser() => new() { Id = 77, AccessHash = 1, FirstName = "Ann" };

    /// <summary>The object of a path's first constructor, with a peer where the path ends and nothing else.</summary>
    private static object Build(IReadOnlyList<Step> path)
    {
        if (path.Count == 0)
            throw new ArgumentException("A path has at least one step.", nameof(path));
        var step = path[0];
        object item = path.Count > 1 ? Build([.. path.Skip(1)])
            : step.Item == "User" ? NewUser()
            : new Channel { Id = 77, AccessHash = 1, Title = "News", Photo = new ChatPhotoEmpty(), Date = 1 };
        var made = RuntimeHelpers.GetUninitializedObject(ClassOf(step.Constructor));
        var property = made.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Single(property => property.Name.Equals(step.Field.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
                || property.Name.Equals(step.Field + "Value", StringComparison.OrdinalIgnoreCase));
        if (property.PropertyType.IsArray)
        {
            var array = Array.CreateInstance(property.PropertyType.GetElementType()!, 1);
            array.SetValue(item, 0);
            item = array;
        }

        property.SetValue(made, item);
        return made;
    }

    private static Type ClassOf(string constructor) =>
        typeof(User).Assembly.GetType($"{typeof(User).Namespace}.{constructor.Replace(".", "", StringComparison.Ordinal)}", throwOnError: true, ignoreCase: true)!;

    /// <summary>A field, and the type of it or of its items.</summary>
    private sealed record Step(string Constructor, string Field, string Item)
    {
        public override string ToString() => $"{Constructor}.{Field}";
    }

    /// <summary>What the schema's text says.</summary>
    private sealed partial class Lines
    {
        private readonly Dictionary<string, List<Step>> _fields = new(StringComparer.Ordinal);

        public HashSet<string> Results { get; } = new(StringComparer.Ordinal);

        public static Lines Load()
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "schema", "api.tl")))
                folder = folder.Parent ?? throw new FileNotFoundException("No folder above the tests has schema/api.tl.");
            var lines = new Lines();
            var areFunctions = false;
            foreach (var line in File.ReadLines(Path.Combine(folder.FullName, "schema", "api.tl")))
            {
                if (line == "---functions---")
                    areFunctions = true;
                if (Definition().Match(line) is not { Success: true } found)
                    continue;
                if (areFunctions)
                    lines.Results.Add(ItemOf(found.Groups["result"].Value));
                else
                    lines.Add(found);
            }

            return lines;
        }

        /// <summary>The ways from a result to its peers. Through other results too, but not through the content of messages.</summary>
        public IEnumerable<Step[]> PathsOf(string type) => PathsOf(type, []);

        private IEnumerable<Step[]> PathsOf(string type, string[] above)
        {
            foreach (var step in _fields.GetValueOrDefault(type, []))
            {
                if (step.Item is "User" or "Chat")
                    yield return [step];
                else if (Results.Contains(step.Item) && step.Item != type && !above.Contains(step.Item))
                    foreach (var path in PathsOf(step.Item, [.. above, type]))
                        yield return [step, .. path];
            }
        }

        private void Add(Match constructor)
        {
            var type = constructor.Groups["result"].Value;
            if (!_fields.TryGetValue(type, out var steps))
                _fields.Add(type, steps = []);
            foreach (Match field in FieldOf().Matches(constructor.Groups["fields"].Value))
                steps.Add(new Step(constructor.Groups["name"].Value, field.Groups["name"].Value, ItemOf(field.Groups["type"].Value)));
        }

        private static string ItemOf(string type) => type[(type.LastIndexOf('<') + 1)..].TrimEnd('>');

        [GeneratedRegex(@"^(?<name>[\w.]+)#[0-9a-f]+(?<fields>.*) = (?<result>[\w.<>]+);$")]
        private static partial Regex Definition();

        [GeneratedRegex(@"(?<name>\w+):(\w+\.\d+\?)?(?<type>[\w.<>]+)")]
        private static partial Regex FieldOf();
    }
}

using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Emit;

/// <summary>Which results bring users and chats, and the code by which they hand them over.</summary>
/// <remarks>
/// A field counts if its type is <c>User</c> or <c>Chat</c>, a vector of them, or a result of some function that brings them itself,
/// as <c>messages.invitedUsers</c> has <c>Updates</c>. So the content of messages is not searched: what is quoted there is no answer.
/// </remarks>
internal sealed class PeerBearers
{
    private const string Interface = "IBringsPeers";
    private const string Receiver = "IPeerReceiver";

    private readonly HashSet<string> _bearing = ["User", "Chat"];
    private readonly HashSet<TlDefinition> _constructors = [];

    public PeerBearers(IEnumerable<BoxedType> types, IEnumerable<TlDefinition> functions)
    {
        var results = functions.Select(function => ItemOf(function.Result)).ToHashSet(StringComparer.Ordinal);
        var answers = types.Where(type => results.Contains(type.Name)).SelectMany(type => type.Constructors).ToList();
        int before;
        do
        {
            before = _constructors.Count;
            foreach (var constructor in answers.Where(constructor => constructor.Parameters.Any(Counts)).ToList())
            {
                _constructors.Add(constructor);
                _bearing.Add(constructor.Result.Name);
            }
        }
        while (_constructors.Count > before);
    }

    /// <summary>What the class of a constructor adds to the types that it is of.</summary>
    public string BaseOf(TlDefinition constructor) => _constructors.Contains(constructor) ? ", " + Interface : "";

    /// <summary>Writes the method of a constructor that brings peers.</summary>
    public void Emit(CodeWriter code, TlDefinition constructor, IReadOnlyList<Field> fields)
    {
        if (!_constructors.Contains(constructor))
            return;
        code.Line();
        code.Open($"void {Interface}.HandPeersTo({Receiver} receiver)");
        foreach (var field in fields.Where(field => Counts(field.Parameter)))
            code.Line($"receiver.Take({field.Property});");
        code.Close();
    }

    /// <summary>Adds the interfaces, if anything is of them.</summary>
    public void EmitInterfaces(IDictionary<string, string> files, Func<CodeWriter> begin)
    {
        if (_constructors.Count == 0)
            return;
        var brings = begin();
        brings.Line();
        brings.Summary("A result that brings users or chats.");
        brings.Open($"internal interface {Interface}");
        brings.Summary("Hands over each field with users or chats, and each with a result that brings them itself.");
        brings.Line($"void HandPeersTo({Receiver} receiver);");
        brings.Close();
        files.Add(Interface + ".cs", brings.ToString());

        var receiver = begin();
        receiver.Line();
        receiver.Summary("Who wants to know the users and chats of results.");
        receiver.Open($"internal interface {Receiver}");
        receiver.Summary("Takes a user, a chat, an array of them, or another result.");
        receiver.Line("void Take(object? brought);");
        receiver.Close();
        files.Add(Receiver + ".cs", receiver.ToString());
    }

    private bool Counts(TlParameter parameter) => _bearing.Contains(ItemOf(parameter.Type));

    private static string ItemOf(TlType type) => type.Item is null ? type.Name : ItemOf(type.Item);
}

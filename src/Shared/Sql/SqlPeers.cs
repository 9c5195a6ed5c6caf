using TelegramHost.Client.Sessions;

namespace TelegramHost.Sessions.Sql;

/// <summary>The statements of peers. What a peer is found by has a table of its own: a name belongs to whoever was met with it last.</summary>
internal static class SqlPeers
{
    /// <summary>The kind of a user name.</summary>
    public const long Username = 0;

    /// <summary>The kind of a phone number.</summary>
    public const long Phone = 1;

    private const int RowsInAStatement = 100;
    private const char Separator = '\n';
    private const string Columns = "p.id, p.hash, p.is_min, p.usernames, p.phone, p.data";

    /// <summary>The peer with an id.</summary>
    public static SqlStatement ById(string session, long id) => new($"SELECT {Columns} FROM telegramhost_peer p WHERE p.session = ? AND p.id = ?", session, id);

    /// <summary>The peer with a name.</summary>
    public static SqlStatement ByName(string session, long kind, string name) => new(
        $"SELECT {Columns} FROM telegramhost_name n JOIN telegramhost_peer p ON p.session = n.session AND p.id = n.peer WHERE n.session = ? AND n.kind = ? AND n.name = ?",
        session, kind, name);

    /// <summary>The first peers by id, of those above <paramref name="after"/>.</summary>
    public static SqlStatement Above(string session, long after, int limit) => new(
        $"SELECT {Columns} FROM telegramhost_peer p WHERE p.session = ? AND p.id > ? ORDER BY p.id LIMIT ?", session, after, (long)limit);

    /// <summary>How many there are.</summary>
    public static SqlStatement Count(string session) => new("SELECT COUNT(*) FROM telegramhost_peer WHERE session = ?", session);

    /// <summary>Forgets all peers of a session.</summary>
    public static List<SqlStatement> Clear(string session) =>
    [
        new("DELETE FROM telegramhost_peer WHERE session = ?", session),
        new("DELETE FROM telegramhost_name WHERE session = ?", session),
    ];

    /// <summary>A row of <see cref="ById"/>, <see cref="ByName"/> or <see cref="Above"/>.</summary>
    public static StoredPeer Read(object?[] row) => new()
    {
        Id = (long)row[0]!,
        AccessHash = (long?)row[1],
        IsMin = (long)row[2]! != 0,
        Usernames = row[3] is string { Length: > 0 } names ? names.Split(Separator) : [],
        Phone = (string?)row[4],
        Data = (byte[])row[5]!,
    };

    /// <summary>Adds peers or replaces what is known of them, as <see cref="StoredPeer.Merge"/> has it.</summary>
    public static List<SqlStatement> Write(string session, IReadOnlyCollection<StoredPeer> peers)
    {
        List<SqlStatement> statements = [];
        foreach (var rows in peers.Chunk(RowsInAStatement))
        {
            statements.Add(Upsert(session, rows));
            // A short form has no names; where it is kept there were none before.
            var full = rows.Where(peer => !peer.IsMin).ToList();
            if (full.Count == 0)
                continue;
            statements.Add(new SqlStatement(
                $"DELETE FROM telegramhost_name WHERE session = ? AND peer IN ({SqlMarks.Places("?", full.Count)})", [session, .. full.Select(peer => (object?)peer.Id)]));
            foreach (var names in NamesOf(full).Chunk(RowsInAStatement))
                statements.Add(Own(session, names));
        }

        return statements;
    }

    private static SqlStatement Upsert(string session, StoredPeer[] peers) => new(
        $"INSERT INTO telegramhost_peer (session, id, hash, is_min, usernames, phone, data) VALUES {SqlMarks.Places("(?, ?, ?, ?, ?, ?, ?)", peers.Length)} "
        + "ON CONFLICT (session, id) DO UPDATE SET hash = COALESCE(excluded.hash, telegramhost_peer.hash), is_min = excluded.is_min, usernames = excluded.usernames, "
        + "phone = excluded.phone, data = excluded.data WHERE NOT (excluded.is_min = 1 AND telegramhost_peer.is_min = 0)",
        [
            .. peers.SelectMany(peer => new object?[]
            {
                session, peer.Id, peer.AccessHash, peer.IsMin ? 1L : 0L, string.Join(Separator, peer.Usernames), peer.Phone, peer.Data.ToArray(),
            }),
        ]);

    private static SqlStatement Own(string session, KeyValuePair<(long Kind, string Name), long>[] names) => new(
        $"INSERT INTO telegramhost_name (session, kind, name, peer) VALUES {SqlMarks.Places("(?, ?, ?, ?)", names.Length)} "
        + "ON CONFLICT (session, kind, name) DO UPDATE SET peer = excluded.peer",
        [.. names.SelectMany(name => new object?[] { session, name.Key.Kind, name.Key.Name, name.Value })]);

    /// <summary>Each name once, with the last peer that has it.</summary>
    private static Dictionary<(long Kind, string Name), long> NamesOf(List<StoredPeer> peers)
    {
        var names = new Dictionary<(long, string), long>();
        foreach (var peer in peers)
        {
            foreach (var username in peer.Usernames)
                names[(Username, username)] = peer.Id;
            if (peer.Phone is { } phone)
                names[(Phone, phone)] = peer.Id;
        }

        return names;
    }
}

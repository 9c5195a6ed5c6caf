using System.Globalization;
using System.Security.Cryptography;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;

namespace TelegramHost.Cli;

/// <summary>What <c>telegramhost session inspect</c> says of a session: everything but keys.</summary>
internal static class SessionReport
{
    /// <summary>Writes it, one fact a line.</summary>
    public static async Task WriteAsync(SessionPlace place, TextWriter output, CancellationToken cancellationToken)
    {
        var login = await place.ReadLoginAsync(cancellationToken).ConfigureAwait(false);
        SessionSnapshot session;
        int version;
        try
        {
            session = SessionSnapshotFormat.Read(login, place.Name);
            version = SessionSnapshotFormat.VersionOf(login);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(login);
        }

        var isEncrypted = await place.IsEncryptedAsync(cancellationToken).ConfigureAwait(false);
        var updates = UpdateState.Of(await place.ReadMarksAsync(cancellationToken).ConfigureAwait(false));
        List<(string Name, string Value)> facts =
        [
            ("Session", place.Name),
            ("Format", $"version {Text(version)}, {(isEncrypted ? "encrypted" : "not encrypted")}"),
            ("Account", session.AccountId is { } account ? $"{(session.IsBot ? "bot" : "user")} {Text(account)}" : "not known"),
            ("Servers", session.TestServers ? "Telegram's test servers" : "production"),
            ("Home data centre", Text(session.HomeDc)),
            ("Layer", session.Layer == 0 ? "not known" : Text(session.Layer)),
            .. session.Dcs.Select(dc => ($"Data centre {Text(dc.Key)}", Describe(dc.Value))),
            ("Updates handled", Describe(updates)),
        ];
        if (await place.CountPeersAsync(cancellationToken).ConfigureAwait(false) is { } peers)
            facts.Add(("Peers", Text(peers)));
        if (await place.CountQuarantineAsync(cancellationToken).ConfigureAwait(false) is { } quarantined)
            facts.Add(("Quarantined updates", Text(quarantined)));
        var width = facts.Max(fact => fact.Name.Length) + 2;
        foreach (var (name, value) in facts)
            await output.WriteLineAsync($"{(name + ":").PadRight(width)}{value}".AsMemory(), cancellationToken).ConfigureAwait(false);
    }

    private static string Describe(DcRecord dc) =>
        $"{(dc.KeyId is { } id ? $"key {id:x16}" : "no key")}, {(dc.IsAuthorized ? "logged in" : "not logged in")}, {Text(dc.Addresses.Length)} addresses, {Text(dc.SaltCount)} salts";

    private static string Describe(UpdateState updates) => updates.Common is not { } handled
        ? "none yet"
        : $"pts {Text(handled.Pts)} (given out {Text(updates.Reserved.GetValueOrDefault(UpdateSpan.Pts, handled.Pts))}), qts {Text(handled.Qts)}, seq {Text(handled.Seq)}, "
            + $"date {DateTimeOffset.FromUnixTimeSeconds(handled.Date).ToString("u", CultureInfo.InvariantCulture)}, {Text(updates.Channels.Count)} channels, {Text(updates.Ahead.Count)} chats ahead";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Diagnostics.CodeAnalysis;

namespace TelegramHost.Sessions.LibSql;

/// <summary>Where a libSQL server is, and the token that it wants.</summary>
/// <param name="Server">The base of its HTTP addresses.</param>
/// <param name="Token">The token, or null; a secret.</param>
internal sealed record LibSqlAddress(Uri Server, string? Token)
{
    private const string TokenParameter = "authToken=";

    /// <summary>Reads <c>libsql://host?authToken=…</c>, <c>https://…</c> or, without encryption, <c>http://…</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LibSqlAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var given) || given.Scheme is not ("libsql" or "https" or "http") || given.Host.Length == 0)
            return false;
        var token = given.Query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith(TokenParameter, StringComparison.Ordinal));
        var server = new UriBuilder(given.Scheme == "http" ? "http" : "https", given.Host, given.IsDefaultPort || given.Port < 0 ? -1 : given.Port, given.AbsolutePath.TrimEnd('/') + "/");
        address = new LibSqlAddress(server.Uri, token is null ? null : Uri.UnescapeDataString(token[TokenParameter.Length..]));
        return true;
    }

    /// <summary>The token stays out of logs.</summary>
    public override string ToString() => Server.ToString();
}

using System.Collections.Frozen;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Rpc;

/// <summary>Which calls may be sent twice when nobody knows whether the first one arrived.</summary>
/// <remarks>What is not known to be harmless is not repeated: a caller that hears "unknown outcome" can still look.</remarks>
internal static class RequestKinds
{
    /// <summary>Verbs behind which nothing changes, or the same change twice is the same as once.</summary>
    private static readonly FrozenSet<string> _harmlessVerbs = new[]
    {
        "get", "search", "resolve", "check", "set", "read", "edit", "delete", "update", "save", "hide", "report", "received",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Calls whose <c>random_id</c> lets the server know the second one.</summary>
    private static readonly FrozenSet<string> _withRandomId = new[]
    {
        "messages.sendMessage", "messages.sendMedia", "messages.sendMultiMedia", "messages.forwardMessages", "messages.sendInlineBotResult",
        "messages.sendScreenshotNotification", "messages.startBot", "messages.sendEncrypted", "messages.sendEncryptedFile",
        "messages.sendEncryptedService", "messages.sendQuickReplyMessages",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Harmless though their verb does not say so.</summary>
    private static readonly FrozenSet<string> _harmless = new[]
    {
        "auth.importBotAuthorization", "auth.exportAuthorization", "auth.importAuthorization", "auth.bindTempAuthKey", "auth.logOut",
        "account.updateStatus", "upload.saveFilePart", "upload.saveBigFilePart", "upload.reuploadCdnFile", "help.saveAppLog",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> _fileParts = new[]
    {
        "upload.getFile", "upload.getCdnFile", "upload.getWebFile", "upload.saveFilePart", "upload.saveBigFilePart",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Areas in which a verb says nothing: codes are used up, money moves, passwords are proved once.</summary>
    private static readonly FrozenSet<string> _delicateAreas = new[] { "auth", "payments", "account", "phone" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>How <paramref name="method"/> is packed and whether it may be sent twice.</summary>
    /// <param name="method">The function's name in the schema.</param>
    public static RequestKind Of(string method)
    {
        if (_fileParts.Contains(method))
            return RequestKind.FilePart;
        if (_withRandomId.Contains(method) || _harmless.Contains(method))
            return RequestKind.Repeatable;
        var dot = method.IndexOf('.', StringComparison.Ordinal);
        var verb = VerbOf(method.AsSpan(dot + 1));
        var isDelicate = dot > 0 && _delicateAreas.GetAlternateLookup<ReadOnlySpan<char>>().Contains(method.AsSpan(0, dot));
        var isHarmless = isDelicate
            ? verb is "get"
            : _harmlessVerbs.GetAlternateLookup<ReadOnlySpan<char>>().Contains(verb);
        return isHarmless ? RequestKind.Repeatable : RequestKind.Once;
    }

    /// <summary>The lower-case letters with which a name begins: <c>get</c> of <c>getUsers</c>.</summary>
    private static ReadOnlySpan<char> VerbOf(ReadOnlySpan<char> name)
    {
        var end = 0;
        while (end < name.Length && char.IsAsciiLetterLower(name[end]))
            end++;
        return name[..end];
    }
}

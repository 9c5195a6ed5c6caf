namespace TelegramHost.TlGen.Emit;

/// <summary>How code is written.</summary>
/// <param name="Namespace">The namespace of all classes.</param>
/// <param name="IsInternal">Whether the classes are internal.</param>
/// <param name="IsMtProto">Whether the schema is MTProto's own, which Telegram documents on one page.</param>
internal sealed record EmitSettings(string Namespace, bool IsInternal, bool IsMtProto)
{
    /// <summary>The access modifier of the classes.</summary>
    public string Access => IsInternal ? "internal" : "public";

    /// <summary>Telegram's page about a constructor, method or type.</summary>
    public string Link(string kind, string name) =>
        IsMtProto ? "https://core.telegram.org/schema/mtproto" : $"https://core.telegram.org/{kind}/{name}";
}

using System.Text.Json.Serialization;

namespace TelegramHost.Playground;

/// <summary>JSON of the page, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PageSession))]
[JsonSerializable(typeof(IReadOnlyList<PageChat>))]
[JsonSerializable(typeof(IReadOnlyList<PageMessage>))]
[JsonSerializable(typeof(IReadOnlyList<PageWire>))]
[JsonSerializable(typeof(PageMessage))]
[JsonSerializable(typeof(PageChange))]
[JsonSerializable(typeof(PageWire))]
[JsonSerializable(typeof(PageDraft))]
[JsonSerializable(typeof(PagePress))]
[JsonSerializable(typeof(PageAnswer))]
[JsonSerializable(typeof(PageError))]
internal sealed partial class PlaygroundJson : JsonSerializerContext;

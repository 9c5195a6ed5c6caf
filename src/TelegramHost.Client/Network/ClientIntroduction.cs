using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Network;

/// <summary>The wrappers in which a connection's first calls tell the server who calls and in which layer.</summary>
/// <remarks>
/// They stand before the call's own bytes and are the same for every call, so they are written once.
/// Source: https://core.telegram.org/api/invoking#saving-client-info
/// </remarks>
internal sealed class ClientIntroduction
{
    /// <summary>The layer of <c>schema/api.tl</c>.</summary>
    public const int Layer = 228;

    private readonly byte[] _introduction;
    private readonly byte[] _withoutUpdates = [];

    /// <summary>The introduction of the client that <paramref name="options"/> describe.</summary>
    /// <param name="options">The application and the device.</param>
    /// <param name="utcOffset">The local time zone's distance from UTC.</param>
    public ClientIntroduction(TelegramClientOptions options, TimeSpan utcOffset)
        : this(options.ApiId, options.Device, new JsonObject
        {
            Value = [new JsonObjectValue { Key = "tz_offset", Value = new JsonNumber { Value = utcOffset.TotalSeconds } }],
        })
    {
        _withoutUpdates = Bytes(new InvokeWithoutUpdatesRequest<bool> { Query = new NoQuery() });
    }

    private ClientIntroduction(int apiId, DeviceOptions device, JsonObject? more) =>
        _introduction = Bytes(new InvokeWithLayerRequest<bool>
        {
            Layer = Layer,
            Query = new InitConnectionRequest<bool>
            {
                ApiId = apiId,
                DeviceModel = device.Model,
                SystemVersion = device.SystemVersion,
                AppVersion = device.AppVersion,
                SystemLangCode = device.SystemLanguage,
                // Only Telegram's own applications have language packs.
                LangPack = "",
                LangCode = device.Language,
                Params = more,
                Query = new NoQuery(),
            },
        });

    /// <summary>An introduction that says nothing of who calls, for servers that are no part of Telegram.</summary>
    /// <remarks>
    /// "Clients must not send private user info that is passed in initConnection to the CDNs", which do not know <c>invokeWithoutUpdates</c> either.
    /// Source: https://core.telegram.org/cdn#how-cdn-dcs-are-different-from-the-master-dcs
    /// </remarks>
    public static ClientIntroduction Anonymous(int apiId) => new(
        apiId, new DeviceOptions { Model = "n/a", SystemVersion = "n/a", AppVersion = "n/a", SystemLanguage = "en", Language = "en" }, more: null);

    /// <summary>The bytes that go out for a call.</summary>
    /// <param name="call">The boxed function.</param>
    /// <param name="introduce">Whether the connection does not know this client yet.</param>
    /// <param name="receivesUpdates">Whether updates may be pushed to the connection.</param>
    public ReadOnlyMemory<byte> Wrap(ReadOnlyMemory<byte> call, bool introduce, bool receivesUpdates)
    {
        ReadOnlySpan<byte> outer = introduce ? _introduction : [];
        ReadOnlySpan<byte> inner = receivesUpdates ? [] : _withoutUpdates;
        if (outer.Length + inner.Length == 0)
            return call;
        var bytes = new byte[outer.Length + inner.Length + call.Length];
        outer.CopyTo(bytes);
        inner.CopyTo(bytes.AsSpan(outer.Length));
        call.Span.CopyTo(bytes.AsSpan(outer.Length + inner.Length));
        return bytes;
    }

    private static byte[] Bytes(ITlObject value)
    {
        using var buffer = new TlBuffer();
        buffer.Append(value);
        return buffer.Written.ToArray();
    }

    /// <summary>Stands where the call's own bytes will follow, and writes nothing.</summary>
    private sealed class NoQuery : ITlRequest<bool>
    {
        public uint ConstructorId => 0;

        public string MethodName => "";

        public void Write(ref TlWriter writer)
        {
        }

        public bool ReadResult(ref TlReader reader) => throw new NotSupportedException("A placeholder is never sent.");
    }
}

using System.Text.Json;
using Microsoft.Extensions.Logging;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Fallback;

namespace TelegramHost.Client.Network.Fallback;

/// <summary>Learns other addresses of a data centre that can't be reached, from what Telegram publishes in the DNS.</summary>
/// <param name="options">The settings, which MUST have been checked.</param>
/// <param name="directory">Keeps what is learnt.</param>
/// <param name="createHandler">Makes connections to resolvers.</param>
/// <param name="serverTime">The time as Telegram's servers count it, as far as it is known.</param>
/// <param name="time">For time limits.</param>
/// <param name="logger">Hears of every question.</param>
internal sealed class FallbackSource(
    TelegramClientOptions options, DcDirectory directory, Func<HttpMessageHandler> createHandler, Func<DateTimeOffset> serverTime, TimeProvider time,
    ILogger logger)
{
    private const string ProductionDomain = "apv3.stel.com";
    private const string TestDomain = "tapv3.stel.com";

    private static readonly string[] _resolvers = ["https://dns.google/resolve", "https://cloudflare-dns.com/dns-query"];

    private readonly RsaPublicKey _key = options.Connection.Fallback.PublicKey is { Length: > 0 } given
        ? RsaPublicKey.FromPem(PublicKeySource.ReadPem(given))
        : FallbackConfigReader.TelegramKey();

    private int _questions;

    /// <summary>Whether <paramref name="failures"/> tries in a row are enough to ask, for the first time or once more.</summary>
    public bool IsDue(int failures) => failures > 0 && failures % options.Connection.Fallback.AfterFailures == 0;

    /// <summary>Asks the resolvers in turn until one knows addresses of data centre <paramref name="dc"/>; nothing changes if none does.</summary>
    public async Task LearnAsync(int dc, CancellationToken cancellationToken)
    {
        var fallback = options.Connection.Fallback;
        var resolvers = fallback.Resolvers is { Length: > 0 } given ? given : _resolvers;
        // Each time another one is asked first: one that lies or is out of date does not stand in the way of the others.
        var first = Interlocked.Increment(ref _questions) - 1;
        using var handler = createHandler();
        for (var i = 0; i < resolvers.Length; i++)
        {
            var resolver = new Uri(resolvers[(int)((uint)(first + i) % (uint)resolvers.Length)]);
            if (await AskAsync(handler, resolver, dc, cancellationToken).ConfigureAwait(false) is not { Count: > 0 } addresses)
                continue;
            NetworkLog.FallbackLearnt(logger, dc, addresses.Count, resolver.Host);
            await KeepAsync(dc, addresses, cancellationToken).ConfigureAwait(false);
            return;
        }
    }

    private async Task<List<DcAddress>?> AskAsync(HttpMessageHandler handler, Uri resolver, int dc, CancellationToken cancellationToken)
    {
        NetworkLog.FallbackAsked(logger, dc, resolver.Host);
        using var timeout = new CancellationTokenSource(options.Connection.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var domain = options.Connection.Fallback.Domain ?? (options.Connection.TestServers ? TestDomain : ProductionDomain);
            var parts = await DnsOverHttps.AskAsync(handler, resolver, domain, either.Token).ConfigureAwait(false);
            if (FallbackConfigReader.TryRead(parts, _key, serverTime(), out var config, out var fault))
                return AddressesOf(config, dc);
            NetworkLog.FallbackUseless(logger, resolver.Host, Describe(fault));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            NetworkLog.FallbackUseless(
                logger, resolver.Host, exception is OperationCanceledException ? "it did not answer in time (Telegram:Connection:ConnectTimeout)" : exception.Message);
        }

        return null;
    }

    private async Task KeepAsync(int dc, List<DcAddress> addresses, CancellationToken cancellationToken)
    {
        try
        {
            await directory.LearnFallbackAsync(dc, addresses, cancellationToken).ConfigureAwait(false);
        }
        catch (SessionStoreException exception)
        {
            // They are known none the less, and can be asked for again after the next start.
            NetworkLog.FallbackNotStored(logger, exception, dc);
        }
    }

    private List<DcAddress> AddressesOf(FallbackConfig config, int dc) =>
    [
        .. config.Rules
            .Where(rule => rule.DcId == dc && rule.IsFor(options.PhoneNumber))
            .SelectMany(rule => rule.Addresses)
            .Select(address => new DcAddress(address.Host, address.Port, ObfuscatedOnly: true, ThisPortOnly: true, Secret: address.Secret, IsFallback: true)),
    ];

    private static string Describe(FallbackFault fault) => fault switch
    {
        FallbackFault.NotEncoded => "its records hold no configuration",
        FallbackFault.NotSigned => "what it says is not signed by the key of Telegram (or of Telegram:Connection:Fallback:PublicKey)",
        FallbackFault.Malformed => "the configuration is signed, but can't be read",
        FallbackFault.Expired => "the configuration has expired, or this machine's clock is ahead",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No such fault."),
    };
}

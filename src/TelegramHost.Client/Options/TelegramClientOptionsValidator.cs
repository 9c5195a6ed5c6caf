using Microsoft.Extensions.Options;
using TelegramHost.Client.Network;
using TelegramHost.Client.Network.Proxies;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Sessions.Encryption;
using TelegramHost.MtProto;

namespace TelegramHost.Client;

/// <summary>Checks options before anything is done with them; every message names the setting's full path and what to do.</summary>
internal sealed class TelegramClientOptionsValidator : IValidateOptions<TelegramClientOptions>
{
    private const int MostConnections = 16;
    private const int MostParts = 64;

    private static readonly TimeSpan _longestPing = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _shortestKeyLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _longestKeyLife = TimeSpan.FromDays(30);
    private static readonly TimeSpan _longestAlbumWindow = TimeSpan.FromSeconds(10);

    private readonly string _section;

    /// <summary>A validator of options that were bound from <paramref name="section"/>.</summary>
    public TelegramClientOptionsValidator(string section = TelegramClientOptions.SectionName) => _section = section;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TelegramClientOptions options)
    {
        var faults = FindFaults(options, _section);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>Throws if anything is wrong with <paramref name="options"/>.</summary>
    /// <exception cref="OptionsValidationException">At least one setting is missing or wrong.</exception>
    public static void ThrowIfInvalid(TelegramClientOptions options)
    {
        var faults = FindFaults(options, TelegramClientOptions.SectionName);
        if (faults.Count > 0)
            throw new OptionsValidationException(Options.DefaultName, typeof(TelegramClientOptions), faults);
    }

    /// <summary>All that is wrong with <paramref name="options"/>, one sentence each.</summary>
    public static IReadOnlyList<string> FindFaults(TelegramClientOptions options, string section)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [];
        if (options.ApiId <= 0)
            faults.Add($"{section}:ApiId is {options.ApiId}, expected the positive number of your application: get it at https://my.telegram.org and set it.");
        if (string.IsNullOrWhiteSpace(options.ApiHash))
            faults.Add($"{section}:ApiHash is missing: get it at https://my.telegram.org and set it, best as a user secret or an environment variable.");
        else if (options.ApiHash.Length != 32 || !options.ApiHash.All(char.IsAsciiHexDigit))
            faults.Add($"{section}:ApiHash is no hash of an application (32 hexadecimal digits): copy it from https://my.telegram.org once more.");
        CheckAccount(options, section, faults);
        CheckConnection(options.Connection, section + ":Connection", faults);
        ProxySettings.Read(options.Proxy, section + ":Proxy", faults);
        CheckResilience(options.Resilience, section + ":Resilience", faults);
        CheckSession(options.Session, section + ":Session", faults);
        if (!Enum.IsDefined(options.Login.WhenLost))
            faults.Add($"{section}:Login:WhenLost is {options.Login.WhenLost}, expected one of {string.Join(", ", Enum.GetNames<LoginLossPolicy>())}.");
        if (options.Updates.QueueCapacity < 1)
            faults.Add($"{section}:Updates:QueueCapacity is {options.Updates.QueueCapacity}, expected at least 1.");
        RequirePositive(options.Updates.SilenceBeforeDifference, section + ":Updates:SilenceBeforeDifference", faults);
        if (!Enum.IsDefined(options.Updates.CatchUp))
            faults.Add($"{section}:Updates:CatchUp is {options.Updates.CatchUp}, expected one of {string.Join(", ", Enum.GetNames<CatchUpMode>())}.");
        RequireOne(options.Updates.CatchUpLimit, section + ":Updates:CatchUpLimit", faults);
        if (options.Updates.AlbumWindow < TimeSpan.Zero || options.Updates.AlbumWindow > _longestAlbumWindow)
            faults.Add($"{section}:Updates:AlbumWindow is {options.Updates.AlbumWindow}, expected zero (parts of albums come one by one) to {_longestAlbumWindow}.");
        return faults;
    }

    private static void CheckAccount(TelegramClientOptions options, string section, List<string> faults)
    {
        var hasToken = !string.IsNullOrWhiteSpace(options.BotToken);
        if (hasToken && !BotToken.TryParse(options.BotToken, out _))
        {
            // The value itself is a secret and stays out of the message.
            faults.Add($"{section}:BotToken does not look like a bot's token (digits, a colon, then letters, digits, '_' or '-'): copy it from @BotFather once more.");
        }

        if (!string.IsNullOrWhiteSpace(options.PhoneNumber) && !PhoneNumber.TryParse(options.PhoneNumber, out _))
            faults.Add($"{section}:PhoneNumber is no phone number in international form: write it as +123456789012, or leave it out.");
        if (hasToken && !string.IsNullOrWhiteSpace(options.PhoneNumber))
            faults.Add($"{section}:BotToken and {section}:PhoneNumber are both set: a client is a bot or a user, remove one of them.");
    }

    private static void CheckConnection(ConnectionOptions connection, string section, List<string> faults)
    {
        if (!string.IsNullOrWhiteSpace(connection.Endpoint) && !EndpointText.TryParse(connection.Endpoint, out _))
            faults.Add($"{section}:Endpoint is \"{connection.Endpoint}\", expected host:port, for example 127.0.0.1:4430 or [::1]:4430.");
        if (connection.DataCenter is < 1 or > 999)
            faults.Add($"{section}:DataCenter is {connection.DataCenter}, expected the number of a data centre, 1 to 5 at Telegram.");
        else if (string.IsNullOrWhiteSpace(connection.Endpoint) && !DcDirectory.IsBuiltIn(connection.DataCenter, connection.TestServers))
            faults.Add($"{section}:DataCenter is {connection.DataCenter}, of which no address is built in: use 1 to {(connection.TestServers ? 3 : 5)}, or set {section}:Endpoint.");
        if (!Enum.IsDefined(connection.Transport))
            faults.Add($"{section}:Transport is {connection.Transport}, expected one of {string.Join(", ", Enum.GetNames<TransportKind>())}.");
        else if (connection is { Transport: TransportKind.Full, Obfuscated: true })
            faults.Add($"{section}:Transport is Full, which cannot be obfuscated, but {section}:Obfuscated is true: set {section}:Obfuscated to false, or {section}:Transport to Abridged, Intermediate or PaddedIntermediate.");
        for (var i = 0; i < connection.Transports.Length; i++)
        {
            if (!Enum.IsDefined(connection.Transports[i]))
                faults.Add($"{section}:Transports:{i} is {connection.Transports[i]}, expected one of {string.Join(", ", Enum.GetNames<TransportKind>())}.");
            else if (connection.Transports[i] == TransportKind.Full && connection.Obfuscated)
                faults.Add($"{section}:Transports:{i} is Full, which cannot be obfuscated, but {section}:Obfuscated is true: set {section}:Obfuscated to false, or leave Full out.");
        }

        if (connection.ProbeDelay != Timeout.InfiniteTimeSpan)
            RequirePositive(connection.ProbeDelay, section + ":ProbeDelay", faults);
        PublicKeySource.FindFaults(connection.PublicKeys, section + ":PublicKeys", faults);
        RequirePositive(connection.ConnectTimeout, section + ":ConnectTimeout", faults);
        RequirePositive(connection.HandshakeTimeout, section + ":HandshakeTimeout", faults);
        RequirePause(connection.ReconnectDelay, section + ":ReconnectDelay", faults);
        RequirePause(connection.MaxReconnectDelay, section + ":MaxReconnectDelay", faults);
        if (connection.StartTimeout != Timeout.InfiniteTimeSpan)
            RequirePositive(connection.StartTimeout, section + ":StartTimeout", faults);
        if (connection.IdleConnectionTimeout != Timeout.InfiniteTimeSpan)
            RequirePositive(connection.IdleConnectionTimeout, section + ":IdleConnectionTimeout", faults);
        if (connection.MaxConnectionsPerDataCenter is < 1 or > MostConnections)
            faults.Add($"{section}:MaxConnectionsPerDataCenter is {connection.MaxConnectionsPerDataCenter}, expected 1 to {MostConnections}: Telegram refuses clients that open more.");
        CheckFallback(connection.Fallback, section + ":Fallback", faults);
        if (connection.MaxReconnectDelay < connection.ReconnectDelay)
            faults.Add($"{section}:MaxReconnectDelay is {connection.MaxReconnectDelay} and less than {section}:ReconnectDelay, {connection.ReconnectDelay}.");
        if (connection.TemporaryKeyLifetime < _shortestKeyLife || connection.TemporaryKeyLifetime > _longestKeyLife)
            faults.Add($"{section}:TemporaryKeyLifetime is {connection.TemporaryKeyLifetime}, expected {_shortestKeyLife} to {_longestKeyLife}: leave it out for one day.");
        if (connection.PingInterval <= TimeSpan.Zero || connection.PingInterval > _longestPing)
            faults.Add($"{section}:PingInterval is {connection.PingInterval}, expected more than zero and at most {_longestPing}: the server closes quieter connections.");
    }

    private static void CheckFallback(FallbackOptions fallback, string section, List<string> faults)
    {
        RequireOne(fallback.AfterFailures, section + ":AfterFailures", faults);
        for (var i = 0; i < fallback.Resolvers.Length; i++)
        {
            if (!Uri.TryCreate(fallback.Resolvers[i], UriKind.Absolute, out var resolver)
                || !(resolver.Scheme == Uri.UriSchemeHttps || (resolver.Scheme == Uri.UriSchemeHttp && resolver.IsLoopback)))
            {
                faults.Add($"{section}:Resolvers:{i} is \"{fallback.Resolvers[i]}\", expected an https URL (http on this machine alone), for example https://dns.google/resolve.");
            }
        }

        if (fallback.Domain is { } domain && Uri.CheckHostName(domain) != UriHostNameType.Dns)
            faults.Add($"{section}:Domain is \"{domain}\", expected the name of a domain; leave it out for Telegram's.");
        if (!string.IsNullOrEmpty(fallback.PublicKey))
            PublicKeySource.FindFaults(fallback.PublicKey, section + ":PublicKey", faults);
    }

    private static void CheckResilience(ResilienceOptions resilience, string section, List<string> faults)
    {
        RequirePositive(resilience.AttemptTimeout, section + ":AttemptTimeout", faults);
        CheckTransfer(resilience.Upload, section + ":Upload", faults);
        CheckTransfer(resilience.Download, section + ":Download", faults);
        if (!Enum.IsDefined(resilience.Preset))
            faults.Add($"{section}:Preset is {resilience.Preset}, expected one of {string.Join(", ", Enum.GetNames<ResiliencePreset>())}.");
        RequirePause(resilience.RetryDelay, section + ":RetryDelay", faults);
        RequireOne(resilience.CircuitBreaker.ConsecutiveFailures, section + ":CircuitBreaker:ConsecutiveFailures", faults);
        RequirePositive(resilience.CircuitBreaker.BreakDuration, section + ":CircuitBreaker:BreakDuration", faults);
        RequirePositive(resilience.TotalTimeout, section + ":TotalTimeout", faults);
        RequireOne(resilience.SendLimits.PerSecond, section + ":SendLimits:PerSecond", faults);
        RequireOne(resilience.SendLimits.PerChatAndSecond, section + ":SendLimits:PerChatAndSecond", faults);
        RequireOne(resilience.SendLimits.PerGroupAndMinute, section + ":SendLimits:PerGroupAndMinute", faults);
        if (resilience.TotalTimeout < resilience.AttemptTimeout)
            faults.Add($"{section}:TotalTimeout is {resilience.TotalTimeout} and less than {section}:AttemptTimeout, {resilience.AttemptTimeout}.");
        RequireZero(resilience.MaxFloodWait, section + ":MaxFloodWait", faults);
        RequireZero(resilience.MaxFloodWaits, section + ":MaxFloodWaits", faults);
        RequireZero(resilience.MaxRetries, section + ":MaxRetries", faults);
    }

    private static void CheckTransfer(TransferOptions transfer, string section, List<string> faults)
    {
        RequireZero(transfer.MaxFloodWait, section + ":MaxFloodWait", faults);
        RequireZero(transfer.MaxRetries, section + ":MaxRetries", faults);
        RequirePause(transfer.RetryDelay, section + ":RetryDelay", faults);
        RequirePositive(transfer.PartTimeout, section + ":PartTimeout", faults);
        if (transfer.PartsInFlight is < 1 or > MostParts)
            faults.Add($"{section}:PartsInFlight is {transfer.PartsInFlight}, expected 1 to {MostParts}: each takes 512 KiB of memory.");
    }

    private static void CheckSession(SessionOptions session, string section, List<string> faults)
    {
        if (SessionStoreNames.FindFault(session, section) is { } fault)
            faults.Add(fault);
        else if (SessionStoreNames.Is(session.Store, SessionStoreKind.File) && string.IsNullOrWhiteSpace(session.Path))
            faults.Add($"{section}:Path is missing: name the file that keeps the login, or set {section}:Store to {SessionStoreKind.Memory}.");
        else if (SessionStoreNames.Is(session.Store, SessionStoreKind.String) && !string.IsNullOrWhiteSpace(session.String))
            CheckString(session.String, section, faults);
        EncryptionKeys.Read(session.Encryption, section + ":Encryption", faults);
        if (session.Key is { } key && !SessionKey.IsValid(key))
            faults.Add($"{section}:Key has {key.Length} characters, expected 1 to {SessionKey.MaxLength} without control characters; leave it out for the client's name.");
        if (!Enum.IsDefined(session.WhenLocked))
            faults.Add($"{section}:WhenLocked is {session.WhenLocked}, expected one of {string.Join(", ", Enum.GetNames<WhenLocked>())}.");
    }

    private static void RequireZero<T>(T value, string path, List<string> faults)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(default) < 0)
            faults.Add($"{path} is {value}, expected zero or more.");
    }

    private static void RequirePause(TimeSpan value, string path, List<string> faults)
    {
        // The longest pause that Polly takes.
        if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
            faults.Add($"{path} is {value}, expected more than zero and at most 1 day.");
    }

    private static void CheckString(string text, string section, List<string> faults)
    {
        try
        {
            StringSession.Parse(text);
        }
        catch (FormatException exception)
        {
            // It says what is wrong, and never shows the text.
            faults.Add($"{section}:String can't be used. {exception.Message}");
        }
    }

    private static void RequireOne(int value, string path, List<string> faults)
    {
        if (value < 1)
            faults.Add($"{path} is {value}, expected at least 1.");
    }

    private static void RequirePositive(TimeSpan value, string path, List<string> faults)
    {
        // What a timer can wait for at most.
        if (value <= TimeSpan.Zero || value.TotalMilliseconds > int.MaxValue)
            faults.Add($"{path} is {value}, expected more than zero and at most {TimeSpan.FromMilliseconds(int.MaxValue).TotalDays:0} days.");
    }
}

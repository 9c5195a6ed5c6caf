using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Network;
using TelegramHost.Emulator.Inspection;
using TelegramHost.Emulator.Layers;
using TelegramHost.Emulator.Rpc;
using TelegramHost.Emulator.Server;
using TelegramHost.Emulator.Server.Front;

namespace TelegramHost.Emulator;

/// <summary>A Telegram of one's own: an MTProto server on 127.0.0.1, with a world of users, bots and chats behind it.</summary>
/// <remarks>
/// Clients need its address (<see cref="EndPoint"/>) and its public key (<see cref="PublicKeyPem"/>) in place of Telegram's.
/// Nothing leaves the machine, and nothing is kept when it ends.
/// </remarks>
public sealed class TelegramEmulator : IAsyncDisposable
{
    private readonly DataCenter[] _dataCenters;
    private readonly OffenceBook _offences;
    private readonly ServerRsaKey _rsaKey;
    private readonly ServerCore[] _cores;

    private TelegramEmulator(EmulatorOptions options, ILoggerFactory loggerFactory)
    {
        var logger = loggerFactory.CreateLogger("TelegramHost.Emulator.Server");
        var layers = LayerCatalog.Load(options.LayerSchemasFolder);
        var entropy = new EmulatorEntropy(options.Seed);
        _rsaKey = options.PrivateKeyPem is { } pem ? ServerRsaKey.FromPem(pem) : ServerRsaKey.Create();
        _offences = new OffenceBook(options.Strict, logger);
        DataCenter = options.DataCenter;
        var numbers = NumbersOf(options);
        Wire = new WireJournal(options.JournalCapacity);
        World = new World(options.TimeProvider, options.Seed, numbers);
        var cdnKey = options.CdnDataCenter is null ? null : ServerRsaKey.Create();
        World.Cdn.FilesFrom = options.CdnDataCenter is null ? null : options.CdnFilesFrom;

        var gate = new LayerGate(layers, logger);
        var router = new RpcRouter(
            World,
            new RpcRouterOptions
            {
                LoginCode = options.LoginCode,
                SignUpRequired = options.SignUpRequired,
                DataCenters = Addresses,
                AccountsHaveHomes = numbers.Count > 1,
                CdnDataCenter = options.CdnDataCenter,
                CdnPublicKey = cdnKey?.PublicPem ?? "",
                NameOf = layers.NameOf,
            },
            loggerFactory);
        Logins = router.Logins;
        _dataCenters = [.. numbers.Select(number => new DataCenter(number, isAlone: numbers.Count == 1))];
        if (options.CdnDataCenter is { } cdn)
            _dataCenters = [.. _dataCenters, new DataCenter(cdn, isAlone: false)];
        World.Outlet = new UpdateOutlet(_dataCenters, gate, Wire, Faults, options.TimeProvider, logger);
        Faults.Attach(_dataCenters, World.Differences, options.TimeProvider);
        var front = FrontSecret.Parse(options.ProxySecret) is { } secret
            ? new ProxyFront(secret, CoreFor, entropy)
            : null;
        _cores = Array.ConvertAll(_dataCenters, CoreOf);

        // All are bound before the first lets clients in, who may ask for the addresses of all.
        foreach (var center in _dataCenters)
            center.Bind(center.Number == DataCenter ? options.Port : 0);
        foreach (var (center, core) in _dataCenters.Zip(_cores))
            center.Start(core, logger);

        // The one of that number before one that plays all.
        ServerCore? CoreFor(int named) =>
            Array.Find(_cores!, core => core.DataCenter == Math.Abs(named % 10000)) ?? Array.Find(_cores!, core => core.Serves(named));

        ServerCore CoreOf(DataCenter center)
        {
            var requests = new RequestDesk(options, gate, router, new TempKeyBinding(center.Keys), Wire, _offences, Faults, logger);
            return new ServerCore(options, center, requests, center.Number == options.CdnDataCenter ? cdnKey! : _rsaKey, _offences, front, entropy, logger);
        }
    }

    /// <summary>Where clients connect: 127.0.0.1 and the port.</summary>
    public IPEndPoint EndPoint => _dataCenters[0].EndPoint;

    /// <summary>The number of the data center that it plays.</summary>
    public int DataCenter { get; }

    /// <summary>The public RSA key in PKCS#1 PEM form (<c>BEGIN RSA PUBLIC KEY</c>), as clients want it for <c>PublicKeys</c>.</summary>
    public string PublicKeyPem => _rsaKey.PublicPem;

    /// <summary>The same key in SPKI PEM form (<c>BEGIN PUBLIC KEY</c>), which some crypto libraries want instead.</summary>
    public string PublicKeySpkiPem => _rsaKey.SubjectPublicKeyPem;

    /// <summary>Users, bots, chats and messages.</summary>
    public World World { get; }

    /// <summary>Who is logged in, and what people do about it on their other devices.</summary>
    public Logins Logins { get; }

    /// <summary>What went over the wire lately.</summary>
    public WireJournal Wire { get; }

    /// <summary>What clients did against the protocol, oldest first; <see cref="EmulatorOptions.Strict"/> also logs each as a warning.</summary>
    public IReadOnlyList<ProtocolOffence> Offences => _offences.All;

    /// <summary>Misfortunes on demand.</summary>
    internal Faults Faults { get; } = new();

    /// <summary>Connects clients in this process without a socket.</summary>
    internal IConnector Connector => new InMemoryConnector(_dataCenters);

    /// <summary>Starts an emulator; when this returns, clients can connect.</summary>
    /// <param name="options">How it is set up.</param>
    /// <param name="loggerFactory">Where it logs to; null logs nothing.</param>
    /// <exception cref="IOException">The port is in use or may not be taken.</exception>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    public static TelegramEmulator Start(EmulatorOptions options, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TelegramEmulator(options, loggerFactory ?? NullLoggerFactory.Instance);
    }

    /// <summary>Where one of several data centers listens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such data center (<see cref="EmulatorOptions.FurtherDataCenters"/>).</exception>
    public IPEndPoint EndPointOf(int dataCenter) => Find(dataCenter).EndPoint;

    /// <summary>Closes all connections and ports.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var center in _dataCenters)
            await center.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>One of the data centers, with what is its own.</summary>
    internal DataCenter Find(int number) =>
        _dataCenters.FirstOrDefault(center => center.Number == number)
        ?? throw new ArgumentOutOfRangeException(
            nameof(number), number, "There is no such data center; EmulatorOptions.DataCenter and EmulatorOptions.FurtherDataCenters say which there are.");

    private static List<int> NumbersOf(EmulatorOptions options)
    {
        var numbers = options.FurtherDataCenters.Prepend(options.DataCenter).ToList();
        var all = options.CdnDataCenter is { } cdn ? numbers.Append(cdn).ToList() : numbers;
        if (options.CdnDataCenter <= EmulatorServer.UsualDataCenters)
            throw new ArgumentException($"EmulatorOptions.CdnDataCenter is {options.CdnDataCenter}; it must be more than {EmulatorServer.UsualDataCenters}, which are the master data centers.", nameof(options));
        if (all.Any(number => number is < 1 or > EmulatorServer.HighestDataCenter) || all.Distinct().Count() < all.Count)
        {
            throw new ArgumentException(
                $"EmulatorOptions.DataCenter, EmulatorOptions.FurtherDataCenters and EmulatorOptions.CdnDataCenter must be different numbers from 1 to {EmulatorServer.HighestDataCenter}; they are {string.Join(", ", all)}.",
                nameof(options));
        }

        return numbers;
    }

    // One that is alone plays all, so that whichever a client asks for answers.
    private static IEnumerable<DcAddress> AddressesOf(DataCenter center) => center.IsAlone
        ? Enumerable.Range(1, Math.Max(EmulatorServer.UsualDataCenters, center.Number)).Select(number => new DcAddress(number, center.EndPoint))
        : [new DcAddress(center.Number, center.EndPoint)];

    private DcAddress[] Addresses() => [.. _dataCenters.SelectMany(AddressesOf)];
}

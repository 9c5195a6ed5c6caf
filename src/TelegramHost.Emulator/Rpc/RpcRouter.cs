using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary>Takes a function off the wire to the service that models it, and its answer back.</summary>
internal sealed class RpcRouter
{
    private readonly World _world;
    private readonly RpcRouterOptions _options;
    private readonly ILogger _logger;
    private readonly RpcTable _table = new();

    /// <summary>A router over <paramref name="world"/>.</summary>
    public RpcRouter(World world, RpcRouterOptions options, ILoggerFactory? loggerFactory = null)
    {
        _world = world;
        _options = options;
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("TelegramHost.Emulator.Rpc");
        new HelpService(world, options).Register(_table);
        var book = new LoginBook(world);
        var tickets = new LoginTickets(world);
        Logins = new Logins(world, book, tickets);
        new AuthService(world, options, book).Register(_table);
        new QrLoginService(options, book, tickets).Register(_table);
        new ActiveSessionsService(book).Register(_table);
        new AccountService(world).Register(_table);
        new UsersService(world).Register(_table);
        new ContactsService(world).Register(_table);
        new SendingService(world).Register(_table);
        new MessagesService(world).Register(_table);
        new DialogsService(world).Register(_table);
        new CallbackService(world).Register(_table);
        new ChatsService(world).Register(_table);
        new ChannelsService(world).Register(_table);
        new ChannelOfficeService(world).Register(_table);
        new BotsService(world).Register(_table);
        new UpdatesService(world).Register(_table);
        new UploadService(world, options).Register(_table);
        new CdnService(world, options).Register(_table);
    }

    /// <summary>Who is logged in.</summary>
    public Logins Logins { get; }

    /// <summary>Answers one function.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="function">A boxed function of the world's layer (228); wrappers are peeled by the server.</param>
    /// <param name="cancellationToken">Cancelled when the session is gone or the client drops the answer.</param>
    public async ValueTask<RpcAnswer> InvokeAsync(RpcCaller caller, ReadOnlyMemory<byte> function, CancellationToken cancellationToken)
    {
        if (function.Length < sizeof(uint))
            return Refuse(caller, "an empty request", new WorldException(400, "INPUT_METHOD_INVALID"));
        var constructor = BinaryPrimitives.ReadUInt32LittleEndian(function.Span);
        if (_table.Find(constructor) is not { } method)
            return NotEmulated(constructor);

        ITlRequest request;
        try
        {
            request = method.Read(function.ToArray());
        }
        catch (TlFormatException reason)
        {
            _logger.Unreadable(constructor.ToString("x8", CultureInfo.InvariantCulture), reason);
            return RpcAnswer.Of(new RpcFault(400, "INPUT_REQUEST_INVALID"));
        }

        try
        {
            CheckAccess(caller, method.Access);
            return RpcAnswer.Of(Write(await AnswerAsync(caller, method, request, cancellationToken).ConfigureAwait(false)));
        }
        catch (WorldException refusal)
        {
            return Refuse(caller, request.MethodName, refusal);
        }
        catch (Exception reason) when (reason is not OperationCanceledException)
        {
            // One broken function must not end the client's connection: Telegram answers 500 as well.
            _logger.Failed(request.MethodName, reason);
            return RpcAnswer.Of(new RpcFault(500, "INTERNAL_ERROR"));
        }
    }

    /// <summary>Takes what the wrappers of a call say of who calls, and for what.</summary>
    /// <param name="caller">The session.</param>
    /// <param name="takeout">The export that the call names, or null.</param>
    /// <param name="connection">The business connection that it names, or null.</param>
    /// <param name="method">The function.</param>
    /// <param name="as">Who calls in the end.</param>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public RpcFault? Disguise(RpcCaller caller, long? takeout, string? connection, string method, out RpcCaller @as)
    {
        @as = caller;
        lock (_world.Gate)
        {
            if (takeout is { } export && caller.Account?.Takeouts.Contains(export) != true)
                return new RpcFault(400, "TAKEOUT_INVALID");
            var business = connection is null ? null : _world.Business.Find(caller.Account, connection);
            if (connection is not null && business is null)
                return new RpcFault(400, "BUSINESS_CONNECTION_INVALID");
            if (business is not null && !BusinessDesk.Allows(method))
                return new RpcFault(400, "BUSINESS_CONNECTION_NOT_ALLOWED");
            if (takeout is not null || business is not null)
                @as = caller.For(takeout, business);
            return null;
        }
    }

    private async ValueTask<ITlObject> AnswerAsync(RpcCaller caller, RpcMethod method, ITlRequest request, CancellationToken cancellationToken)
    {
        if (method.AnswerLater is { } later)
            return await later(caller, request, cancellationToken).ConfigureAwait(false);
        lock (_world.Gate)
        {
            var answer = method.Answer!(caller, request);
            return caller.Business is { } business ? _world.Business.ForBot(business, answer) : answer;
        }
    }

    private void CheckAccess(RpcCaller caller, RpcAccess access)
    {
        // "CDNs support only the following methods: upload.getCdnFile, initConnection, invokeWithLayer."
        // Source: https://core.telegram.org/cdn#how-cdn-dcs-are-different-from-the-master-dcs
        if (caller.DcId == _options.CdnDataCenter != (access == RpcAccess.Cdn))
            throw new WorldException(400, "CDN_METHOD_INVALID");
        if (access is RpcAccess.Anyone or RpcAccess.Cdn)
            return;
        if (caller.Account is not { } account)
        {
            throw new WorldException(401, caller.Login switch
            {
                { AwaitingPassword: not null } => "SESSION_PASSWORD_NEEDED",
                { WasRevoked: true } => "SESSION_REVOKED",
                _ => "AUTH_KEY_UNREGISTERED",
            });
        }

        // Source: https://core.telegram.org/api/errors#303-see-other
        if (access != RpcAccess.Visitor && _options.AccountsHaveHomes && account.User.DataCenter != caller.DcId)
            throw new WorldException(303, $"USER_MIGRATE_{account.User.DataCenter}");
        if (access == RpcAccess.Person && account.IsBot)
            throw new WorldException(400, "BOT_METHOD_INVALID");
        if (access == RpcAccess.Bot && !account.IsBot)
            throw new WorldException(400, "USER_BOT_REQUIRED");
    }

    private static byte[] Write(ITlObject answer)
    {
        using var buffer = new TlBuffer(256);
        buffer.Append(answer);
        return buffer.Written.ToArray();
    }

    private RpcAnswer Refuse(RpcCaller caller, string method, WorldException refusal)
    {
        _logger.Refused(method, caller.UserId, refusal.Code, refusal.Error);
        return RpcAnswer.Of(new RpcFault(refusal.Code, refusal.Error));
    }

    private RpcAnswer NotEmulated(uint constructor)
    {
        var method = _options.NameOf(constructor) ?? "unknown function " + constructor.ToString("x8", CultureInfo.InvariantCulture);
        _logger.MethodNotEmulated(method);
        return RpcAnswer.Of(new RpcFault(400, "METHOD_NOT_EMULATED: " + method));
    }
}

using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Emulator.Rpc;
using TelegramHost.Emulator.Tests.World;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Tests.Rpc;

/// <summary>A world behind its router, with seats for clients; everything passes as bytes.</summary>
internal sealed class RpcStage : IUpdateOutlet
{
    /// <summary>The number of the content delivery data center.</summary>
    public const int Cdn = 203;

    private readonly List<RpcSeat> _seats = [];
    private long _lastSession;

    public RpcStage(int seed = 1, ILoggerFactory? loggers = null)
    {
        World = new Emulator.World(Time, seed) { Outlet = this };
        DcAddress[] centers = [new(2, new IPEndPoint(IPAddress.Loopback, 4430)), new(4, new IPEndPoint(IPAddress.Loopback, 4430))];
        var options = new RpcRouterOptions { DataCenters = () => centers, NameOf = _ => "some.method", CdnDataCenter = Cdn, CdnPublicKey = "(a key)" };
        Router = new RpcRouter(World, options, loggers ?? NullLoggerFactory.Instance);
    }

    public ManualTime Time { get; } = new();

    public Emulator.World World { get; }

    public RpcRouter Router { get; }

    /// <summary>The logins whose connections were closed.</summary>
    public List<LoginState> Cuts { get; } = [];

    /// <summary>A session that nobody is logged in with.</summary>
    public RpcSeat Seat(int dcId = 2, LoginState? login = null)
    {
        var seat = new RpcSeat(this, new RpcCaller { AuthKeyId = 7, SessionId = ++_lastSession, DcId = dcId, Login = login ?? new LoginState(), Layer = 228 });
        _seats.Add(seat);
        return seat;
    }

    /// <summary>A session of a user or a bot.</summary>
    public RpcSeat SeatOf(EmulatedUser user) => Seat(login: new LoginState { Account = user.Account });

    public void Push(long userId, ITlObject updates, long exceptSessionId = 0)
    {
        using var buffer = new TlBuffer();
        buffer.Append(updates);
        var bytes = buffer.Written.ToArray();
        foreach (var seat in _seats)
        {
            if (seat.Caller.UserId == userId && seat.Caller.SessionId != exceptSessionId)
            {
                var reader = TlReader.OverOwned(bytes);
                seat.Pushed.Add(Schema.UpdatesBase.Read(ref reader));
            }
        }
    }

    public void Push(LoginState login, ITlObject updates)
    {
        foreach (var seat in _seats.Where(seat => seat.Caller.Login == login))
            seat.Pushed.Add((Schema.UpdatesBase)updates);
    }

    public void Cut(LoginState login) => Cuts.Add(login);
}

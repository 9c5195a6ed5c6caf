using TelegramHost.Client;
using TelegramHost.Emulator.Server;
using TelegramHost.MtProto;

namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>What networks and servers do to a client, each where it happens in reality: on the wire, or in the server.</summary>
internal static class FaultCases
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    /// <summary>The rows of the matrix.</summary>
    public static IEnumerable<FaultCase> All =>
        [.. Lines(), .. Packets(), .. BadMessages(), .. TransportErrorsOf(), .. Migrations(), .. Clocks(), .. Servers(), .. TemporaryKeys()];

    private static IEnumerable<FaultCase> Lines()
    {
        foreach (var transport in Enum.GetValues<TransportKind>())
        {
            foreach (var where in Enum.GetValues<LineCut>())
            {
                yield return Reconnects($"{transport}: cut {where} a frame to the client".ToLowerInvariant(), rig => rig.Network.ForEach(line => line.CutNext(toServer: false, where))) with { Transport = transport };
                yield return Reconnects($"{transport}: cut {where} a frame to the server".ToLowerInvariant(), rig => rig.Network.ForEach(line => line.CutNext(toServer: true, where))) with { Transport = transport };
            }
        }

        yield return Reconnects("reset", rig => rig.Network.ForEach(line => line.Reset()));
        yield return Reconnects("half-open: the other side is gone and nobody says so", rig => rig.Network.ForEach(line => line.Mute()));
        yield return new FaultCase("stall of twenty seconds", rig => StallAsync(rig, TimeSpan.FromSeconds(20)), _ => true);
        yield return new FaultCase("stall of five minutes", rig => StallAsync(rig, TimeSpan.FromMinutes(5)), HasReconnected);
        yield return new FaultCase("no network for two minutes", rig => rig.Network.FailAsync(TimeSpan.FromMinutes(2), rig.Clock), rig => rig.Network.Refusals > 2);
        yield return new FaultCase("a proxy that dies and comes back", rig => rig.Network.FailAsync(TimeSpan.FromMinutes(1), rig.Clock), rig => rig.Network.Refusals > 2) { IsProxied = true };
    }

    private static IEnumerable<FaultCase> Packets()
    {
        foreach (var direction in Enum.GetValues<PacketDirection>())
        {
            yield return Reconnects($"damaged packets {direction}", rig => rig.Emulator.Faults.CorruptPackets(2, direction));
            yield return Once($"doubled packets {direction}", rig => rig.Emulator.Faults.DoublePackets(20, direction));
            yield return Once($"lost packets {direction}", rig => rig.Emulator.Faults.DropPackets(3, direction));
            yield return Once($"swapped packets {direction}", rig => rig.Emulator.Faults.SwapPackets(5, direction));
        }
    }

    private static IEnumerable<FaultCase> BadMessages()
    {
        foreach (var code in (int[])[16, 17, 18, 19, 20, 32, 33, 34, 35, 48, 64])
        {
            var fault = Once($"bad message {code}", rig => rig.Emulator.Faults.RejectMessages(code, 2)) with
            {
                HasStruck = rig => code == 48 || rig.Emulator.Offences.Any(offence => offence.Text.StartsWith($"bad message {code} ", StringComparison.Ordinal)),
            };
            // What a client numbers wrongly it would number wrongly again: those calls end, with the server's words.
            yield return code is 18 or 19 ? fault with { MayEndWith = exception => exception is TransportException } : fault;
        }

        yield return Once("salts that are all invalid", rig => rig.Emulator.Faults.ChangeSalts());
    }

    private static IEnumerable<FaultCase> TransportErrorsOf()
    {
        foreach (var code in (int[])[-404, -429, -444, -1])
            yield return Reconnects($"transport error {code}", rig => rig.Emulator.Faults.SendTransportError(code));
        // The login is gone with its key: what was under way ends, and a bot logs in again, but not twice within a minute.
        yield return Reconnects("a key that the server has forgotten", rig => rig.Emulator.Faults.ForgetKeys()) with
        {
            Strikes = 1,
            MayEndWith = exception => exception is SessionLostException or UnauthorizedException,
        };
    }

    private static IEnumerable<FaultCase> Migrations()
    {
        foreach (var error in (string[])["PHONE_MIGRATE", "NETWORK_MIGRATE", "USER_MIGRATE"])
        {
            yield return Once($"{error} in the middle", rig =>
            {
                var home = rig.Bot.DataCenter == FaultRig.Home ? FaultRig.Other : FaultRig.Home;
                rig.Emulator.World.SetDataCenter(rig.Bot, home);
                rig.Emulator.Faults.Refuse("messages.sendMessage", 303, $"{error}_{home}");
            }) with
            {
                HasOtherDataCenter = true,
                HasStruck = rig => rig.Emulator.Find(FaultRig.Other).Keys.All.Count > 0,
            };
        }

        yield return Files("FILE_MIGRATE, and a login that is forgotten there", rig =>
        {
            foreach (var key in rig.Emulator.Find(FaultRig.Other).Keys.All)
                key.Login.Account = null;
        });
        yield return Files("STATS_MIGRATE in the middle", rig => rig.Emulator.Faults.Refuse("upload.getFile", 303, $"STATS_MIGRATE_{FaultRig.Other}", 2));
    }

    private static IEnumerable<FaultCase> Clocks()
    {
        foreach (var hours in (int[])[-9, 9])
        {
            yield return new FaultCase($"a clock that is {hours} h off, and jumps", rig => Struck(() => rig.ClientTime.Skew += TimeSpan.FromHours(-hours / 2.0)), _ => true)
                with { ClientSkew = TimeSpan.FromHours(hours) };
            // What a machine sees that was asleep, or whose server was put right.
            yield return Once($"a server whose clock jumps by {hours} h", rig => rig.ServerTime.Skew += TimeSpan.FromHours(hours));
        }
    }

    private static IEnumerable<FaultCase> Servers()
    {
        yield return Once("a new session", rig => rig.Emulator.Faults.ForgetSessions());
        yield return new FaultCase("a server that restarts and has forgotten all sessions", rig =>
        {
            rig.Emulator.Faults.ForgetSessions();
            return rig.Network.FailAsync(_pause, rig.Clock);
        }, HasReconnected);
    }

    // The same calls over temporary keys, of which one may be lost while the permanent key stands.
    private static IEnumerable<FaultCase> TemporaryKeys()
    {
        string[] alike =
        [
            "intermediate: cut inside a frame to the client", "half-open: the other side is gone and nobody says so", "salts that are all invalid", "transport error -404",
            "a server whose clock jumps by 9 h", "a new session", "a server that restarts and has forgotten all sessions",
        ];
        IEnumerable<FaultCase> permanent = [.. Lines(), .. BadMessages(), .. TransportErrorsOf(), .. Clocks(), .. Servers()];
        foreach (var fault in permanent.Where(fault => alike.Contains(fault.Name)))
        {
            yield return fault with
            {
                Name = $"temporary keys: {fault.Name}",
                HasTemporaryKeys = true,
                HasStruck = rig => fault.HasStruck(rig) && rig.Emulator.Find(FaultRig.Home).Keys.All.Any(key => key is { IsTemporary: true, Permanent: not null }),
            };
        }

        yield return Reconnects("temporary keys: one that the server has forgotten", rig =>
        {
            var keys = rig.Emulator.Find(FaultRig.Home).Keys;
            foreach (var key in keys.All.Where(key => key.IsTemporary).ToList())
                keys.Remove(key);
            rig.Emulator.Faults.CutConnections();
        }) with { HasTemporaryKeys = true };
    }

    /// <summary>A fault after which the client has to connect anew.</summary>
    private static FaultCase Reconnects(string name, Action<FaultRig> strike) => new(name, rig => Struck(() => strike(rig)), HasReconnected);

    private static FaultCase Files(string name, Action<FaultRig> strike) => Once(name, strike) with
    {
        HasOtherDataCenter = true,
        ReadsFiles = true,
        HasStruck = rig => rig.Emulator.Find(FaultRig.Other).Keys.All.Any(key => key.Login.Account is not null),
    };

    private static FaultCase Once(string name, Action<FaultRig> strike) => new(name, rig => Struck(() => strike(rig)), _ => true);

    private static bool HasReconnected(FaultRig rig) => rig.Network.Connections > 2;

    private static Task Struck(Action strike)
    {
        strike();
        return Task.CompletedTask;
    }

    private static async Task StallAsync(FaultRig rig, TimeSpan duration)
    {
        List<FaultyLine> stalled = [];
        rig.Network.ForEach(line =>
        {
            line.Stall();
            stalled.Add(line);
        });
        await Task.Delay(duration, rig.Clock);
        stalled.ForEach(line => line.Release());
    }
}

namespace TelegramHost.Emulator.Rpc;

/// <summary>What an account missed in a channel.</summary>
/// <remarks>Source: https://core.telegram.org/method/updates.getChannelDifference</remarks>
internal sealed class ChannelDifference(World world)
{
    private const int MaxPersonSteps = 100;
    private const int MaxBotSteps = 100_000;

    /// <summary>After so many seconds an opened channel is to be asked again.</summary>
    private const int TimeoutSeconds = 30;

    public Schema.UpdatesChannelDifferenceBase Get(RpcCaller caller, Schema.UpdatesGetChannelDifferenceRequest request)
    {
        var account = caller.Account!;
        var channel = world.Gatekeeper.Resolve(account, request.Channel);
        if (request.Pts <= 0)
            throw new WorldException(400, "PERSISTENT_TIMESTAMP_EMPTY");
        if (request.Pts > channel.History.Pts)
            throw new WorldException(400, "PERSISTENT_TIMESTAMP_INVALID");

        var limit = Math.Clamp(request.Limit, 1, account.IsBot ? MaxBotSteps : MaxPersonSteps);
        var steps = world.Differences.SliceSteps;
        var slice = channel.History.Since(account, request.Pts, steps == DifferenceRules.MaxSteps ? limit : Math.Min(limit, steps));
        if (slice.IsTooLong || world.Differences.TakeTooLong(channel.Key))
            return TooLong(account, channel, Math.Min(limit, MaxPersonSteps));
        return slice.Steps.Count == 0
            ? new Schema.UpdatesChannelDifferenceEmpty { Final = true, Pts = slice.Pts, Timeout = TimeoutSeconds }
            : Part(account, channel, slice);
    }

    private Schema.UpdatesChannelDifference Part(Account account, EmulatedChannel channel, ChannelSlice slice)
    {
        var peers = new PeerCollector(account, world.Roster, world.View);
        peers.Add(channel.Key);
        var messages = new List<Schema.MessageBase>();
        var others = new List<Schema.UpdateBase>();
        foreach (var step in slice.Steps)
        {
            if (step.Kind is ChannelStepKind.Added or ChannelStepKind.Edited)
            {
                // What was deleted since then cannot be shown any more; a later step says that it is gone.
                if (step.Messages[0].CopyOf(account) is not { } copy)
                    continue;
                peers.Add(copy);
                if (step.Kind == ChannelStepKind.Added)
                {
                    messages.Add(TlView.Message(copy));
                    continue;
                }
            }

            others.Add(ChannelMail.Render(channel, step, account));
        }

        return new Schema.UpdatesChannelDifference
        {
            Final = slice.IsComplete,
            Pts = slice.Pts,
            Timeout = TimeoutSeconds,
            NewMessages = [.. messages],
            OtherUpdates = [.. others],
            Chats = peers.Chats,
            Users = peers.Users,
        };
    }

    /// <summary>Where the channel stands, and its latest messages.</summary>
    private Schema.UpdatesChannelDifferenceTooLong TooLong(Account account, EmulatedChannel channel, int limit)
    {
        var dialog = account.Box.FindDialog(channel.Key) ?? new ChannelDialog(account, channel);
        var peers = new PeerCollector(account, world.Roster, world.View);
        peers.Add(channel.Key);
        var latest = dialog.Messages.TakeLast(limit).Reverse().ToList();
        latest.ForEach(peers.Add);
        return new Schema.UpdatesChannelDifferenceTooLong
        {
            Final = true,
            Timeout = TimeoutSeconds,
            Dialog = TlView.Dialog(dialog),
            Messages = [.. latest.Select(TlView.Message)],
            Chats = peers.Chats,
            Users = peers.Users,
        };
    }
}

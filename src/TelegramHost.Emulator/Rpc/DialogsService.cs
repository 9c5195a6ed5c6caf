namespace TelegramHost.Emulator.Rpc;

/// <summary>The chat list.</summary>
internal sealed class DialogsService(World world)
{
    private const int MaxPage = 100;

    public void Register(RpcTable table)
    {
        table.On(Schema.MessagesGetDialogsRequest.Constructor, Schema.MessagesGetDialogsRequest.Read, RpcAccess.Person, GetDialogs);
        table.On(Schema.MessagesGetPeerDialogsRequest.Constructor, Schema.MessagesGetPeerDialogsRequest.Read, RpcAccess.Person, GetPeerDialogs);
        table.On(Schema.MessagesGetPinnedDialogsRequest.Constructor, Schema.MessagesGetPinnedDialogsRequest.Read, RpcAccess.Person,
            (caller, _) => PeerDialogs(caller.Account!, []));
        table.On(Schema.MessagesGetDialogFiltersRequest.Constructor, Schema.MessagesGetDialogFiltersRequest.Read, RpcAccess.Person,
            (_, _) => new Schema.MessagesDialogFilters { Filters = [] });
        table.On(Schema.MessagesGetPeerSettingsRequest.Constructor, Schema.MessagesGetPeerSettingsRequest.Read, RpcAccess.Person, GetPeerSettings);
    }

    private Schema.MessagesDialogsBase GetDialogs(RpcCaller caller, Schema.MessagesGetDialogsRequest request)
    {
        var account = caller.Account!;
        // The archive (folder 1) is always empty.
        var all = request.FolderId is null or 0 ? account.Box.ByActivity() : [];
        var rest = all;
        // Ids of channels say nothing beside those of other chats: the last line of the page before is found by its chat.
        if (request.OffsetPeer is not Schema.InputPeerEmpty && FindLine(account, all, request.OffsetPeer) is >= 0 and var line)
        {
            rest = all[(line + 1)..];
        }
        else if (request.OffsetDate != 0 || request.OffsetId != 0)
        {
            rest = all.FindAll(dialog => dialog.Top!.Content.Date < request.OffsetDate
                || (dialog.Top.Content.Date == request.OffsetDate && dialog.Top.Id < request.OffsetId));
        }

        var page = rest[..Math.Min(rest.Count, Math.Clamp(request.Limit, 1, MaxPage))];
        var (dialogs, messages, peers) = Describe(account, page);
        if (page.Count == all.Count)
            return new Schema.MessagesDialogs { Dialogs = dialogs, Messages = messages, Chats = peers.Chats, Users = peers.Users };
        return new Schema.MessagesDialogsSlice { Count = all.Count, Dialogs = dialogs, Messages = messages, Chats = peers.Chats, Users = peers.Users };
    }

    private int FindLine(Account account, List<Dialog> all, Schema.InputPeerBase peer)
    {
        var key = world.Gatekeeper.Resolve(account, peer);
        return all.FindIndex(dialog => dialog.Peer == key);
    }

    private Schema.MessagesPeerDialogs GetPeerDialogs(RpcCaller caller, Schema.MessagesGetPeerDialogsRequest request)
    {
        var account = caller.Account!;
        return PeerDialogs(account, [.. request.Peers.OfType<Schema.InputDialogPeer>().Select(input =>
        {
            var peer = world.Gatekeeper.Resolve(account, input.Peer);
            return account.Box.FindDialog(peer)
                ?? (peer.Kind == PeerKind.Channel ? new ChannelDialog(account, world.Roster.FindChannel(peer.Id)!) : new Dialog(peer));
        })]);
    }

    private Schema.MessagesPeerDialogs PeerDialogs(Account account, List<Dialog> list)
    {
        var (dialogs, messages, peers) = Describe(account, list);
        return new Schema.MessagesPeerDialogs
        {
            Dialogs = dialogs,
            Messages = messages,
            Chats = peers.Chats,
            Users = peers.Users,
            State = UpdatesService.StateOf(account, world.Clock),
        };
    }

    private (Schema.DialogBase[] Dialogs, Schema.MessageBase[] Messages, PeerCollector Peers) Describe(Account account, List<Dialog> list)
    {
        var peers = new PeerCollector(account, world.Roster, world.View);
        foreach (var dialog in list)
        {
            peers.Add(dialog.Peer);
            if (dialog.Top is { } top)
                peers.Add(top);
        }

        return ([.. list.Select(TlView.Dialog)], [.. list.Select(dialog => dialog.Top).OfType<MessageCopy>().Select(TlView.Message)], peers);
    }

    private Schema.MessagesPeerSettings GetPeerSettings(RpcCaller caller, Schema.MessagesGetPeerSettingsRequest request)
    {
        var peers = new PeerCollector(caller.Account!, world.Roster, world.View);
        peers.Add(world.Gatekeeper.Resolve(caller.Account!, request.Peer));
        return new Schema.MessagesPeerSettings { Settings = new Schema.PeerSettings(), Chats = peers.Chats, Users = peers.Users };
    }
}

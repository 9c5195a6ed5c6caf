using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary><c>contacts.*</c>: finding people, the contact list, blocking.</summary>
internal sealed class ContactsService(World world)
{
    public void Register(RpcTable table)
    {
        table.On(Schema.ContactsResolveUsernameRequest.Constructor, Schema.ContactsResolveUsernameRequest.Read, RpcAccess.Account, ResolveUsername);
        table.On(Schema.ContactsResolvePhoneRequest.Constructor, Schema.ContactsResolvePhoneRequest.Read, RpcAccess.Person,
            (caller, request) => Resolved(caller.Account!, world.Roster.FindPhone(request.Phone) ?? throw new WorldException(400, "PHONE_NOT_OCCUPIED")));
        table.On(Schema.ContactsGetContactsRequest.Constructor, Schema.ContactsGetContactsRequest.Read, RpcAccess.Person, (caller, _) => GetContacts(caller.Account!));
        table.On(Schema.ContactsImportContactsRequest.Constructor, Schema.ContactsImportContactsRequest.Read, RpcAccess.Person, Import);
        table.On(Schema.ContactsAddContactRequest.Constructor, Schema.ContactsAddContactRequest.Read, RpcAccess.Person, Add);
        table.On(Schema.ContactsDeleteContactsRequest.Constructor, Schema.ContactsDeleteContactsRequest.Read, RpcAccess.Person, Delete);
        table.On(Schema.ContactsBlockRequest.Constructor, Schema.ContactsBlockRequest.Read, RpcAccess.Person,
            (caller, request) => SetBlocked(caller.Account!, request.Id, true));
        table.On(Schema.ContactsUnblockRequest.Constructor, Schema.ContactsUnblockRequest.Read, RpcAccess.Person,
            (caller, request) => SetBlocked(caller.Account!, request.Id, false));
        table.On(Schema.ContactsGetBlockedRequest.Constructor, Schema.ContactsGetBlockedRequest.Read, RpcAccess.Person, (caller, _) => GetBlocked(caller.Account!));
        table.On(Schema.ContactsSearchRequest.Constructor, Schema.ContactsSearchRequest.Read, RpcAccess.Person, Search);
        table.On(Schema.ContactsGetStatusesRequest.Constructor, Schema.ContactsGetStatusesRequest.Read, RpcAccess.Person,
            (caller, _) => TlValue.Vector<Schema.ContactStatus>([.. caller.Account!.Contacts.Select(
                id => new Schema.ContactStatus { UserId = id, Status = new Schema.UserStatusRecently() })]));
        table.On(Schema.ContactsGetTopPeersRequest.Constructor, Schema.ContactsGetTopPeersRequest.Read, RpcAccess.Person,
            (_, _) => new Schema.ContactsTopPeersDisabled());
    }

    private Schema.ContactsResolvedPeer ResolveUsername(RpcCaller caller, Schema.ContactsResolveUsernameRequest request)
    {
        var name = request.Username;
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw new WorldException(400, "USERNAME_INVALID");
        return Resolved(caller.Account!, world.Roster.FindUsername(name) ?? throw new WorldException(400, "USERNAME_NOT_OCCUPIED"));
    }

    private Schema.ContactsResolvedPeer Resolved(Account account, EmulatedPeer peer)
    {
        var peers = new PeerCollector(account, world.Roster, world.View);
        peers.Add(peer.Key);
        return new Schema.ContactsResolvedPeer { Peer = peer.Key.ToPeer(), Chats = peers.Chats, Users = peers.Users };
    }

    private Schema.ContactsContacts GetContacts(Account account)
    {
        var contacts = account.Contacts.Select(world.Roster.FindUser).OfType<EmulatedUser>().ToList();
        return new Schema.ContactsContacts
        {
            Contacts = [.. contacts.Select(user => new Schema.Contact { UserId = user.Id, Mutual = user.Account.Contacts.Contains(account.Id) })],
            SavedCount = 0,
            Users = [.. contacts.Select(user => world.View.User(account, user))],
        };
    }

    private Schema.ContactsImportedContacts Import(RpcCaller caller, Schema.ContactsImportContactsRequest request)
    {
        var account = caller.Account!;
        var imported = new List<Schema.ImportedContact>();
        foreach (var contact in request.Contacts)
        {
            if (world.Roster.FindPhone(contact.Phone) is { } user)
            {
                account.Contacts.Add(user.Id);
                imported.Add(new Schema.ImportedContact { UserId = user.Id, ClientId = contact.ClientId });
            }
        }

        return new Schema.ContactsImportedContacts
        {
            Imported = [.. imported],
            PopularInvites = [],
            RetryContacts = [],
            Users = [.. imported.Select(contact => world.View.User(account, world.Roster.FindUser(contact.UserId)!))],
        };
    }

    private Schema.Updates Add(RpcCaller caller, Schema.ContactsAddContactRequest request)
    {
        var account = caller.Account!;
        var user = world.Gatekeeper.Resolve(account, request.Id);
        account.Contacts.Add(user.Id);
        return PeerSettings(account, user);
    }

    private Schema.Updates Delete(RpcCaller caller, Schema.ContactsDeleteContactsRequest request)
    {
        var account = caller.Account!;
        var users = request.Id.Select(input => world.Gatekeeper.Resolve(account, input)).ToList();
        account.Contacts.ExceptWith(users.Select(user => user.Id));
        return users.Count == 0 ? world.Postman.Wrap(account) : PeerSettings(account, users[0]);
    }

    private Schema.Updates PeerSettings(Account account, EmulatedUser user)
    {
        var updates = world.Postman.Wrap(account, new Schema.UpdatePeerSettings { Peer = user.Key.ToPeer(), Settings = new Schema.PeerSettings() });
        updates.Users = [world.View.User(account, user)];
        return updates;
    }

    private ITlObject SetBlocked(Account account, Schema.InputPeerBase peer, bool blocked)
    {
        var key = world.Gatekeeper.Resolve(account, peer);
        if (key.Kind != PeerKind.User || key.Id == account.Id)
            throw new WorldException(400, "CONTACT_ID_INVALID");
        world.SetBlocked(account.User, world.Roster.FindUser(key.Id)!, blocked);
        return TlValue.True;
    }

    private Schema.ContactsBlocked GetBlocked(Account account)
    {
        var blocked = account.Blocked.Select(world.Roster.FindUser).OfType<EmulatedUser>().ToList();
        return new Schema.ContactsBlocked
        {
            Blocked = [.. blocked.Select(user => new Schema.PeerBlocked { PeerId = user.Key.ToPeer(), Date = world.Clock.UnixTime })],
            Chats = [],
            Users = [.. blocked.Select(user => world.View.User(account, user))],
        };
    }

    private Schema.ContactsFound Search(RpcCaller caller, Schema.ContactsSearchRequest request)
    {
        var account = caller.Account!;
        var query = request.Q.TrimStart('@');
        if (query.Length == 0)
            throw new WorldException(400, "SEARCH_QUERY_EMPTY");
        var found = world.Roster.Users
            .Where(user => user.Name.Contains(query, StringComparison.OrdinalIgnoreCase) || user.Username?.Contains(query, StringComparison.OrdinalIgnoreCase) == true)
            .Take(Math.Clamp(request.Limit, 1, 50)).ToList();
        return new Schema.ContactsFound
        {
            MyResults = [.. found.Where(user => account.Contacts.Contains(user.Id)).Select(user => user.Key.ToPeer())],
            Results = [.. found.Where(user => !account.Contacts.Contains(user.Id)).Select(user => user.Key.ToPeer())],
            Chats = [],
            Users = [.. found.Select(user => world.View.User(account, user))],
        };
    }
}

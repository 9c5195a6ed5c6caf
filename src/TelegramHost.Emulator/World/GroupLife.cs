namespace TelegramHost.Emulator;

/// <summary>Makes groups and changes who is in them.</summary>
internal sealed class GroupLife(Roster roster, PostOffice postOffice, Postman postman, WorldClock clock, Watchers watchers)
{
    private const int MaxTitleLength = 128;

    public (EmulatedGroup Group, Schema.UpdateBase[] Updates) Create(Account creator, string title, IReadOnlyCollection<Account> others, long sessionId)
    {
        var name = CheckTitle(title);
        var group = roster.AddGroup(name, creator, clock.UnixTime);
        foreach (var other in others.Distinct().Where(other => other != creator))
            group.Add(other, creator, clock.UnixTime);
        TellMembers(group, creator, sessionId);
        var updates = postOffice.Announce(creator, group, new Schema.MessageActionChatCreate
        {
            Title = name,
            Users = [.. group.Roll.Select(member => member.Account.Id)],
        }, sessionId);
        return (group, [Participants(group), .. updates]);
    }

    public Schema.UpdateBase[] Add(Account actor, EmulatedGroup group, Account newcomer, long sessionId)
    {
        RequireMember(actor, group);
        if (group.Find(newcomer.Id) is not null)
            throw new WorldException(400, "USER_ALREADY_PARTICIPANT");
        if (newcomer.Blocked.Contains(actor.Id))
            throw new WorldException(403, "USER_PRIVACY_RESTRICTED");
        group.Add(newcomer, actor, clock.UnixTime);
        TellMembers(group, actor, sessionId);
        return [Participants(group), .. postOffice.Announce(actor, group, new Schema.MessageActionChatAddUser { Users = [newcomer.Id] }, sessionId)];
    }

    public Schema.UpdateBase[] Remove(Account actor, EmulatedGroup group, Account member, long sessionId)
    {
        RequireMember(actor, group);
        if (group.Find(member.Id) is null)
            throw new WorldException(400, "USER_NOT_PARTICIPANT");
        if (actor != member && group.Creator != actor)
            throw new WorldException(400, "CHAT_ADMIN_REQUIRED");

        // The one who goes still gets the message that says so.
        var updates = postOffice.Announce(actor, group, new Schema.MessageActionChatDeleteUser { UserId = member.Id }, sessionId);
        group.Remove(member);
        TellMembers(group, actor, sessionId);
        watchers.Tell(WorldEventKind.ChatChanged, member, group.Key);
        return [.. updates, Participants(group)];
    }

    public Schema.UpdateBase[] Rename(Account actor, EmulatedGroup group, string title, long sessionId)
    {
        RequireMember(actor, group);
        var name = CheckTitle(title);
        if (name == group.Title)
            throw new WorldException(400, "CHAT_NOT_MODIFIED");
        group.Title = name;
        return postOffice.Announce(actor, group, new Schema.MessageActionChatEditTitle { Title = name }, sessionId);
    }

    public static string CheckTitle(string title)
    {
        var name = title.Trim();
        return name.Length is > 0 and <= MaxTitleLength ? name : throw new WorldException(400, "CHAT_TITLE_EMPTY");
    }

    private static void RequireMember(Account actor, EmulatedGroup group)
    {
        if (group.Find(actor.Id) is null || group.MigratedTo is not null)
            throw new WorldException(403, "CHAT_WRITE_FORBIDDEN");
    }

    private void TellMembers(EmulatedGroup group, Account actor, long sessionId)
    {
        foreach (var member in group.Roll)
        {
            postman.Push(member.Account, member.Account == actor ? sessionId : 0, Participants(group));
            watchers.Tell(WorldEventKind.ChatChanged, member.Account, group.Key);
        }
    }

    private static Schema.UpdateChatParticipants Participants(EmulatedGroup group) => new() { Participants = TlView.Participants(group) };
}

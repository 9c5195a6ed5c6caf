using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceChannel : IReferenceObject
{
    public const uint ConstructorId = 0xd49f34c6;

    public bool Creator { get; set; }

    public bool Left { get; set; }

    public bool Broadcast { get; set; }

    public bool Verified { get; set; }

    public bool Megagroup { get; set; }

    public bool Restricted { get; set; }

    public bool Signatures { get; set; }

    public bool Min { get; set; }

    public bool Scam { get; set; }

    public bool HasLink { get; set; }

    public bool HasGeo { get; set; }

    public bool SlowmodeEnabled { get; set; }

    public bool CallActive { get; set; }

    public bool CallNotEmpty { get; set; }

    public bool Fake { get; set; }

    public bool Gigagroup { get; set; }

    public bool Noforwards { get; set; }

    public bool JoinToSend { get; set; }

    public bool JoinRequest { get; set; }

    public bool Forum { get; set; }

    public bool StoriesHidden { get; set; }

    public bool StoriesHiddenMin { get; set; }

    public bool StoriesUnavailable { get; set; }

    public bool SignatureProfiles { get; set; }

    public bool Autotranslation { get; set; }

    public bool BroadcastMessagesAllowed { get; set; }

    public bool Monoforum { get; set; }

    public bool ForumTabs { get; set; }

    public long Id { get; set; }

    public long? AccessHash { get; set; }

    public string Title { get; set; } = null!;

    public string? Username { get; set; }

    public object Photo { get; set; } = null!;

    public int Date { get; set; }

    public List<object>? RestrictionReason { get; set; }

    public object? AdminRights { get; set; }

    public object? BannedRights { get; set; }

    public object? DefaultBannedRights { get; set; }

    public int? ParticipantsCount { get; set; }

    public List<object>? Usernames { get; set; }

    public object? StoriesMaxId { get; set; }

    public object? Color { get; set; }

    public object? ProfileColor { get; set; }

    public object? EmojiStatus { get; set; }

    public int? Level { get; set; }

    public int? SubscriptionUntilDate { get; set; }

    public long? BotVerificationIcon { get; set; }

    public long? SendPaidMessagesStars { get; set; }

    public long? LinkedMonoforumId { get; set; }

    public long? LinkedCommunityId { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceChannel();
        var flags = reader.ReadInt32();
        value.Creator = (flags & (1 << 0)) != 0;
        value.Left = (flags & (1 << 2)) != 0;
        value.Broadcast = (flags & (1 << 5)) != 0;
        value.Verified = (flags & (1 << 7)) != 0;
        value.Megagroup = (flags & (1 << 8)) != 0;
        value.Restricted = (flags & (1 << 9)) != 0;
        value.Signatures = (flags & (1 << 11)) != 0;
        value.Min = (flags & (1 << 12)) != 0;
        value.Scam = (flags & (1 << 19)) != 0;
        value.HasLink = (flags & (1 << 20)) != 0;
        value.HasGeo = (flags & (1 << 21)) != 0;
        value.SlowmodeEnabled = (flags & (1 << 22)) != 0;
        value.CallActive = (flags & (1 << 23)) != 0;
        value.CallNotEmpty = (flags & (1 << 24)) != 0;
        value.Fake = (flags & (1 << 25)) != 0;
        value.Gigagroup = (flags & (1 << 26)) != 0;
        value.Noforwards = (flags & (1 << 27)) != 0;
        value.JoinToSend = (flags & (1 << 28)) != 0;
        value.JoinRequest = (flags & (1 << 29)) != 0;
        value.Forum = (flags & (1 << 30)) != 0;
        var flags2 = reader.ReadInt32();
        value.StoriesHidden = (flags2 & (1 << 1)) != 0;
        value.StoriesHiddenMin = (flags2 & (1 << 2)) != 0;
        value.StoriesUnavailable = (flags2 & (1 << 3)) != 0;
        value.SignatureProfiles = (flags2 & (1 << 12)) != 0;
        value.Autotranslation = (flags2 & (1 << 15)) != 0;
        value.BroadcastMessagesAllowed = (flags2 & (1 << 16)) != 0;
        value.Monoforum = (flags2 & (1 << 17)) != 0;
        value.ForumTabs = (flags2 & (1 << 19)) != 0;
        value.Id = reader.ReadInt64();
        if ((flags & (1 << 13)) != 0)
            value.AccessHash = reader.ReadInt64();
        value.Title = reader.ReadText();
        if ((flags & (1 << 6)) != 0)
            value.Username = reader.ReadText();
        value.Photo = reader.ReadObject();
        value.Date = reader.ReadInt32();
        if ((flags & (1 << 9)) != 0)
            value.RestrictionReason = reader.ReadList();
        if ((flags & (1 << 14)) != 0)
            value.AdminRights = reader.ReadObject();
        if ((flags & (1 << 15)) != 0)
            value.BannedRights = reader.ReadObject();
        if ((flags & (1 << 18)) != 0)
            value.DefaultBannedRights = reader.ReadObject();
        if ((flags & (1 << 17)) != 0)
            value.ParticipantsCount = reader.ReadInt32();
        if ((flags2 & (1 << 0)) != 0)
            value.Usernames = reader.ReadList();
        if ((flags2 & (1 << 4)) != 0)
            value.StoriesMaxId = reader.ReadObject();
        if ((flags2 & (1 << 7)) != 0)
            value.Color = reader.ReadObject();
        if ((flags2 & (1 << 8)) != 0)
            value.ProfileColor = reader.ReadObject();
        if ((flags2 & (1 << 9)) != 0)
            value.EmojiStatus = reader.ReadObject();
        if ((flags2 & (1 << 10)) != 0)
            value.Level = reader.ReadInt32();
        if ((flags2 & (1 << 11)) != 0)
            value.SubscriptionUntilDate = reader.ReadInt32();
        if ((flags2 & (1 << 13)) != 0)
            value.BotVerificationIcon = reader.ReadInt64();
        if ((flags2 & (1 << 14)) != 0)
            value.SendPaidMessagesStars = reader.ReadInt64();
        if ((flags2 & (1 << 18)) != 0)
            value.LinkedMonoforumId = reader.ReadInt64();
        if ((flags2 & (1 << 20)) != 0)
            value.LinkedCommunityId = reader.ReadInt64();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        var flags = 0;
        if (Creator)
            flags |= 1 << 0;
        if (Left)
            flags |= 1 << 2;
        if (Broadcast)
            flags |= 1 << 5;
        if (Verified)
            flags |= 1 << 7;
        if (Megagroup)
            flags |= 1 << 8;
        if (Restricted || RestrictionReason != null)
            flags |= 1 << 9;
        if (Signatures)
            flags |= 1 << 11;
        if (Min)
            flags |= 1 << 12;
        if (Scam)
            flags |= 1 << 19;
        if (HasLink)
            flags |= 1 << 20;
        if (HasGeo)
            flags |= 1 << 21;
        if (SlowmodeEnabled)
            flags |= 1 << 22;
        if (CallActive)
            flags |= 1 << 23;
        if (CallNotEmpty)
            flags |= 1 << 24;
        if (Fake)
            flags |= 1 << 25;
        if (Gigagroup)
            flags |= 1 << 26;
        if (Noforwards)
            flags |= 1 << 27;
        if (JoinToSend)
            flags |= 1 << 28;
        if (JoinRequest)
            flags |= 1 << 29;
        if (Forum)
            flags |= 1 << 30;
        if (AccessHash != null)
            flags |= 1 << 13;
        if (Username != null)
            flags |= 1 << 6;
        if (AdminRights != null)
            flags |= 1 << 14;
        if (BannedRights != null)
            flags |= 1 << 15;
        if (DefaultBannedRights != null)
            flags |= 1 << 18;
        if (ParticipantsCount != null)
            flags |= 1 << 17;
        writer.Write(flags);
        var flags2 = 0;
        if (StoriesHidden)
            flags2 |= 1 << 1;
        if (StoriesHiddenMin)
            flags2 |= 1 << 2;
        if (StoriesUnavailable)
            flags2 |= 1 << 3;
        if (SignatureProfiles)
            flags2 |= 1 << 12;
        if (Autotranslation)
            flags2 |= 1 << 15;
        if (BroadcastMessagesAllowed)
            flags2 |= 1 << 16;
        if (Monoforum)
            flags2 |= 1 << 17;
        if (ForumTabs)
            flags2 |= 1 << 19;
        if (Usernames != null)
            flags2 |= 1 << 0;
        if (StoriesMaxId != null)
            flags2 |= 1 << 4;
        if (Color != null)
            flags2 |= 1 << 7;
        if (ProfileColor != null)
            flags2 |= 1 << 8;
        if (EmojiStatus != null)
            flags2 |= 1 << 9;
        if (Level != null)
            flags2 |= 1 << 10;
        if (SubscriptionUntilDate != null)
            flags2 |= 1 << 11;
        if (BotVerificationIcon != null)
            flags2 |= 1 << 13;
        if (SendPaidMessagesStars != null)
            flags2 |= 1 << 14;
        if (LinkedMonoforumId != null)
            flags2 |= 1 << 18;
        if (LinkedCommunityId != null)
            flags2 |= 1 << 20;
        writer.Write(flags2);
        writer.Write(Id);
        if (AccessHash != null)
            writer.Write(AccessHash.Value);
        writer.WriteText(Title);
        if (Username != null)
            writer.WriteText(Username);
        writer.WriteObject(Photo);
        writer.Write(Date);
        if (RestrictionReason != null)
            writer.WriteList(RestrictionReason);
        if (AdminRights != null)
            writer.WriteObject(AdminRights);
        if (BannedRights != null)
            writer.WriteObject(BannedRights);
        if (DefaultBannedRights != null)
            writer.WriteObject(DefaultBannedRights);
        if (ParticipantsCount != null)
            writer.Write(ParticipantsCount.Value);
        if (Usernames != null)
            writer.WriteList(Usernames);
        if (StoriesMaxId != null)
            writer.WriteObject(StoriesMaxId);
        if (Color != null)
            writer.WriteObject(Color);
        if (ProfileColor != null)
            writer.WriteObject(ProfileColor);
        if (EmojiStatus != null)
            writer.WriteObject(EmojiStatus);
        if (Level != null)
            writer.Write(Level.Value);
        if (SubscriptionUntilDate != null)
            writer.Write(SubscriptionUntilDate.Value);
        if (BotVerificationIcon != null)
            writer.Write(BotVerificationIcon.Value);
        if (SendPaidMessagesStars != null)
            writer.Write(SendPaidMessagesStars.Value);
        if (LinkedMonoforumId != null)
            writer.Write(LinkedMonoforumId.Value);
        if (LinkedCommunityId != null)
            writer.Write(LinkedCommunityId.Value);
    }
}

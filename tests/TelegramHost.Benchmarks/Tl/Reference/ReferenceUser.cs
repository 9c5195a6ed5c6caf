using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceUser : IReferenceObject
{
    public const uint ConstructorId = 0xb1b8cc83;

    public bool Self { get; set; }

    public bool Contact { get; set; }

    public bool MutualContact { get; set; }

    public bool Deleted { get; set; }

    public bool Bot { get; set; }

    public bool BotChatHistory { get; set; }

    public bool BotNochats { get; set; }

    public bool Verified { get; set; }

    public bool Restricted { get; set; }

    public bool Min { get; set; }

    public bool BotInlineGeo { get; set; }

    public bool Support { get; set; }

    public bool Scam { get; set; }

    public bool ApplyMinPhoto { get; set; }

    public bool Fake { get; set; }

    public bool BotAttachMenu { get; set; }

    public bool Premium { get; set; }

    public bool AttachMenuEnabled { get; set; }

    public bool BotCanEdit { get; set; }

    public bool CloseFriend { get; set; }

    public bool StoriesHidden { get; set; }

    public bool StoriesUnavailable { get; set; }

    public bool ContactRequirePremium { get; set; }

    public bool BotBusiness { get; set; }

    public bool BotHasMainApp { get; set; }

    public bool BotForumView { get; set; }

    public bool BotForumCanManageTopics { get; set; }

    public bool BotCanManageBots { get; set; }

    public bool BotGuestchat { get; set; }

    public bool BotGuard { get; set; }

    public long Id { get; set; }

    public long? AccessHash { get; set; }

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? Username { get; set; }

    public string? Phone { get; set; }

    public object? Photo { get; set; }

    public object? Status { get; set; }

    public int? BotInfoVersion { get; set; }

    public List<object>? RestrictionReason { get; set; }

    public string? BotInlinePlaceholder { get; set; }

    public string? LangCode { get; set; }

    public object? EmojiStatus { get; set; }

    public List<object>? Usernames { get; set; }

    public object? StoriesMaxId { get; set; }

    public object? Color { get; set; }

    public object? ProfileColor { get; set; }

    public int? BotActiveUsers { get; set; }

    public long? BotVerificationIcon { get; set; }

    public long? SendPaidMessagesStars { get; set; }

    public long? LinkedCommunityId { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceUser();
        var flags = reader.ReadInt32();
        value.Self = (flags & (1 << 10)) != 0;
        value.Contact = (flags & (1 << 11)) != 0;
        value.MutualContact = (flags & (1 << 12)) != 0;
        value.Deleted = (flags & (1 << 13)) != 0;
        value.Bot = (flags & (1 << 14)) != 0;
        value.BotChatHistory = (flags & (1 << 15)) != 0;
        value.BotNochats = (flags & (1 << 16)) != 0;
        value.Verified = (flags & (1 << 17)) != 0;
        value.Restricted = (flags & (1 << 18)) != 0;
        value.Min = (flags & (1 << 20)) != 0;
        value.BotInlineGeo = (flags & (1 << 21)) != 0;
        value.Support = (flags & (1 << 23)) != 0;
        value.Scam = (flags & (1 << 24)) != 0;
        value.ApplyMinPhoto = (flags & (1 << 25)) != 0;
        value.Fake = (flags & (1 << 26)) != 0;
        value.BotAttachMenu = (flags & (1 << 27)) != 0;
        value.Premium = (flags & (1 << 28)) != 0;
        value.AttachMenuEnabled = (flags & (1 << 29)) != 0;
        var flags2 = reader.ReadInt32();
        value.BotCanEdit = (flags2 & (1 << 1)) != 0;
        value.CloseFriend = (flags2 & (1 << 2)) != 0;
        value.StoriesHidden = (flags2 & (1 << 3)) != 0;
        value.StoriesUnavailable = (flags2 & (1 << 4)) != 0;
        value.ContactRequirePremium = (flags2 & (1 << 10)) != 0;
        value.BotBusiness = (flags2 & (1 << 11)) != 0;
        value.BotHasMainApp = (flags2 & (1 << 13)) != 0;
        value.BotForumView = (flags2 & (1 << 16)) != 0;
        value.BotForumCanManageTopics = (flags2 & (1 << 17)) != 0;
        value.BotCanManageBots = (flags2 & (1 << 18)) != 0;
        value.BotGuestchat = (flags2 & (1 << 19)) != 0;
        value.BotGuard = (flags2 & (1 << 20)) != 0;
        value.Id = reader.ReadInt64();
        if ((flags & (1 << 0)) != 0)
            value.AccessHash = reader.ReadInt64();
        if ((flags & (1 << 1)) != 0)
            value.FirstName = reader.ReadText();
        if ((flags & (1 << 2)) != 0)
            value.LastName = reader.ReadText();
        if ((flags & (1 << 3)) != 0)
            value.Username = reader.ReadText();
        if ((flags & (1 << 4)) != 0)
            value.Phone = reader.ReadText();
        if ((flags & (1 << 5)) != 0)
            value.Photo = reader.ReadObject();
        if ((flags & (1 << 6)) != 0)
            value.Status = reader.ReadObject();
        if ((flags & (1 << 14)) != 0)
            value.BotInfoVersion = reader.ReadInt32();
        if ((flags & (1 << 18)) != 0)
            value.RestrictionReason = reader.ReadList();
        if ((flags & (1 << 19)) != 0)
            value.BotInlinePlaceholder = reader.ReadText();
        if ((flags & (1 << 22)) != 0)
            value.LangCode = reader.ReadText();
        if ((flags & (1 << 30)) != 0)
            value.EmojiStatus = reader.ReadObject();
        if ((flags2 & (1 << 0)) != 0)
            value.Usernames = reader.ReadList();
        if ((flags2 & (1 << 5)) != 0)
            value.StoriesMaxId = reader.ReadObject();
        if ((flags2 & (1 << 8)) != 0)
            value.Color = reader.ReadObject();
        if ((flags2 & (1 << 9)) != 0)
            value.ProfileColor = reader.ReadObject();
        if ((flags2 & (1 << 12)) != 0)
            value.BotActiveUsers = reader.ReadInt32();
        if ((flags2 & (1 << 14)) != 0)
            value.BotVerificationIcon = reader.ReadInt64();
        if ((flags2 & (1 << 15)) != 0)
            value.SendPaidMessagesStars = reader.ReadInt64();
        if ((flags2 & (1 << 21)) != 0)
            value.LinkedCommunityId = reader.ReadInt64();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        var flags = 0;
        if (Self)
            flags |= 1 << 10;
        if (Contact)
            flags |= 1 << 11;
        if (MutualContact)
            flags |= 1 << 12;
        if (Deleted)
            flags |= 1 << 13;
        if (Bot || BotInfoVersion != null)
            flags |= 1 << 14;
        if (BotChatHistory)
            flags |= 1 << 15;
        if (BotNochats)
            flags |= 1 << 16;
        if (Verified)
            flags |= 1 << 17;
        if (Restricted || RestrictionReason != null)
            flags |= 1 << 18;
        if (Min)
            flags |= 1 << 20;
        if (BotInlineGeo)
            flags |= 1 << 21;
        if (Support)
            flags |= 1 << 23;
        if (Scam)
            flags |= 1 << 24;
        if (ApplyMinPhoto)
            flags |= 1 << 25;
        if (Fake)
            flags |= 1 << 26;
        if (BotAttachMenu)
            flags |= 1 << 27;
        if (Premium)
            flags |= 1 << 28;
        if (AttachMenuEnabled)
            flags |= 1 << 29;
        if (AccessHash != null)
            flags |= 1 << 0;
        if (FirstName != null)
            flags |= 1 << 1;
        if (LastName != null)
            flags |= 1 << 2;
        if (Username != null)
            flags |= 1 << 3;
        if (Phone != null)
            flags |= 1 << 4;
        if (Photo != null)
            flags |= 1 << 5;
        if (Status != null)
            flags |= 1 << 6;
        if (BotInlinePlaceholder != null)
            flags |= 1 << 19;
        if (LangCode != null)
            flags |= 1 << 22;
        if (EmojiStatus != null)
            flags |= 1 << 30;
        writer.Write(flags);
        var flags2 = 0;
        if (BotCanEdit)
            flags2 |= 1 << 1;
        if (CloseFriend)
            flags2 |= 1 << 2;
        if (StoriesHidden)
            flags2 |= 1 << 3;
        if (StoriesUnavailable)
            flags2 |= 1 << 4;
        if (ContactRequirePremium)
            flags2 |= 1 << 10;
        if (BotBusiness)
            flags2 |= 1 << 11;
        if (BotHasMainApp)
            flags2 |= 1 << 13;
        if (BotForumView)
            flags2 |= 1 << 16;
        if (BotForumCanManageTopics)
            flags2 |= 1 << 17;
        if (BotCanManageBots)
            flags2 |= 1 << 18;
        if (BotGuestchat)
            flags2 |= 1 << 19;
        if (BotGuard)
            flags2 |= 1 << 20;
        if (Usernames != null)
            flags2 |= 1 << 0;
        if (StoriesMaxId != null)
            flags2 |= 1 << 5;
        if (Color != null)
            flags2 |= 1 << 8;
        if (ProfileColor != null)
            flags2 |= 1 << 9;
        if (BotActiveUsers != null)
            flags2 |= 1 << 12;
        if (BotVerificationIcon != null)
            flags2 |= 1 << 14;
        if (SendPaidMessagesStars != null)
            flags2 |= 1 << 15;
        if (LinkedCommunityId != null)
            flags2 |= 1 << 21;
        writer.Write(flags2);
        writer.Write(Id);
        if (AccessHash != null)
            writer.Write(AccessHash.Value);
        if (FirstName != null)
            writer.WriteText(FirstName);
        if (LastName != null)
            writer.WriteText(LastName);
        if (Username != null)
            writer.WriteText(Username);
        if (Phone != null)
            writer.WriteText(Phone);
        if (Photo != null)
            writer.WriteObject(Photo);
        if (Status != null)
            writer.WriteObject(Status);
        if (BotInfoVersion != null)
            writer.Write(BotInfoVersion.Value);
        if (RestrictionReason != null)
            writer.WriteList(RestrictionReason);
        if (BotInlinePlaceholder != null)
            writer.WriteText(BotInlinePlaceholder);
        if (LangCode != null)
            writer.WriteText(LangCode);
        if (EmojiStatus != null)
            writer.WriteObject(EmojiStatus);
        if (Usernames != null)
            writer.WriteList(Usernames);
        if (StoriesMaxId != null)
            writer.WriteObject(StoriesMaxId);
        if (Color != null)
            writer.WriteObject(Color);
        if (ProfileColor != null)
            writer.WriteObject(ProfileColor);
        if (BotActiveUsers != null)
            writer.Write(BotActiveUsers.Value);
        if (BotVerificationIcon != null)
            writer.Write(BotVerificationIcon.Value);
        if (SendPaidMessagesStars != null)
            writer.Write(SendPaidMessagesStars.Value);
        if (LinkedCommunityId != null)
            writer.Write(LinkedCommunityId.Value);
    }
}

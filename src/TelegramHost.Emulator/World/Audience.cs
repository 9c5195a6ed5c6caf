namespace TelegramHost.Emulator;

/// <summary>Whom a message of a group or a channel concerns.</summary>
internal static class Audience
{
    /// <summary>"A bot running in privacy mode will not receive all messages that people send to the group."</summary>
    /// <remarks>Source: https://core.telegram.org/bots/features#privacy-mode</remarks>
    public static bool Sees(Account recipient, SharedMessage content)
    {
        if (recipient.User is not EmulatedBot bot || content.Action is not null || content.Sender == recipient)
            return true;
        if (content.Sender.IsBot)
            return false;
        return !bot.HasPrivacyMode || IsCommandFor(bot, content) || IsMentioned(recipient, content);
    }

    /// <summary>Whether a message answers an account or names it.</summary>
    public static bool IsMentioned(Account account, SharedMessage content)
    {
        if (content.Sender == account)
            return false;
        if (content.ReplyTo?.Sender == account)
            return true;
        foreach (var entity in content.Entities ?? [])
        {
            if (entity is Schema.MessageEntityMentionName named && named.UserId == account.Id)
                return true;
            if (entity is Schema.MessageEntityMention mention
                && content.Text.AsSpan(mention.Offset + 1, mention.Length - 1).Equals(account.User.Username, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCommandFor(EmulatedBot bot, SharedMessage content)
    {
        foreach (var command in (content.Entities ?? []).OfType<Schema.MessageEntityBotCommand>())
        {
            var text = content.Text.AsSpan(command.Offset, command.Length);
            var at = text.IndexOf('@');
            if (at < 0 || text[(at + 1)..].Equals(bot.Username, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}

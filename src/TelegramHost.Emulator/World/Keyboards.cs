using System.Text;

namespace TelegramHost.Emulator;

/// <summary>Checks keyboards and turns the input forms of their buttons into what receivers see.</summary>
internal static class Keyboards
{
    /// <summary>The longest callback data, in bytes.</summary>
    public const int MaxDataBytes = 64;

    /// <summary>A keyboard as receivers see it.</summary>
    /// <exception cref="WorldException">A button is empty, too long or of a kind that does not belong there.</exception>
    public static Schema.ReplyMarkupBase? Prepare(Schema.ReplyMarkupBase? markup, Func<Schema.InputUserBase, long> resolveUser) => markup switch
    {
        null => null,
        Schema.ReplyInlineMarkup inline => new Schema.ReplyInlineMarkup { Rows = Rows(inline.Rows, isInline: true, resolveUser) },
        Schema.ReplyKeyboardMarkup reply => new Schema.ReplyKeyboardMarkup
        {
            Resize = reply.Resize,
            SingleUse = reply.SingleUse,
            Selective = reply.Selective,
            Persistent = reply.Persistent,
            Placeholder = reply.Placeholder,
            Rows = Rows(reply.Rows, isInline: false, resolveUser),
        },
        _ => markup,
    };

    /// <summary>Whether a keyboard has a callback button with this data.</summary>
    public static bool HasCallback(Schema.ReplyMarkupBase? markup, ReadOnlySpan<byte> data)
    {
        foreach (var row in (markup as Schema.ReplyInlineMarkup)?.Rows ?? [])
        {
            foreach (var button in row.Buttons)
            {
                if (button is Schema.KeyboardButtonCallback callback && data.SequenceEqual(callback.Data))
                    return true;
            }
        }

        return false;
    }

    /// <summary>What a button says.</summary>
    public static string TextOf(Schema.KeyboardButtonBase button) => button switch
    {
        Schema.KeyboardButton b => b.Text,
        Schema.KeyboardButtonUrl b => b.Text,
        Schema.KeyboardButtonCallback b => b.Text,
        Schema.KeyboardButtonRequestPhone b => b.Text,
        Schema.KeyboardButtonRequestGeoLocation b => b.Text,
        Schema.KeyboardButtonSwitchInline b => b.Text,
        Schema.KeyboardButtonGame b => b.Text,
        Schema.KeyboardButtonBuy b => b.Text,
        Schema.KeyboardButtonUrlAuth b => b.Text,
        Schema.InputKeyboardButtonUrlAuth b => b.Text,
        Schema.KeyboardButtonRequestPoll b => b.Text,
        Schema.InputKeyboardButtonUserProfile b => b.Text,
        Schema.KeyboardButtonUserProfile b => b.Text,
        Schema.KeyboardButtonWebView b => b.Text,
        Schema.KeyboardButtonSimpleWebView b => b.Text,
        Schema.KeyboardButtonRequestPeer b => b.Text,
        Schema.InputKeyboardButtonRequestPeer b => b.Text,
        Schema.KeyboardButtonCopy b => b.Text,
        _ => "",
    };

    private static Schema.KeyboardButtonRow[] Rows(Schema.KeyboardButtonRow[] rows, bool isInline, Func<Schema.InputUserBase, long> resolveUser)
    {
        if (rows.All(row => row.Buttons.Length == 0))
            throw new WorldException(400, "REPLY_MARKUP_INVALID");
        if (rows.Sum(row => row.Buttons.Length) > 300)
            throw new WorldException(400, "REPLY_MARKUP_TOO_LONG");
        return [.. rows.Where(row => row.Buttons.Length > 0).Select(row => new Schema.KeyboardButtonRow
        {
            Buttons = [.. row.Buttons.Select(button => Button(button, isInline, resolveUser))],
        })];
    }

    private static Schema.KeyboardButtonBase Button(Schema.KeyboardButtonBase button, bool isInline, Func<Schema.InputUserBase, long> resolveUser)
    {
        if (TextOf(button).Length == 0)
            throw new WorldException(400, "BUTTON_TEXT_INVALID");
        if ((isInline && IsReplyOnly(button)) || (!isInline && button is (Schema.KeyboardButtonCallback or Schema.KeyboardButtonUrl)))
            throw new WorldException(400, "BUTTON_TYPE_INVALID");
        switch (button)
        {
            case Schema.KeyboardButtonCallback callback when callback.Data.Length is 0 or > MaxDataBytes:
                throw new WorldException(400, "BUTTON_DATA_INVALID");
            case Schema.KeyboardButtonUrl url when !IsAddress(url.Url):
                throw new WorldException(400, "BUTTON_URL_INVALID");
            case Schema.KeyboardButtonCopy copy when Encoding.UTF8.GetByteCount(copy.CopyText) is 0 or > 1024:
                throw new WorldException(400, "BUTTON_COPY_TEXT_INVALID");
            case Schema.InputKeyboardButtonUserProfile profile:
                return new Schema.KeyboardButtonUserProfile { Text = profile.Text, Style = profile.Style, UserId = resolveUser(profile.UserId) };
            case Schema.InputKeyboardButtonUrlAuth auth:
                return new Schema.KeyboardButtonUrlAuth { Text = auth.Text, Style = auth.Style, FwdText = auth.FwdText, Url = auth.Url, ButtonId = 1 };
            case Schema.InputKeyboardButtonRequestPeer request:
                return new Schema.KeyboardButtonRequestPeer
                {
                    Text = request.Text,
                    Style = request.Style,
                    ButtonId = request.ButtonId,
                    PeerType = request.PeerType,
                    MaxQuantity = request.MaxQuantity,
                };
            default:
                return button;
        }
    }

    private static bool IsReplyOnly(Schema.KeyboardButtonBase button) =>
        button is Schema.KeyboardButton or Schema.KeyboardButtonRequestPhone or Schema.KeyboardButtonRequestGeoLocation;

    /// <summary>Telegram takes addresses without a scheme too.</summary>
    private static bool IsAddress(string url) =>
        Uri.TryCreate(url.Contains("://", StringComparison.Ordinal) ? url : "https://" + url, UriKind.Absolute, out var address)
        && (address.Scheme is "http" or "https" or "tg" or "ton");
}

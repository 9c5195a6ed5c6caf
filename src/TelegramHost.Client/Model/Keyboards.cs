using TelegramHost.Schema;

namespace TelegramHost.Client.Model;

/// <summary>Keyboards from and to TL.</summary>
internal static class Keyboards
{
    /// <summary>The keyboard of a message, or null.</summary>
    public static Keyboard? Of(ReplyMarkupBase? markup) => markup switch
    {
        ReplyInlineMarkup m => new InlineKeyboard(m.Rows.Select(row => row.Buttons.Select(InlineOf))),
        ReplyKeyboardMarkup m => new ReplyKeyboard(m.Rows.Select(row => row.Buttons.Select(ReplyOf)))
        {
            Resize = m.Resize,
            OneTime = m.SingleUse,
            Persistent = m.Persistent,
            Selective = m.Selective,
            Placeholder = m.Placeholder,
        },
        ReplyKeyboardHide m => new RemoveKeyboard { Selective = m.Selective },
        ReplyKeyboardForceReply m => new ForceReply { Selective = m.Selective, OneTime = m.SingleUse, Placeholder = m.Placeholder },
        _ => null,
    };

    /// <summary>The keyboard as functions take it.</summary>
    /// <exception cref="NotSupportedException">A button is of a kind that can't be sent.</exception>
    public static ReplyMarkupBase? ToTl(Keyboard? keyboard) => keyboard switch
    {
        null => null,
        InlineKeyboard k => new ReplyInlineMarkup { Rows = Rows(k.Rows, ToTl) },
        ReplyKeyboard k => new ReplyKeyboardMarkup
        {
            Rows = Rows(k.Rows, ToTl),
            Resize = k.Resize,
            SingleUse = k.OneTime,
            Persistent = k.Persistent,
            Selective = k.Selective,
            Placeholder = k.Placeholder,
        },
        RemoveKeyboard k => new ReplyKeyboardHide { Selective = k.Selective },
        ForceReply k => new ReplyKeyboardForceReply { Selective = k.Selective, SingleUse = k.OneTime, Placeholder = k.Placeholder },
        _ => throw new NotSupportedException($"{keyboard.GetType().Name} can't be sent."),
    };

    private static KeyboardButtonRow[] Rows<T>(IReadOnlyList<IReadOnlyList<T>> rows, Func<T, KeyboardButtonBase> toTl) =>
        [.. rows.Where(row => row.Count > 0).Select(row => new KeyboardButtonRow { Buttons = [.. row.Select(toTl)] })];

    private static InlineButton InlineOf(KeyboardButtonBase button) => button switch
    {
        KeyboardButtonCallback b when b.Data.Length is > 0 and <= InlineButton.MaxDataBytes && b.Text.Length > 0 => InlineButton.Callback(b.Text, b.Data),
        KeyboardButtonUrl b when b is { Text.Length: > 0, Url.Length: > 0 } => InlineButton.Url(b.Text, b.Url),
        KeyboardButtonCopy b when b is { Text.Length: > 0, CopyText.Length: > 0 } => InlineButton.Copy(b.Text, b.CopyText),
        KeyboardButtonSwitchInline { SamePeer: true, Text.Length: > 0 } b => InlineButton.SwitchInlineHere(b.Text, b.Query),
        KeyboardButtonSwitchInline { Text.Length: > 0 } b => InlineButton.SwitchInline(b.Text, b.Query),
        KeyboardButtonWebView b when b is { Text.Length: > 0, Url.Length: > 0 } => InlineButton.WebApp(b.Text, b.Url),
        _ => InlineButton.Other(TextOf(button)),
    };

    private static ReplyButton ReplyOf(KeyboardButtonBase button) => button switch
    {
        KeyboardButton { Text.Length: > 0 } b => ReplyButton.Plain(b.Text),
        KeyboardButtonRequestPhone { Text.Length: > 0 } b => ReplyButton.RequestPhone(b.Text),
        KeyboardButtonRequestGeoLocation { Text.Length: > 0 } b => ReplyButton.RequestLocation(b.Text),
        _ => ReplyButton.Other(TextOf(button)),
    };

    private static KeyboardButtonBase ToTl(InlineButton button) => button.Kind switch
    {
        InlineButtonKind.Callback => new KeyboardButtonCallback { Text = button.Text, Data = button.Data.ToArray() },
        InlineButtonKind.Url => new KeyboardButtonUrl { Text = button.Text, Url = button.Value! },
        InlineButtonKind.Copy => new KeyboardButtonCopy { Text = button.Text, CopyText = button.Value! },
        InlineButtonKind.SwitchInline => new KeyboardButtonSwitchInline { Text = button.Text, Query = button.Value! },
        InlineButtonKind.SwitchInlineHere => new KeyboardButtonSwitchInline { Text = button.Text, Query = button.Value!, SamePeer = true },
        InlineButtonKind.WebApp => new KeyboardButtonWebView { Text = button.Text, Url = button.Value! },
        _ => throw new NotSupportedException($"The button \"{button.Text}\" is of a kind that is only shown; build it with one of InlineButton's methods."),
    };

    private static KeyboardButtonBase ToTl(ReplyButton button) => button.Kind switch
    {
        ReplyButtonKind.Text => new KeyboardButton { Text = button.Text },
        ReplyButtonKind.RequestPhone => new KeyboardButtonRequestPhone { Text = button.Text },
        ReplyButtonKind.RequestLocation => new KeyboardButtonRequestGeoLocation { Text = button.Text },
        _ => throw new NotSupportedException($"The button \"{button.Text}\" is of a kind that is only shown; build it with one of ReplyButton's methods."),
    };

    private static string TextOf(KeyboardButtonBase button) => button switch
    {
        KeyboardButton b => b.Text,
        KeyboardButtonUrl b => b.Text,
        KeyboardButtonCallback b => b.Text,
        KeyboardButtonGame b => b.Text,
        KeyboardButtonBuy b => b.Text,
        KeyboardButtonUrlAuth b => b.Text,
        KeyboardButtonRequestPoll b => b.Text,
        KeyboardButtonUserProfile b => b.Text,
        KeyboardButtonWebView b => b.Text,
        KeyboardButtonSimpleWebView b => b.Text,
        KeyboardButtonRequestPeer b => b.Text,
        KeyboardButtonCopy b => b.Text,
        _ => "",
    };
}

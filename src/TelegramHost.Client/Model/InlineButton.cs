using System.Text;

namespace TelegramHost.Client.Model;

/// <summary>A button of an <see cref="InlineKeyboard"/>.</summary>
/// <remarks>Source: https://core.telegram.org/api/bots/buttons</remarks>
public sealed record InlineButton
{
    /// <summary>The most bytes that <see cref="Data"/> may have.</summary>
    public const int MaxDataBytes = 64;

    private InlineButton(InlineButtonKind kind, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Kind = kind;
        Text = text;
    }

    /// <summary>What a press does.</summary>
    public InlineButtonKind Kind { get; }

    /// <summary>What stands on the button.</summary>
    public string Text { get; }

    /// <summary>What a press sends to the bot (<see cref="InlineButtonKind.Callback"/>).</summary>
    public ReadOnlyMemory<byte> Data { get; private init; }

    /// <summary>The link to open, the text to copy or the query to insert, by <see cref="Kind"/>.</summary>
    public string? Value { get; private init; }

    /// <summary>A button whose press reaches the bot as a callback query.</summary>
    /// <param name="text">What stands on the button.</param>
    /// <param name="data">1–64 bytes when written as UTF-8.</param>
    /// <exception cref="ArgumentException">The data is empty or longer than 64 bytes.</exception>
    public static InlineButton Callback(string text, string data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Callback(text, Encoding.UTF8.GetBytes(data));
    }

    /// <summary>A button whose press reaches the bot as a callback query with these bytes.</summary>
    /// <exception cref="ArgumentException">The data is empty or longer than 64 bytes.</exception>
    public static InlineButton Callback(string text, ReadOnlySpan<byte> data)
    {
        if (data.Length is 0 or > MaxDataBytes)
        {
            throw new ArgumentException(
                $"The data of button \"{text}\" is {data.Length} bytes; Telegram takes 1 to {MaxDataBytes}. Keep a key in the button and the rest in your own store.",
                nameof(data));
        }

        return new InlineButton(InlineButtonKind.Callback, text) { Data = data.ToArray() };
    }

    /// <summary>A button that opens a link.</summary>
    public static InlineButton Url(string text, string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        return new InlineButton(InlineButtonKind.Url, text) { Value = url };
    }

    /// <summary>A button that copies a text to the clipboard.</summary>
    public static InlineButton Copy(string text, string copied)
    {
        ArgumentException.ThrowIfNullOrEmpty(copied);
        return new InlineButton(InlineButtonKind.Copy, text) { Value = copied };
    }

    /// <summary>A button that lets the user pick a chat and starts an inline query of this bot there.</summary>
    public static InlineButton SwitchInline(string text, string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new InlineButton(InlineButtonKind.SwitchInline, text) { Value = query };
    }

    /// <summary>A button that starts an inline query of this bot in the same chat.</summary>
    public static InlineButton SwitchInlineHere(string text, string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new InlineButton(InlineButtonKind.SwitchInlineHere, text) { Value = query };
    }

    /// <summary>A button that opens a Mini App.</summary>
    public static InlineButton WebApp(string text, string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        return new InlineButton(InlineButtonKind.WebApp, text) { Value = url };
    }

    /// <summary>A button of a kind that this version only shows; it cannot be sent.</summary>
    internal static InlineButton Other(string text) => new(InlineButtonKind.Other, text.Length > 0 ? text : " ");
}

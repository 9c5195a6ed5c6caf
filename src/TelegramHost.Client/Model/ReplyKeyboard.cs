namespace TelegramHost.Client.Model;

/// <summary>Rows of buttons in place of the user's keyboard.</summary>
/// <example><c>new ReplyKeyboard { Resize = true }.Row("Tea", "Coffee")</c></example>
public sealed class ReplyKeyboard : Keyboard
{
    private readonly List<IReadOnlyList<ReplyButton>> _rows = [];

    /// <summary>A keyboard without buttons.</summary>
    public ReplyKeyboard()
    {
    }

    /// <summary>A keyboard of these rows.</summary>
    public ReplyKeyboard(params IEnumerable<IEnumerable<ReplyButton>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var row in rows)
            _rows.Add([.. row]);
    }

    /// <summary>The rows from top to bottom.</summary>
    public IReadOnlyList<IReadOnlyList<ReplyButton>> Rows => _rows;

    /// <summary>Whether the keyboard is made as low as its rows need. Default: true.</summary>
    public bool Resize { get; init; } = true;

    /// <summary>Whether it goes away after one press.</summary>
    public bool OneTime { get; init; }

    /// <summary>Whether it stays when the phone's own keyboard is hidden.</summary>
    public bool Persistent { get; init; }

    /// <summary>Whether only mentioned users and the author of the message replied to see it.</summary>
    public bool Selective { get; init; }

    /// <summary>What the empty input field shows meanwhile.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Adds a row below the others.</summary>
    public ReplyKeyboard Row(params ReplyButton[] buttons)
    {
        ArgumentNullException.ThrowIfNull(buttons);
        _rows.Add([.. buttons]);
        return this;
    }
}

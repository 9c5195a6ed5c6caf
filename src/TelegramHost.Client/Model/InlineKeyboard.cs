namespace TelegramHost.Client.Model;

/// <summary>Rows of buttons under a message.</summary>
/// <example><c>new InlineKeyboard().Row(InlineButton.Callback("Yes", "yes"), InlineButton.Callback("No", "no"))</c></example>
public sealed class InlineKeyboard : Keyboard
{
    private readonly List<IReadOnlyList<InlineButton>> _rows = [];

    /// <summary>A keyboard without buttons; sent with an edit it takes the buttons away.</summary>
    public InlineKeyboard()
    {
    }

    /// <summary>A keyboard of these rows.</summary>
    public InlineKeyboard(params IEnumerable<IEnumerable<InlineButton>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var row in rows)
            _rows.Add([.. row]);
    }

    /// <summary>The rows from top to bottom.</summary>
    public IReadOnlyList<IReadOnlyList<InlineButton>> Rows => _rows;

    /// <summary>Adds a row below the others.</summary>
    public InlineKeyboard Row(params InlineButton[] buttons)
    {
        ArgumentNullException.ThrowIfNull(buttons);
        _rows.Add([.. buttons]);
        return this;
    }
}

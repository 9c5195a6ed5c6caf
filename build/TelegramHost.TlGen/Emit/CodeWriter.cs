using System.Text;

namespace TelegramHost.TlGen.Emit;

/// <summary>Lines of C# with their indentation.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Adds a line.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
            _text.Append(' ', _depth * 4).Append(text);
        _text.Append('\n');
    }

    /// <summary>Opens a brace under a line.</summary>
    public void Open(string head)
    {
        Line(head);
        Line("{");
        _depth++;
    }

    /// <summary>Closes the last brace.</summary>
    public void Close(string tail = "")
    {
        _depth--;
        Line("}" + tail);
    }

    /// <summary>Adds a line that belongs to the condition above it.</summary>
    public void Indented(string text)
    {
        _depth++;
        Line(text);
        _depth--;
    }

    /// <summary>Adds a documentation comment.</summary>
    public void Summary(string text) => Line($"/// <summary>{text}</summary>");

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}

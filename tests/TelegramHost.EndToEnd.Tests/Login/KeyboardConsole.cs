using Spectre.Console;
using Spectre.Console.Rendering;

namespace TelegramHost.EndToEnd.Tests.Login;

/// <summary>A terminal whose keyboard a test plays, and whose screen it reads.</summary>
internal sealed class KeyboardConsole : IAnsiConsole, IAnsiConsoleInput
{
    private readonly StringWriter _screen = new();
    private readonly Queue<ConsoleKeyInfo> _keys = [];
    private readonly IAnsiConsole _console;

    public KeyboardConsole(bool isInteractive = true) => _console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = isInteractive ? InteractionSupport.Yes : InteractionSupport.No,
        Out = new AnsiConsoleOutput(_screen),
    });

    public string Screen => _screen.ToString();

    public Profile Profile => _console.Profile;

    public IAnsiConsoleCursor Cursor => _console.Cursor;

    public IAnsiConsoleInput Input => this;

    public IExclusivityMode ExclusivityMode => _console.ExclusivityMode;

    public RenderPipeline Pipeline => _console.Pipeline;

    public void Type(string line)
    {
        foreach (var letter in line)
            _keys.Enqueue(new ConsoleKeyInfo(letter, ConsoleKey.None, shift: false, alt: false, control: false));
        _keys.Enqueue(new ConsoleKeyInfo('\r', ConsoleKey.Enter, shift: false, alt: false, control: false));
    }

    public void Clear(bool home) => _console.Clear(home);

    public void Write(IRenderable renderable) => _console.Write(renderable);

    public bool IsKeyAvailable() => _keys.Count > 0;

    public ConsoleKeyInfo? ReadKey(bool intercept) => _keys.Dequeue();

    public Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) =>
        Task.FromResult<ConsoleKeyInfo?>(_keys.Dequeue());
}

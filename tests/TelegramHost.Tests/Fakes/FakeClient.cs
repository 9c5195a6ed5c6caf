using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Client.Model;
using TelegramHost.Client.Network;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;
using TelegramHost.Tl;

namespace TelegramHost.Tests.Fakes;

/// <summary>A client without a connection: real areas over a <see cref="RecordingInvoker"/>, and a run that a test steers.</summary>
internal sealed class FakeClient : ITelegramClient
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeClient()
    {
        var cache = new PeerCache();
        var resolver = new PeerResolver(Invoker, cache);
        Messages = new MessagesArea(Invoker, resolver, new ModelFactory(cache), SystemEntropy.Instance);
        Bots = new BotsArea(Invoker);
    }

    public RecordingInvoker Invoker { get; } = new();

    public List<string> History { get; } = [];

    /// <summary>What connecting does; by default it works at once.</summary>
    public Func<CancellationToken, Task> OnConnect { get; set; } = _ => Task.CompletedTask;

    public ConnectionState State => Status.State;

    public ConnectionStatus Status { get; } = new()
    {
        DataCenter = 2,
        Purpose = ConnectionPurpose.Main,
        State = ConnectionState.Connected,
        Since = DateTimeOffset.UnixEpoch,
    };

    public event EventHandler<ConnectionStatusChangedEventArgs>? StatusChanged
    {
        add => throw new NotSupportedException();
        remove => throw new NotSupportedException();
    }

    public CatchUpProgress? CatchUp => null;

    public IAsyncEnumerable<Update> Updates => throw new NotSupportedException();

    public MessagesArea Messages { get; }

    public BotsArea Bots { get; }

    public UpdateQuarantine Quarantine => throw new NotSupportedException();

    public AuthArea Auth => throw new NotSupportedException();

    public UsersArea Users => throw new NotSupportedException();

    public ChatsArea Chats => throw new NotSupportedException();

    public FilesArea Files => throw new NotSupportedException();

    public string Username { get; set; } = "echo_bot";

    public void SignalNetworkRestored() => Note("network restored");

    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        Note("connect");
        await OnConnect(cancellationToken);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await OnConnect(cancellationToken);
        Note("run");
        try
        {
            await _ended.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Note("closed");
        }
    }

    public void Fail(Exception exception) => _ended.TrySetException(exception);

    public void Note(string what)
    {
        lock (History)
            History.Add(what);
    }

    public Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, InvokeOptions options, CancellationToken cancellationToken = default) =>
        Invoker.InvokeAsync(request, cancellationToken);

    public Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, CancellationToken cancellationToken = default)
        => Invoker.InvokeAsync(request, cancellationToken);

    public Task<User> GetMeAsync(CancellationToken cancellationToken = default) => Task.FromResult(new User { Id = 1, Username = Username, IsBot = true });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

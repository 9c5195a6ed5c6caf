using System.Collections.Concurrent;
using System.Globalization;
using TelegramHost.Client;
using TelegramHost.Client.Model;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;
using TelegramHost.Emulator.Inspection;

namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>Hundreds of callers who write, read, and do what must not be done twice, and what became of each call.</summary>
internal sealed class Workload(FaultRig rig, bool readsFiles)
{
    private const int FirstReadable = 2;
    private const int Readable = 40;
    private const int PartBytes = 4096;
    private const string OnceMethod = "help.acceptTermsOfService";

    private readonly ConcurrentQueue<CallEnd> _ends = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _milestones = new();
    private readonly byte[] _content = new byte[Readable * PartBytes];
    private StoredFile? _file;
    private Chat? _chat;
    private int _ended;
    private int _wrongAnswers;

    /// <summary>All calls that have ended, but for forgotten ones.</summary>
    public IReadOnlyCollection<CallEnd> Ends => _ends;

    /// <summary>How many calls have ended, forgotten ones too.</summary>
    public int Ended => Volatile.Read(ref _ended);

    /// <summary>Forgotten ends that no fault excuses.</summary>
    public List<CallEnd> Unexpected { get; } = [];

    /// <summary>Of how many calls one writes; 0: two of five.</summary>
    public int WritesOneIn { get; set; }

    /// <summary>Answers that belong to another call, or to none.</summary>
    public int WrongAnswers => _wrongAnswers;

    /// <summary>The person writes what will be read, and the bot gets to know the person.</summary>
    public async Task PrepareAsync()
    {
        var met = new TaskCompletionSource<Chat>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = ListenAsync(met);
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "/start");
        for (var number = 0; number < Readable; number++)
            await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, Text("in", number));
        rig.Random.NextBytes(_content);
        lock (rig.Emulator.World.Gate)
            _file = rig.Emulator.World.Files.Add(_content, FaultRig.Other);
        _chat = await met.Task;
    }

    /// <summary>So many callers make so many calls each, one after the other.</summary>
    public async Task RunAsync(int callers, int callsEach)
    {
        var first = Ended;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallInRowAsync(first, caller, callers, callsEach))));
    }

    /// <summary>Keeps no ends but those that are a fault.</summary>
    public void Forget()
    {
        Unexpected.AddRange(_ends.Where(end => end.Fault is not null && !(end.Kind == CallKind.Once && end.Fault is RequestOutcomeUnknownException or RequestTimeoutException)));
        _ends.Clear();
        _milestones.Clear();
    }

    /// <summary>Ends when so many calls have ended.</summary>
    public Task ReachedAsync(int count)
    {
        var milestone = _milestones.GetOrAdd(count, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Volatile.Read(ref _ended) >= count)
            milestone.TrySetResult();
        return milestone.Task;
    }

    /// <summary>The bot's messages as the person sees them.</summary>
    public List<string> Written() =>
        [.. rig.Emulator.World.History(rig.Person, rig.Bot, int.MaxValue).Where(message => !message.IsOutgoing).Select(message => message.Text)];

    /// <summary>How often the server carried out each call that must not be made twice.</summary>
    public Dictionary<string, int> DoneOnce() => rig.Emulator.Wire.Records
        .Where(record => record is { Name: OnceMethod, Direction: WireDirection.Request })
        .GroupBy(record => record.Json).ToDictionary(group => group.Key, group => group.Count());

    // Somebody has to take the updates, or the client would stop to ask for them.
    private async Task ListenAsync(TaskCompletionSource<Chat> met)
    {
        await foreach (var update in rig.Client.Updates)
        {
            if (update is NewMessage { Message: { IsOutgoing: false } message })
                met.TrySetResult(message.Chat);
        }
    }

    private async Task CallInRowAsync(int first, int caller, int callers, int callsEach)
    {
        for (var call = 0; call < callsEach; call++)
        {
            var number = first + (call * callers) + caller;
            var kind = KindOf(number);
            Exception? fault = null;
            try
            {
                if (!await CallAsync(kind, number))
                    Interlocked.Increment(ref _wrongAnswers);
            }
            catch (Exception exception)
            {
                fault = exception;
            }

            _ends.Enqueue(new CallEnd(kind, number, fault));
            if (_milestones.TryGetValue(Interlocked.Increment(ref _ended), out var milestone))
                milestone.TrySetResult();
        }
    }

    private CallKind KindOf(int number) =>
        WritesOneIn == 0 ? (CallKind)(number % 5 / 2)
        : number % WritesOneIn == 0 ? CallKind.Write
        : number % 5 == 4 ? CallKind.Once
        : CallKind.Read;

    /// <summary>One call. Answers whether its result is the right one.</summary>
    private async Task<bool> CallAsync(CallKind kind, int number)
    {
        switch (kind)
        {
            case CallKind.Write:
                var sent = await rig.Client.Messages.SendTextAsync(_chat!, new OutgoingMessage(Text("out", number)));
                return sent.Text == Text("out", number) && sent.Id > 0;
            case CallKind.Read when readsFiles:
                var offset = number % Readable * PartBytes;
                var part = await rig.Client.InvokeAsync(new Schema.UploadGetFileRequest { Location = Location(), Offset = offset, Limit = PartBytes });
                return part is Schema.UploadFile { Bytes: var bytes } && bytes.AsSpan().SequenceEqual(_content.AsSpan(offset, PartBytes));
            case CallKind.Read:
                var read = await rig.Client.Messages.GetAsync(_chat!, [FirstReadable + (number % Readable)]);
                return read is [var message] && message.Text == Text("in", number % Readable);
            default:
                return await rig.Client.InvokeAsync(new Schema.HelpAcceptTermsOfServiceRequest { Id = new Schema.DataJSON { Data = Text("terms", number) } });
        }
    }

    private Schema.InputDocumentFileLocation Location() =>
        new() { Id = _file!.Id, AccessHash = _file.AccessHash, FileReference = _file.Reference, ThumbSize = "" };

    public static string Text(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"{what} {number}");
}

namespace TelegramHost.EndToEnd.Tests.Files;

/// <summary>Keeps what was reported, and does something at some of the reports.</summary>
internal sealed class Steps : IProgress<long>
{
    private readonly List<long> _reports = [];

    public IReadOnlyList<long> Reports => _reports;

    /// <summary>At which reports, counted from 1.</summary>
    public IReadOnlyList<int> At { get; init; } = [];

    public Action Do { get; init; } = () => { };

    public void Report(long value)
    {
        _reports.Add(value);
        if (At.Contains(_reports.Count))
            Do();
    }
}

namespace TelegramHost.Benchmarks.Harness;

/// <summary>One entry of the table of ratios. Every public class that implements it and has an empty constructor is found by its name.</summary>
public interface IRatioBench
{
    /// <summary>The name on the command line, for example <c>tl-read</c>.</summary>
    string Name { get; }

    /// <summary>What it measures, in one line.</summary>
    string Description { get; }

    /// <summary>Measures and reports.</summary>
    void Run(Report report);
}

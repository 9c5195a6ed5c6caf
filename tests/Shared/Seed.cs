namespace TelegramHost.TestSupport;

/// <summary>Seeds of random tests: printed, and repeatable through the environment variable TEST_SEED.</summary>
public static class Seed
{
    /// <summary>A seed for one test, written to its output.</summary>
    public static int Next(Action<string> writeLine)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TEST_SEED"), out var given) ? given : Random.Shared.Next();
        writeLine($"seed {seed} (set TEST_SEED={seed} to repeat)");
        return seed;
    }
}

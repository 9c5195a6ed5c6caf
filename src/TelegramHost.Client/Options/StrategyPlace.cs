namespace TelegramHost.Client;

/// <summary>Where strategies of the application stand in a pipeline.</summary>
public enum StrategyPlace
{
    /// <summary>Around the whole call with its waits and repetitions.</summary>
    Outside,

    /// <summary>Around each single try, inside its time limit.</summary>
    Inside,
}

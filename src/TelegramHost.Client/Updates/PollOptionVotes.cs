namespace TelegramHost.Client.Updates;

/// <summary>The votes for an option of a poll. Source: https://core.telegram.org/constructor/pollAnswerVoters</summary>
/// <param name="Option">The bytes that name the option in the poll.</param>
/// <param name="Voters">How many chose it; null if it was not said.</param>
/// <param name="IsChosen">Whether the account itself chose it.</param>
/// <param name="IsCorrect">Whether it is the right answer of a quiz.</param>
public sealed record PollOptionVotes(ReadOnlyMemory<byte> Option, int? Voters, bool IsChosen, bool IsCorrect);

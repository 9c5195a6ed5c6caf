namespace TelegramHost.Emulator.Inspection;

/// <summary>One call, answer or push as it went over the wire, in the client's own layer. Never holds keys.</summary>
/// <param name="Sequence">Counts up from 1 over all records of an emulator.</param>
/// <param name="Time">When it was seen.</param>
/// <param name="Direction">Call, answer or push.</param>
/// <param name="AuthKeyId">Which key carried it.</param>
/// <param name="UserId">The account that is logged in with that key, if any.</param>
/// <param name="Name">The call's function, or the constructor of an answer or push.</param>
/// <param name="Json">The content, with the schema's names.</param>
/// <param name="Bytes">The length of the content on the wire, before encryption.</param>
public sealed record WireRecord(
    long Sequence, DateTimeOffset Time, WireDirection Direction, long AuthKeyId, long? UserId, string Name, string Json, int Bytes);

namespace TelegramHost.Client.Sessions;

/// <summary>Marks that a store does not have yet.</summary>
/// <param name="Changed">Those to set.</param>
/// <param name="Removed">Boxes to forget.</param>
/// <param name="Version">How far what is handled had come then.</param>
internal sealed record MarkChanges(IReadOnlyList<UpdateMark> Changed, IReadOnlyList<UpdateBox> Removed, long Version);

namespace TelegramHost.Client.Sessions;

/// <summary>How far the updates of one box were handled.</summary>
/// <param name="Box">The box.</param>
/// <param name="Handled">The counter up to which every update is handled.</param>
/// <param name="Reserved">The counter up to which updates may have been handed out: after a crash those between the two may come a second time.</param>
public readonly record struct UpdateMark(UpdateBox Box, int Handled, int Reserved);

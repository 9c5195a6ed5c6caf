namespace TelegramHost.Client;

/// <summary>How far the updates have come that were missed while the program was down, or in a gap that takes several answers.</summary>
/// <remarks>Fetched, that is: what is fetched waits for its handlers, and no more is fetched than may wait (<c>Telegram:Updates:QueueCapacity</c>).</remarks>
/// <param name="Pts">The account's pts up to which they are fetched.</param>
/// <param name="TargetPts">The pts at which the server stood; null until it is asked, which happens only if one answer does not bring everything.</param>
/// <param name="ChannelsLeft">How many channels are still to be asked.</param>
public sealed record CatchUpProgress(int Pts, int? TargetPts, int ChannelsLeft);

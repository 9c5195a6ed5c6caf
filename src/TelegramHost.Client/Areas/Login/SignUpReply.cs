namespace TelegramHost.Client.Areas;

/// <summary>Whose account is to be made; whoever answers so agrees to the terms of service.</summary>
/// <param name="FirstName">At least one letter.</param>
/// <param name="LastName">May be empty.</param>
public sealed record SignUpReply(string FirstName, string LastName = "");

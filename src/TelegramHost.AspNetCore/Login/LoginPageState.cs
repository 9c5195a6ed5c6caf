namespace TelegramHost.AspNetCore;

/// <summary>What the page shows at the moment.</summary>
/// <param name="Step">Which form: method, code, password, name, qr, done; or waiting, between two questions.</param>
/// <param name="Problem">Why the last answer did not do.</param>
internal sealed record LoginPageState(string Step, string? Problem)
{
    /// <summary>Grows with each state; an answer names the one that it is for.</summary>
    public int Version { get; init; }

    /// <summary>How the code comes.</summary>
    public string? Delivery { get; init; }

    /// <summary>How it comes if it is sent again; null if it can't be.</summary>
    public string? NextDelivery { get; init; }

    /// <summary>How many digits it has.</summary>
    public int? Length { get; init; }

    /// <summary>The password's hint, the terms of service, or who is logged in.</summary>
    public string? Hint { get; init; }

    /// <summary>The QR code as a path of SVG, and its width in modules.</summary>
    public QrSvg? QrCode { get; init; }
}

namespace TelegramHost.Client.Model;

/// <summary>A postal address that a buyer gave.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/postAddress</remarks>
public sealed record PostalAddress
{
    /// <summary>The country, by its ISO 3166-1 alpha-2 code.</summary>
    public required string CountryCode { get; init; }

    /// <summary>The state or province, if there is one.</summary>
    public string State { get; init; } = "";

    /// <summary>The city.</summary>
    public string City { get; init; } = "";

    /// <summary>The first line of the street.</summary>
    public string StreetLine1 { get; init; } = "";

    /// <summary>The second line of the street.</summary>
    public string StreetLine2 { get; init; } = "";

    /// <summary>The post code.</summary>
    public string PostCode { get; init; } = "";

    internal static PostalAddress Of(Schema.PostAddress address) => new()
    {
        CountryCode = address.CountryIso2,
        State = address.State,
        City = address.City,
        StreetLine1 = address.StreetLine1,
        StreetLine2 = address.StreetLine2,
        PostCode = address.PostCode,
    };
}

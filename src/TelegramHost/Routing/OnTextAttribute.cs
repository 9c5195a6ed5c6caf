namespace TelegramHost.Routing;

/// <summary>The method gets incoming messages whose text fits. Set exactly one of the three properties.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnTextAttribute : Attribute
{
    /// <summary>The whole text, compared without regard to case. Looked up, not searched: a thousand of them cost as much as one.</summary>
    public string? Exact { get; set; }

    /// <summary>How the text begins, compared without regard to case.</summary>
    public string? Prefix { get; set; }

    /// <summary>A regular expression that the text contains. It gets 250 milliseconds; a text that takes longer is a failed update.</summary>
    public string? Regex { get; set; }
}

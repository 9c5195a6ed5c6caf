namespace TelegramHost.Routing;

/// <summary>The method answers presses of inline buttons whose data fits a pattern such as <c>buy:{id:int}</c>.</summary>
/// <remarks>
/// Text outside braces is compared exactly. <c>{name}</c> takes one or more characters up to the next colon, <c>{name:int}</c> also
/// requires that they are a number (<c>int</c>, <c>long</c>, <c>guid</c> and <c>bool</c> are known), and <c>{*name}</c>, at the end, takes all
/// that is left. Parameters of the method with these names get the values. Without a pattern the method gets every press that no
/// pattern took. A press that the method leaves unanswered is answered empty when it ends.
/// </remarks>
/// <param name="pattern">The pattern; null for every press.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnCallbackAttribute(string? pattern = null) : Attribute
{
    /// <summary>The pattern; null for every press.</summary>
    public string? Pattern { get; } = pattern;
}

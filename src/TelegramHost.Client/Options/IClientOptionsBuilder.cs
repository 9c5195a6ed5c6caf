namespace TelegramHost.Client;

/// <summary>Something that gathers a client's options before the client is made: the seam for packages that know the client and no host.</summary>
/// <remarks>
/// A package of a session store extends it by a method like
/// <c>TBuilder UseXxxSessionStore&lt;TBuilder&gt;(this TBuilder builder) where TBuilder : IClientOptionsBuilder</c>.
/// </remarks>
public interface IClientOptionsBuilder
{
    /// <summary>Changes options in code, after the configuration was read: what is set here wins.</summary>
    void ConfigureClient(Action<TelegramClientOptions> configure);
}

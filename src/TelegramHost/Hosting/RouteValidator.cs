using Microsoft.Extensions.Options;
using TelegramHost.Dispatch;
using TelegramHost.Routing;

namespace TelegramHost.Hosting;

/// <summary>Builds the route table when the options are checked, so that two handlers of one command stop the start and not a user.</summary>
internal sealed class RouteValidator(IOptionsMonitor<BotPipeline> pipelines) : IValidateOptions<TelegramOptions>
{
    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        try
        {
            _ = new RouteTable(pipelines.Get(name).Routes);
            return ValidateOptionsResult.Success;
        }
        catch (RouteConflictException conflict)
        {
            return ValidateOptionsResult.Fail(conflict.Message);
        }
    }
}

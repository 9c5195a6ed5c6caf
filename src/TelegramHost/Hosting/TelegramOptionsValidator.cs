using Microsoft.Extensions.Options;
using TelegramHost.Client;

namespace TelegramHost.Hosting;

/// <summary>Checks all options of a client at start; every message names the setting by its full path.</summary>
internal sealed class TelegramOptionsValidator : IValidateOptions<TelegramOptions>
{
    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        var section = TelegramClientName.Section(name);
        var failures = new List<string>(TelegramClientOptionsValidator.FindFaults(options, section));
        if (string.IsNullOrWhiteSpace(options.BotToken) && string.IsNullOrWhiteSpace(options.PhoneNumber))
            failures.Add($"{section}:BotToken is missing: get one from @BotFather and set it (or {section}:PhoneNumber, for a login as a user).");
        if (!Enum.IsDefined(options.Startup))
            failures.Add($"{section}:Startup is {options.Startup}; it has to be Background or WaitForReady.");
        failures.AddRange(DispatchOptionsRules.Check(options.Dispatch, $"{section}:Dispatch"));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

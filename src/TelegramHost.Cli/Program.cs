using System.CommandLine;
using System.CommandLine.Invocation;
using TelegramHost.Cli;

var root = new RootCommand("Tools around TelegramHost: an emulated Telegram for any client, logins and sessions.");
root.Subcommands.Add(EmulatorCommand.Create());
root.Subcommands.Add(LoginCommand.Create());
root.Subcommands.Add(SessionCommand.Create());
var parsed = root.Parse(args);

// A wrong value is one sentence; the page of usage would push it out of sight.
if (parsed.Action is ParseErrorAction refusal)
    refusal.ShowHelp = false;
return await parsed.InvokeAsync().ConfigureAwait(false);

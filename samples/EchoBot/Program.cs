using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using TelegramHost.Playground;

// The settings lie beside the program, wherever it is started from.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.Logging.ClearProviders().AddSerilog(
    new LoggerConfiguration().ReadFrom.Configuration(builder.Configuration).CreateLogger(), dispose: true);

// Without a token, and only in Development, the bot talks to a Telegram inside this process and prints the address of its page.
builder.AddTelegramPlayground();

builder.Services.AddTelegramClient().AddHandlers();

return await builder.Build().RunTelegramAsync();

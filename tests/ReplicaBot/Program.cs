using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TelegramHost.Sessions.Postgres;

// A bot of which several run on one session. Its settings come from the environment.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddTelegramClient().AddHandlers().UsePostgresSessionStore();
return await builder.Build().RunTelegramAsync();

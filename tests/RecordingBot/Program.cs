using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TelegramHost.Sessions.Postgres;

// A bot that prints every message that it gets, before the message counts as handled. With the setting "Record" it also writes them to that file, with an
// "R" if the message may be a repeat. Tests kill it, and let several run on one session.
var builder = Host.CreateApplicationBuilder(args);
var record = builder.Configuration["Record"] is { } path
    ? new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0)
    : Stream.Null;
var gate = new Lock();
var client = builder.Services.AddTelegramClient().MapMessage(async context =>
{
    // Some are at work while others are done, wherever the end comes.
    await Task.Delay(context.Message.Id % 4, context.CancellationToken);
    var line = Encoding.UTF8.GetBytes($"{context.Text}{(context.Update.MayBeRepeat ? " R" : "")}\n");
    lock (gate)
    {
        record.Write(line);
        Console.WriteLine($"handled {context.Text};");
    }
});
if (builder.Configuration["Telegram:Session:Store"] == PostgresSessionStoreExtensions.Name)
    client.UsePostgresSessionStore();
return await builder.Build().RunTelegramAsync();

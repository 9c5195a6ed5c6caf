using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// A bot that writes down every message that it gets, with an "R" if the message may be a repeat. A test kills it again and again.
var builder = Host.CreateApplicationBuilder(args);
var record = new FileStream(
    builder.Configuration["Record"] ?? throw new InvalidOperationException("Record is missing: name the file to write to."),
    FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
var gate = new Lock();
var isFirst = true;

builder.Services.AddTelegramClient().MapMessage(async context =>
{
    // Some are at work while others are done, wherever the end comes.
    await Task.Delay(context.Message.Id % 4, context.CancellationToken);
    var line = Encoding.UTF8.GetBytes($"{context.Text}{(context.Update.MayBeRepeat ? " R" : "")}\n");
    lock (gate)
    {
        record.Write(line);
        if (isFirst)
            Console.WriteLine("recording");
        isFirst = false;
        if (context.Text.StartsWith("end", StringComparison.Ordinal))
            Console.WriteLine(context.Text);
    }
});

await builder.Build().RunTelegramAsync();

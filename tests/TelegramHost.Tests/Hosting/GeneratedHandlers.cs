using TelegramHost.Client.Model;
using TelegramHost.Client.Updates;
using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace TelegramHost.Tests.Hosting;

/// <summary>The handlers that the generator finds in this assembly.</summary>
internal sealed class GeneratedHandlers(GeneratedHandlers.Till till)
{
    public enum Colour
    {
        Red,
        Green,
    }

    [OnCommand("start", "begin", Description = "Begin")]
    public OutgoingMessage Start(CommandContext context) => new($"Hello {context.Sender!.FirstName}, you wrote /{context.Command}.");

    [OnCommand("sum")]
    public async Task<string> SumAsync(int first, int second = 10, params int[] more)
    {
        await Task.Yield();
        return $"{first + second + more.Sum()}";
    }

    [OnCommand("paint")]
    public string Paint(Colour colour, int? times, [Remainder] string? what = "the wall") => $"{colour} {times?.ToString() ?? "some"} {what}";

    [OnCommand("both")]
    [Order(1)]
    public HandlerResult First(string word) => word == "pass" ? HandlerResult.Next : HandlerResult.Reply("first");

    [OnCommand("both")]
    [Order(2)]
    public static string Second() => "second";

    [OnCallback("buy:{item}:{count:int}")]
    public async Task BuyAsync(int count, string item, CallbackContext context, Till service)
    {
        Assert.Same(till, service);
        service.Count += count;
        await context.AnswerAsync($"{service.Count} {item}");
    }

    [OnText(Regex = "^ping (?<n>[0-9]+)$")]
    public string Ping(MessageContext context) => $"pong {context.Captures[0]}";

    [OnMessage]
    public string Echo(string text) => text;

    [OnUpdate<MessagesDeleted>]
    public void Gone(MessagesDeleted update) => till.Count -= update.MessageIds.Count;

    internal sealed class Till
    {
        public int Count { get; set; }
    }
}

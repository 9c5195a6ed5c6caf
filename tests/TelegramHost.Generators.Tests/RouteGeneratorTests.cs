namespace TelegramHost.Generators.Tests;

public sealed class RouteGeneratorTests
{
    [Fact]
    public void Every_kind_of_handler_compiles()
    {
        var generated = GeneratorBench.Generate("""
            namespace Bot;

            public enum Colour { Red, Green }
            public interface IShop;

            internal sealed class Handlers(IShop shop)
            {
                public IShop Shop => shop;

                [OnCommand("start", "begin", Description = "Say \"hi\"")]
                public Task StartAsync(CommandContext context) => context.ReplyAsync("hi");

                [OnCommand("add")]
                public string Add(int a, decimal b = 1.5m, double? c = null, Colour colour = Colour.Green, Colour? other = null, params long[] rest) => "x";

                [OnCommand("say")]
                public string? Say(string who, [Remainder] string what, CancellationToken cancellationToken) => what;

                [OnCommand("maybe")]
                public ValueTask<string> Maybe(IShop service, [FromKeyedServices("other")] IShop keyed, IShop? none, [Remainder] string? what = null) => new(what ?? "");

                [OnCommand("text")]
                public static HandlerResult Text(string a = "a \"quoted\" text", char b = '\'', bool c = true, float d = -2.5f, DateTime e = default) => HandlerResult.Handled;

                [OnText(Exact = "hello")]
                [OnText(Prefix = "hey ")]
                [OnText(Regex = @"^\d+$")]
                public OutgoingMessage Hello(MessageContext context, string text, Message message) => new(text);

                [OnCallback("buy:{id:int}:{*rest}")]
                public async Task<HandlerResult> BuyAsync(CallbackContext context, string rest, int id, CallbackQuery query)
                {
                    await context.AnswerAsync(rest);
                    return HandlerResult.Handled;
                }

                [OnCallback]
                public void AnyPress() { }

                [OnMessage]
                public ValueTask AnyAsync(UpdateContext context, NewMessage update, ITelegramClient client, IServiceProvider services) => default;

                [OnEditedMessage, Order(3)]
                public Task<Message> EditedAsync(MessageContext context, MessageEdited update) => context.ReplyAsync("seen");

                [OnUpdate<MessagesDeleted>]
                public Task<OutgoingMessage?> GoneAsync(UpdateContext context, MessagesDeleted update) => Task.FromResult<OutgoingMessage?>(null);

                [OnUpdate<Update>]
                internal ValueTask<HandlerResult> LeftOver(Update update) => new(HandlerResult.Next);
            }
            """);

        Assert.Contains("(14 routes)", generated, StringComparison.Ordinal);
        Assert.Contains("""Route.ForCommand(new[] { "start", "begin" }, "Handlers.StartAsync", Call0, 0, "Say \"hi\"")""", generated, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_without_handlers_still_has_AddHandlers()
    {
        var generated = GeneratorBench.Generate("internal static class Program { private static void Main(TelegramHost.Hosting.ITelegramClientBuilder b) => b.AddHandlers(); }");

        Assert.Contains("(0 routes)", generated, StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_classes_and_keywords_as_names_compile()
    {
        GeneratorBench.Generate("""
            namespace Bot;

            public partial class Outer
            {
                public class Inner
                {
                    [OnCommand("a")]
                    public void @class(int @event, string @params) { }
                }
            }
            """);
    }

    [Theory]
    [InlineData("THG001", "public void Run<T>() { }", "generic")]
    [InlineData("THG001", "private void Run() { }", "public or internal")]
    [InlineData("THG001", "public async void Run() { await Task.Yield(); }", "async void")]
    [InlineData("THG001", "public void Run(ref int x) { }", "ref")]
    [InlineData("THG002", "public int Run() => 1;", "returns int")]
    [InlineData("THG002", "public ValueTask<int> Run() => new(1);", "ValueTask<int>")]
    [InlineData("THG003", "public void Run(object x) { }", "x")]
    [InlineData("THG003", "public void Run(Guid[][] x) { }", "x")]
    [InlineData("THG003", "public void Run(User x) { }", "from the context")]
    [InlineData("THG003", "public void Run([Remainder] int x) { }", "string")]
    [InlineData("THG010", "public void Run(int a = 1, int b) { }", "required")]
    [InlineData("THG010", "public void Run([Remainder] string a, int b) { }", "nothing is left")]
    [InlineData("THG011", "public void Run(CallbackContext x) { }", "CommandContext")]
    public void What_is_wrong_with_a_command_handler_is_said(string id, string method, string says)
    {
        // One case is an error of the language too; only the generator's own words matter here.
        var diagnostic = Assert.Single(GeneratorBench.Diagnose($$"""
            public class Handlers
            {
                [OnCommand("run")]
                {{method}}
            }
            """));

        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(says, diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("File0.cs", diagnostic.Location.GetLineSpan().Path);
    }

    [Theory]
    [InlineData("THG005", "[OnCommand(\"/start\")] public void Run() { }", "/start")]
    [InlineData("THG005", "[OnCommand] public void Run() { }", "")]
    [InlineData("THG005", "[OnCommand(\"стоп\")] public void Run() { }", "стоп")]
    [InlineData("THG006", "[OnCallback(\"buy:{id\")] public void Run() { }", "without its }")]
    [InlineData("THG006", "[OnCallback(\"buy:{id:float}\")] public void Run() { }", "known are")]
    [InlineData("THG007", "[OnCallback(\"buy:{id:int}\")] public void Run(int number) { }", "{number}")]
    [InlineData("THG009", "[OnText] public void Run() { }", "exactly one")]
    [InlineData("THG009", "[OnText(Exact = \"a\", Prefix = \"b\")] public void Run() { }", "exactly one")]
    [InlineData("THG009", "[OnText(Regex = \"(\")] public void Run() { }", "no regular expression")]
    [InlineData("THG003", "[OnMessage] public void Run(int number) { }", "commands and callback patterns")]
    [InlineData("THG011", "[OnMessage] public void Run(CommandContext context) { }", "MessageContext")]
    public void What_is_wrong_with_an_attribute_is_said(string id, string method, string says)
    {
        var diagnostic = Assert.Single(GeneratorBench.Diagnose($$"""public class Handlers { {{method}} }"""));

        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(says, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public abstract class Handlers { [OnMessage] public void Run() { } }", "abstract")]
    [InlineData("public class Handlers<T> { [OnMessage] public void Run() { } }", "generic")]
    [InlineData("public struct Handlers { [OnMessage] public void Run() { } }", "class")]
    [InlineData("file class Handlers { [OnMessage] public void Run() { } }", "file-local")]
    [InlineData("public class Outer { private class Handlers { [OnMessage] public void Run() { } } }", "public or internal")]
    public void A_class_that_nobody_can_make_is_refused(string source, string says)
    {
        var diagnostic = Assert.Single(GeneratorBench.Diagnose(source));

        Assert.Equal("THG008", diagnostic.Id);
        Assert.Contains(says, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OnCommand(\"go\")", "OnCommand(\"x\", \"GO\")", "the command /go")]
    [InlineData("OnText(Exact = \"a\")", "OnText(Exact = \"A\")", "the text")]
    [InlineData("OnCallback(\"a:{x:int}\")", "OnCallback(\"a:{y:int}\")", "the callback pattern")]
    [InlineData("OnMessage", "OnMessage", "every message")]
    [InlineData("OnUpdate<MessagesDeleted>", "OnUpdate<MessagesDeleted>", "MessagesDeleted")]
    public void Two_handlers_of_the_same_are_a_conflict_unless_their_order_differs(string first, string second, string what)
    {
        string Source(string order) => $$"""
            public class A { [{{first}}] public void One() { } }
            public class B { [{{second}}{{order}}] public void Two() { } }
            """;

        var conflict = Assert.Single(GeneratorBench.Diagnose(Source("")));
        Assert.Equal("THG004", conflict.Id);
        Assert.Contains("A.One", conflict.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("B.Two", conflict.GetMessage(), StringComparison.Ordinal);
        Assert.Contains(what, conflict.GetMessage(), StringComparison.Ordinal);

        Assert.Empty(GeneratorBench.Diagnose(Source(", Order(1)")));
    }

    [Fact]
    public void A_command_that_names_itself_twice_is_no_conflict()
        => Assert.Empty(GeneratorBench.Diagnose("""public class A { [OnCommand("go", "Go")] public void One() { } }"""));

    [Fact]
    public void Every_diagnostic_is_documented()
    {
        var releases = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "AnalyzerReleases.Shipped.md"));
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "diagnostics.md"));

        foreach (var descriptor in Diagnostics.All)
        {
            Assert.Contains(descriptor.Id, releases, StringComparison.Ordinal);
            Assert.Contains($"## {descriptor.Id}", page, StringComparison.Ordinal);
        }
    }
}

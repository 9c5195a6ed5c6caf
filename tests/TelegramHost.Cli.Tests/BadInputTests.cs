namespace TelegramHost.Cli.Tests;

/// <summary>The command as a process: whoever mistypes reads one sentence and nothing else.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("--port abc is no TCP port; expected 1 to 65535, or 0 for any free one.", "--port", "abc")]
    [InlineData("--port 70000 is no TCP port; expected 1 to 65535, or 0 for any free one.", "--port", "70000")]
    [InlineData("--port -1 is no TCP port; expected 1 to 65535, or 0 for any free one.", "--port", "-1")]
    [InlineData("--bot has no @username; expected ID:SECRET@username, for example 5000000001:secret_token@some_bot.", "--bot", "5000000001:hidden")]
    [InlineData("--bot: two bots are called @some_bot.", "--bot", "1:hidden@some_bot", "--bot", "2:hidden@some_bot")]
    [InlineData("--layer-schemas: the folder '/no/such/folder' does not exist.", "--layer-schemas", "/no/such/folder")]
    [InlineData("--public-key: the file '/no/such/folder/key.pem' cannot be written: ", "--port", "0", "--public-key", "/no/such/folder/key.pem")]
    public async Task Emulator_WithAValueThatCannotBeUsed_SaysOneSentenceAndEndsWith1(string sentence, params string[] arguments)
    {
        var run = await CommandRun.OfAsync(["emulator", .. arguments]);

        run.AssertRefused(sentence);
        Assert.DoesNotContain("hidden", run.Errors, StringComparison.Ordinal);
    }
}

using TelegramHost.TlGen.Errors;

namespace TelegramHost.TlGen.Tests;

public sealed class ErrorNamesTests
{
    [Theory]
    [InlineData("ABOUT_TOO_LONG", "AboutTooLong")]
    [InlineData("2FA_CONFIRM_WAIT", "TwoFaConfirmWait")]
    [InlineData("Timedout", "Timedout")]
    public void A_name_becomes_an_identifier(string name, string identifier) => Assert.Equal(identifier, ErrorNamesEmitter.Identifier(name));

    [Theory]
    [InlineData("FLOOD_WAIT_%d", "FLOOD_WAIT")]
    [InlineData("FILE_REFERENCE_%d_EXPIRED", "FILE_REFERENCE_EXPIRED")]
    [InlineData("PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_%dMIN", "PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT")]
    public void A_number_is_no_part_of_the_name(string name, string bare) => Assert.Equal(bare, new KnownError(400, name, []).Bare);

    [Fact]
    public void Errors_that_differ_by_a_number_alone_become_one_constant()
    {
        var text = ErrorNamesEmitter.Emit(
            ErrorFile.Parse("// head\n500 AUTH_RESTART auth.sendCode\n500 AUTH_RESTART_%d\n", "errors.txt"), "Some.Space").Single().Value;

        Assert.Contains("""
                /// <summary>Code 500; the number is in <see cref="RpcException.Argument"/>. Of auth.sendCode.</summary>
                public const string AuthRestart = "AUTH_RESTART";
            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
        Assert.Single(text.Split("public const").Skip(1));
    }

    [Fact]
    public void The_committed_list_gives_every_error_a_name_of_its_own()
    {
        var errors = ErrorFile.Parse(File.ReadAllText(Repository.Schema("errors.txt")), "errors.txt");
        var names = errors.Select(error => error.Bare).Distinct().ToList();

        Assert.True(errors.Count > 800, $"{errors.Count} errors");
        Assert.Equal(names.Count, names.Select(ErrorNamesEmitter.Identifier).Distinct().Count());
    }

    [Fact]
    public void A_line_that_is_no_error_is_named()
    {
        var fault = Assert.Throws<TlGenException>(() => ErrorFile.Parse("400\n", "errors.txt"));

        Assert.StartsWith("errors.txt(1): ", fault.Message, StringComparison.Ordinal);
    }
}

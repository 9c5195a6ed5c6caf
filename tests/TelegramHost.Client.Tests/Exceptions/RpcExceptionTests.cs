using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Exceptions;

public sealed class RpcExceptionTests
{
    [Theory]
    [InlineData(420, "FLOOD_WAIT_15", "FLOOD_WAIT", 15)]
    [InlineData(303, "USER_MIGRATE_4", "USER_MIGRATE", 4)]
    [InlineData(400, "FILE_REFERENCE_2_EXPIRED", "FILE_REFERENCE_EXPIRED", 2)]
    [InlineData(420, "2FA_CONFIRM_WAIT_60", "2FA_CONFIRM_WAIT", 60)]
    [InlineData(400, "FILE_PART_0_MISSING", "FILE_PART_MISSING", 0)]
    [InlineData(400, "MD5_CHECKSUM_INVALID", "MD5_CHECKSUM_INVALID", null)]
    [InlineData(400, "PHONE_CODE_INVALID", "PHONE_CODE_INVALID", null)]
    [InlineData(-503, "Timeout", "Timeout", null)]
    [InlineData(400, "", "", null)]
    [InlineData(400, "_7", "", 7)]
    [InlineData(400, "X_99999999999", "X_99999999999", null)]
    [InlineData(406, "PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_5MIN", "PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT", 5)]
    [InlineData(500, "INTERDC_4_CALL_ERROR", "INTERDC_CALL_ERROR", 4)]
    public void Text_IsSplitIntoNameAndNumber(int code, string text, string error, int? argument)
    {
        var exception = RpcException.Create(code, text, "messages.sendMessage");

        Assert.Equal((code, error, argument, text), (exception.Code, exception.Error, exception.Argument, exception.Text));
        Assert.Equal("messages.sendMessage", exception.Method);
        Assert.Contains("messages.sendMessage", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FLOOD_WAIT_0", FloodWaitKind.Method, 1)]
    [InlineData("FLOOD_WAIT_30", FloodWaitKind.Method, 30)]
    [InlineData("FLOOD_PREMIUM_WAIT_3", FloodWaitKind.Premium, 3)]
    [InlineData("FLOOD_TEST_PHONE_WAIT_10", FloodWaitKind.TestPhone, 10)]
    [InlineData("SLOWMODE_WAIT_9", FloodWaitKind.SlowMode, 9)]
    [InlineData("TAKEOUT_INIT_DELAY_86400", FloodWaitKind.Takeout, 86400)]
    [InlineData("2FA_CONFIRM_WAIT_604800", FloodWaitKind.AccountDeletion, 604800)]
    [InlineData("FLOOD_WAIT_99999999", FloodWaitKind.Method, 14 * 24 * 3600)]
    [InlineData("FLOOD_WAIT_99999999999999999999", FloodWaitKind.Method, 14 * 24 * 3600)]
    public void WaitForms_WhateverTheirCode_CarryTheirWait(string text, FloodWaitKind kind, int seconds)
    {
        foreach (var code in new[] { 420, 400, 406 })
        {
            var exception = Assert.IsType<FloodWaitException>(RpcException.Create(code, text, "m"));
            Assert.Equal((kind, TimeSpan.FromSeconds(seconds), text, code), (exception.Kind, exception.RetryAfter, exception.Text, exception.Code));
        }
    }

    [Fact]
    public void WaitsThatWantAPerson_AreNotSlept()
    {
        var slept = Enum.GetValues<FloodWaitKind>().Where(kind => FloodWaitException.Remembered(kind, "m", TimeSpan.FromSeconds(1)).IsSleepable);

        Assert.Equal([FloodWaitKind.Method, FloodWaitKind.Premium, FloodWaitKind.SlowMode, FloodWaitKind.TestPhone], slept);
    }

    [Fact]
    public void RememberedWait_ReadsLikeTheServersOwn()
    {
        var wait = FloodWaitException.Remembered(FloodWaitKind.SlowMode, "messages.sendMessage", TimeSpan.FromSeconds(4.2));

        Assert.Equal((420, "SLOWMODE_WAIT_5", "SLOWMODE_WAIT", 5), (wait.Code, wait.Text, wait.Error, wait.Argument));
    }

    [Theory]
    [InlineData(420, "FROZEN_METHOD_INVALID")]
    [InlineData(420, "PREMIUM_SUB_ACTIVE_UNTIL_1790000000")]
    [InlineData(400, "STORY_SEND_FLOOD_WEEKLY_3600")]
    [InlineData(400, "CHANNELS_TOO_MUCH")]
    [InlineData(400, "PEER_FLOOD")]
    [InlineData(420, "FLOOD_WAIT_X")]
    [InlineData(420, "FLOOD_WAIT_")]
    [InlineData(420, "FLOOD_WAIT_-3")]
    [InlineData(406, "PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_5MIN")]
    public void FloodsThatAreNoWaits_AreOrdinaryErrors(int code, string text) =>
        Assert.IsType<RpcException>(RpcException.Create(code, text, "m"));

    [Theory]
    [InlineData("FILE_REFERENCE_EXPIRED", null)]
    [InlineData("FILE_REFERENCE_2_EXPIRED", 2)]
    [InlineData("FILE_REFERENCE_0_INVALID", 0)]
    [InlineData("FILE_REFERENCE_EMPTY", null)]
    public void FileReference_ThatIsTooOld_HasItsOwnException(string text, int? index) =>
        Assert.Equal(index, Assert.IsType<FileReferenceExpiredException>(RpcException.Create(400, text, "upload.getFile")).FileIndex);

    [Theory]
    [InlineData(400, RpcErrorNames.MessageNotModified, "nothing needs to be done")]
    [InlineData(400, RpcErrorNames.AccessTokenInvalid, "Telegram:BotToken")]
    [InlineData(400, RpcErrorNames.ChannelsTooMuch, "leave something")]
    [InlineData(400, "NEVER_HEARD_OF", "https://core.telegram.org/method/test.call")]
    [InlineData(403, "NEVER_HEARD_OF", "lacks the right")]
    [InlineData(500, "NEVER_HEARD_OF", "try again later")]
    [InlineData(-503, "Timeout", "try again later")]
    [InlineData(7, "NEVER_HEARD_OF", "https://core.telegram.org/api/errors")]
    public void Message_SaysWhatToDo(int code, string text, string advice) =>
        Assert.Contains(advice, RpcException.Create(code, text, "test.call").Message, StringComparison.Ordinal);

    [Fact]
    public void MissingPassword_IsNotALogout()
    {
        Assert.IsType<PasswordRequiredException>(RpcException.Create(401, "SESSION_PASSWORD_NEEDED", "auth.signIn"));
        Assert.IsType<UnauthorizedException>(RpcException.Create(401, "AUTH_KEY_UNREGISTERED", "users.getUsers"));
        Assert.IsType<AuthKeyDuplicatedException>(RpcException.Create(406, "AUTH_KEY_DUPLICATED", "users.getUsers"));
    }

    [VectorFact]
    public void EveryErrorOfTheScenarios_KeepsItsCodeAndText()
    {
        var scenarios = Vectors.Load("22").GetProperty("scenarios").EnumerateArray()
            .Select(scenario => scenario.GetProperty("server").GetString()!)
            .Where(server => server.StartsWith("rpc_error ", StringComparison.Ordinal))
            .Select(server => server.Split(' '))
            .ToList();

        Assert.NotEmpty(scenarios);
        foreach (var parts in scenarios)
        {
            var exception = RpcException.Create(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), parts[2], "m");

            Assert.Equal((parts[1], parts[2]), (exception.Code.ToString(System.Globalization.CultureInfo.InvariantCulture), exception.Text));
            var number = parts[2].Split('_').FirstOrDefault(part => part.Length > 0 && part.All(char.IsAsciiDigit));
            Assert.Equal(number, exception.Argument?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}

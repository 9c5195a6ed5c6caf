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
    public void Text_IsSplitIntoNameAndNumber(int code, string text, string error, int? argument)
    {
        var exception = RpcException.Create(code, text, "messages.sendMessage");

        Assert.Equal((code, error, argument, text), (exception.Code, exception.Error, exception.Argument, exception.Text));
        Assert.Equal("messages.sendMessage", exception.Method);
        Assert.Contains("messages.sendMessage", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FLOOD_WAIT_0", 1)]
    [InlineData("FLOOD_WAIT_30", 30)]
    [InlineData("FLOOD_PREMIUM_WAIT_3", 3)]
    [InlineData("FLOOD_TEST_PHONE_WAIT_10", 10)]
    [InlineData("SLOWMODE_WAIT_9", 9)]
    [InlineData("FLOOD_WAIT_99999999", 14 * 24 * 3600)]
    public void WaitForms_WhateverTheirCode_CarryTheirWait(string text, int seconds)
    {
        foreach (var code in new[] { 420, 400, 406 })
        {
            var exception = Assert.IsType<FloodWaitException>(RpcException.Create(code, text, "m"));
            Assert.Equal(TimeSpan.FromSeconds(seconds), exception.RetryAfter);
        }
    }

    [Theory]
    [InlineData(420, "FROZEN_METHOD_INVALID")]
    [InlineData(420, "TAKEOUT_INIT_DELAY_86400")]
    [InlineData(400, "PEER_FLOOD")]
    [InlineData(420, "FLOOD_WAIT_X")]
    public void FloodsThatAreNoWaits_AreOrdinaryErrors(int code, string text) =>
        Assert.IsType<RpcException>(RpcException.Create(code, text, "m"));

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

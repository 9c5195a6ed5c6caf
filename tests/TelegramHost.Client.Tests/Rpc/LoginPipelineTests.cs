using Polly;

namespace TelegramHost.Client.Tests.Rpc;

/// <summary>Calls with which a person logs in.</summary>
public sealed class LoginPipelineTests
{
    [Theory]
    [InlineData("auth.sendCode", 420, "FLOOD_WAIT_3")]
    [InlineData("auth.signIn", 500, "RPC_CALL_FAIL")]
    [InlineData("auth.signIn", 400, "PHONE_CODE_INVALID")]
    [InlineData("auth.checkPassword", -503, "Timeout")]
    // A new code is needed, which only the person has.
    [InlineData("auth.signIn", 500, "AUTH_RESTART")]
    public async Task WaitsAndFaults_SurfaceAtOnce(string method, int code, string text)
    {
        var rig = new PipelineRig(new ResilienceOptions());
        rig.Fail(code, text);

        var error = await Assert.ThrowsAnyAsync<RpcException>(() => rig.CallAsync(method: method));

        Assert.Equal((text, 1), (error.Text, rig.Attempts));
    }

    [Fact]
    public async Task BotsLogin_IsACallLikeOthers()
    {
        var rig = new PipelineRig(new ResilienceOptions());
        rig.Server = _ => rig.Attempts == 1 ? throw RpcException.Create(420, "FLOOD_WAIT_3", "a") : Task.FromResult(PipelineRig.Good);

        Assert.Same(PipelineRig.Good, await rig.Time.RunAsync(rig.CallAsync(method: "auth.importBotAuthorization")));
    }

    [Fact]
    public async Task Restart_BeginsTheLoginAnew_Once()
    {
        var rig = new PipelineRig(new ResilienceOptions());
        rig.Server = _ => rig.Attempts == 1 ? throw RpcException.Create(500, "AUTH_RESTART", "a") : Task.FromResult(PipelineRig.Good);
        Assert.Same(PipelineRig.Good, await rig.CallAsync(method: "auth.sendCode"));

        rig.Fail(500, "AUTH_RESTART");
        await Assert.ThrowsAsync<RpcException>(() => rig.CallAsync(method: "auth.sendCode"));

        Assert.Equal(4, rig.Attempts);
    }

    [Fact]
    public async Task Migration_IsFollowed_Once()
    {
        var rig = new PipelineRig(new ResilienceOptions());
        rig.Server = _ => rig.Attempts == 1 ? throw RpcException.Create(303, "PHONE_MIGRATE_4", "a") : Task.FromResult(PipelineRig.Good);
        Assert.Same(PipelineRig.Good, await rig.CallAsync(method: "auth.sendCode"));

        rig.Fail(303, "PHONE_MIGRATE_5");
        await Assert.ThrowsAsync<RpcException>(() => rig.CallAsync(method: "auth.sendCode"));

        Assert.Equal([4, 5], rig.Homes);
    }

    [Fact]
    public async Task StrategiesOfTheApplication_AreForTheNamedPipelineAlone()
    {
        List<string?> seen = [];
        var options = new ResilienceOptions();
        options.AddStrategies(TelegramPipeline.Login, pipeline => pipeline.AddStrategy(_ => new Witness(seen), new WitnessOptions()));
        var rig = new PipelineRig(options);

        await rig.CallAsync();
        await rig.CallAsync(method: "auth.sendCode");

        Assert.Equal(["auth.sendCode"], seen);
    }

    [Fact]
    public void UnknownPipeline_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResilienceOptions().AddStrategies((TelegramPipeline)77, _ => { }));
}

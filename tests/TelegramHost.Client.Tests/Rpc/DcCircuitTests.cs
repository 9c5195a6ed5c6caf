namespace TelegramHost.Client.Tests.Rpc;

/// <summary>Data centres that fail again and again.</summary>
public sealed class DcCircuitTests
{
    private readonly PipelineRig _rig = new(new ResilienceOptions
    {
        Preset = ResiliencePreset.CircuitBreaker,
        MaxRetries = 0,
        CircuitBreaker = { ConsecutiveFailures = 3, BreakDuration = TimeSpan.FromSeconds(30) },
    });

    [Fact]
    public async Task FailuresInARow_OpenTheCircuit_AndCallsEndAtOnce()
    {
        await OpenAsync();
        _rig.Time.Advance(TimeSpan.FromSeconds(10));

        var exception = await Assert.ThrowsAsync<DataCenterUnavailableException>(() => _rig.CallAsync());

        Assert.Equal((2, TimeSpan.FromSeconds(20)), (exception.DataCenter, exception.RetryAfter));
        Assert.IsType<TransportException>(exception.InnerException);
        Assert.Equal(3, _rig.Attempts);
    }

    [Fact]
    public async Task OtherDataCenters_GoOn()
    {
        await OpenAsync();
        _rig.Server = _ => Task.FromResult(PipelineRig.Good);

        Assert.Same(PipelineRig.Good, await _rig.CallAsync(dc: 4));
        await Assert.ThrowsAsync<DataCenterUnavailableException>(() => _rig.CallAsync(dc: 2));
    }

    [Fact]
    public async Task AfterTheCoolDown_OneCallFindsOut_WhileTheOthersStayOut()
    {
        await OpenAsync();
        var answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _rig.Server = _ => answer.Task;
        _rig.Time.Advance(TimeSpan.FromSeconds(30));

        var probe = _rig.CallAsync();
        await Assert.ThrowsAsync<DataCenterUnavailableException>(() => _rig.CallAsync());
        answer.SetResult(PipelineRig.Good);

        Assert.Same(PipelineRig.Good, await probe);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _rig.CallAsync()));
        Assert.Equal(3 + 1 + 10, _rig.Attempts);
    }

    [Fact]
    public async Task ProbeThatFails_KeepsTheCircuitOpenForAsLongAgain()
    {
        await OpenAsync();
        _rig.Time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<TransportException>(() => _rig.CallAsync());

        var exception = await Assert.ThrowsAsync<DataCenterUnavailableException>(() => _rig.CallAsync());

        Assert.Equal(TimeSpan.FromSeconds(30), exception.RetryAfter);
    }

    [Fact]
    public async Task ProbeThatIsCancelled_LeavesItsPlaceToTheNextCall()
    {
        await OpenAsync();
        _rig.Server = async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _rig.Time, token);
            return PipelineRig.Good;
        };
        _rig.Time.Advance(TimeSpan.FromSeconds(30));
        using var cancellation = new CancellationTokenSource();
        var probe = _rig.CallAsync(cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);
        _rig.Server = _ => Task.FromResult(PipelineRig.Good);

        Assert.Same(PipelineRig.Good, await _rig.CallAsync());
    }

    [Theory]
    [InlineData(400, "PEER_ID_INVALID")]
    [InlineData(420, "FLOOD_WAIT_600")]
    [InlineData(-503, "Timeout")]
    public async Task ErrorOfAServerThatLives_BreaksTheRow(int code, string text)
    {
        for (var i = 0; i < 10; i++)
        {
            _rig.Fail(500, "RPC_CALL_FAIL");
            await Assert.ThrowsAsync<RpcException>(() => _rig.CallAsync(dc: i + 10));
            await Assert.ThrowsAsync<RpcException>(() => _rig.CallAsync());
            _rig.Fail(code, text);
            await Assert.ThrowsAnyAsync<RpcException>(() => _rig.CallAsync());
            // The wait is over before the next round, for it is remembered.
            _rig.Time.Advance(TimeSpan.FromSeconds(600));
        }
    }

    [Fact]
    public async Task TriesOutOfTime_OpenTheCircuit()
    {
        var options = new ResilienceOptions { Preset = ResiliencePreset.CircuitBreaker, MaxRetries = 9, AttemptTimeout = TimeSpan.FromSeconds(5) };
        var rig = new PipelineRig(options);
        rig.Server = async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, rig.Time, token).ConfigureAwait(false);
            return PipelineRig.Good;
        };

        await Assert.ThrowsAsync<DataCenterUnavailableException>(() => rig.Time.RunAsync(rig.CallAsync()));

        Assert.Equal(5, rig.Attempts);
    }

    private async Task OpenAsync()
    {
        _rig.Server = _ => throw new TransportException("cut");
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<TransportException>(() => _rig.CallAsync());
    }
}

using System.Net;
using System.Text;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Sessions.LibSql;
using TelegramHost.Testing.SessionStores;
using TelegramHost.TestSupport;

namespace TelegramHost.Sessions.Tests;

public sealed class LibSqlStoreTests(SqldServer sqld) : IClassFixture<SqldServer>
{
    /// <summary>An answer that does for every request of a lease: as many steps as any has, each with one row of a 1.</summary>
    private static readonly string _ones = """{"results":[{"type":"ok","response":{"type":"batch","result":{"step_results":["""
        + string.Join(',', Enumerable.Repeat("""{"rows":[[{"type":"integer","value":"1"}]]}""", 12)) + """],"step_errors":[]}}}]}""";

    public static TheoryData<string> Checks => [.. SessionStoreChecks.Names];

    [SqldTheory]
    [MemberData(nameof(Checks))]
    public async Task Store_PassesTheCheckOf(string check)
    {
        // One server has one database, so each check begins with an empty one.
        await sqld.ExecuteAsync([.. new[] { "schema", "lease", "login", "mark", "peer", "name", "quarantine" }.Select(table => $"DROP TABLE IF EXISTS telegramhost_{table}")]);

        Assert.True(await SessionStoreChecks.RunAsync(check, new Harness(sqld)));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "neither version 3 nor 2")]
    [InlineData(HttpStatusCode.Unauthorized, "authToken")]
    [InlineData(HttpStatusCode.BadGateway, "502")]
    public async Task Server_ThatRefuses_IsOneSentenceWithoutTheToken(HttpStatusCode status, string expected)
    {
        using var server = new StandIn(_ => (status, ""));

        var error = await Assert.ThrowsAsync<SessionStoreException>(async () => await new LibSqlSessionStore($"{server.Url}?authToken=hidden").AcquireAsync("one", default));

        Assert.Equal(SessionStoreFault.Unavailable, error.Fault);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("Telegram:Session:ConnectionString", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"results":[]}""")]
    [InlineData("""{"results":[{"type":"ok","response":{"type":"batch","result":{"step_results":[],"step_errors":[]}}}]}""")]
    public async Task Server_ThatAnswersSomethingElse_IsOneSentence(string answer)
    {
        using var server = new StandIn(_ => (HttpStatusCode.OK, answer));

        var error = await Assert.ThrowsAsync<SessionStoreException>(async () => await new LibSqlSessionStore(server.Url).AcquireAsync("one", default));

        Assert.Equal(SessionStoreFault.Unavailable, error.Fault);
    }

    [Fact]
    public async Task OlderServer_IsSpokenToInVersion2_AndGivenTheToken()
    {
        List<string> asked = [];
        using var server = new StandIn(request =>
        {
            asked.Add($"{request.Url!.AbsolutePath} {request.Headers["Authorization"]}");
            return request.Url.AbsolutePath.StartsWith("/v3", StringComparison.Ordinal)
                ? (HttpStatusCode.NotFound, "")
                : (HttpStatusCode.OK, """{"results":[{"type":"error","error":{"message":"no more","code":"SQLITE_FULL"}}]}""");
        });

        var error = await Assert.ThrowsAsync<SessionStoreException>(async () => await new LibSqlSessionStore($"{server.Url}?authToken=t%2B1").AcquireAsync("one", default));

        Assert.Equal(["/v3/pipeline Bearer t+1", "/v2/pipeline Bearer t+1"], asked);
        Assert.Contains("disk is full", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BusyServer_IsAskedAgain()
    {
        var asked = 0;
        using var server = new StandIn(_ => (HttpStatusCode.OK, ++asked switch
        {
            1 => """{"results":[{"type":"error","error":{"message":"database is locked","code":"SQLITE_BUSY"}}]}""",
            2 or 3 => """{"results":[{"type":"ok","response":{"type":"batch","result":{"step_results":[null,null,null],"step_errors":[{"message":"database is locked","code":"SQLITE_BUSY"},null,null]}}}]}""",
            _ => """{"results":[{"type":"error","error":{"message":"no more","code":"SQLITE_FULL"}}]}""",
        }));

        var error = await Assert.ThrowsAsync<SessionStoreException>(async () => await new LibSqlSessionStore(server.Url).AcquireAsync("one", default));

        Assert.Equal(4, asked);
        Assert.Contains("disk is full", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatStaysBusy_IsGivenUpAfterFiveSeconds()
    {
        var time = new ManualTimeProvider();
        using var server = new StandIn(_ => (HttpStatusCode.OK, """{"results":[{"type":"error","error":{"message":"database is locked","code":"SQLITE_BUSY"}}]}"""));
        var before = time.GetUtcNow();

        var error = await Assert.ThrowsAsync<SessionStoreException>(() => time.RunAsync(new LibSqlSessionStore(server.Url, time).AcquireAsync("one", default).AsTask()));

        Assert.Contains("busy for more than 5 s", error.Message, StringComparison.Ordinal);
        Assert.True(time.GetUtcNow() - before >= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Server_ThatHangs_LosesTheLease_BeforeOthersMayTakeIt()
    {
        var time = new ManualTimeProvider();
        var hangs = false;
        using var server = new StandIn(_ => hangs ? null : (HttpStatusCode.OK, _ones));
        await using var lease = await new LibSqlSessionStore(server.Url, time).AcquireAsync("one", default);
        hangs = true;

        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(lease.Lost.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True(lease.Lost.IsCancellationRequested);
        hangs = false;
    }

    [Fact]
    public async Task Taking_ThatIsAnsweredLate_IsCountedFromItsBeginning()
    {
        var time = new ManualTimeProvider();
        var asked = 0;
        using var server = new StandIn(_ =>
        {
            // The first request makes the tables, the second one takes the lease.
            if (++asked == 2)
                time.Advance(TimeSpan.FromSeconds(4));
            return (HttpStatusCode.OK, _ones);
        });
        await using var lease = await new LibSqlSessionStore(server.Url, time).AcquireAsync("one", default);

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(lease.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task HeartbeatThatHangs_MakesRoomForTheNextCall_WhichRenewsTheLease()
    {
        var time = new ManualTimeProvider();
        var hangs = false;
        var hanging = new TaskCompletionSource();
        using var server = new StandIn(_ =>
        {
            if (!hangs)
                return (HttpStatusCode.OK, _ones);
            hanging.TrySetResult();
            return null;
        });
        await using var lease = await new LibSqlSessionStore(server.Url, time).AcquireAsync("one", default);
        hangs = true;
        time.Advance(TimeSpan.FromSeconds(2));
        await hanging.Task.WaitAsync(TimeSpan.FromSeconds(10));
        hangs = false;

        var writing = lease.WriteAsync(new byte[] { 1 }, 0, default).AsTask();
        time.Advance(TimeSpan.FromSeconds(2));
        await writing.WaitAsync(TimeSpan.FromSeconds(10));
        hangs = true;
        time.Advance(TimeSpan.FromSeconds(4));

        Assert.False(lease.Lost.IsCancellationRequested);
        hangs = false;
    }

    [Theory]
    [InlineData("")]
    [InlineData("db.example")]
    [InlineData("wss://db.example")]
    [InlineData("file:///tmp/db")]
    public void Address_ThatIsNone_IsRefused(string url) => Assert.ThrowsAny<ArgumentException>(() => new LibSqlSessionStore(url));

    private sealed class Harness(SqldServer server) : SessionStoreHarness
    {
        public override ISessionStore Open() => new LibSqlSessionStore(server.Url, new ManualTimeProvider());

        public override async ValueTask<bool> TryKillAsync(ISessionLease lease, string key)
        {
            // Its clock stands still, so it gives no sign of life either.
            await server.ExecuteAsync($"UPDATE telegramhost_lease SET expires = 0 WHERE session = '{key}'");
            return true;
        }

        public override ValueTask<bool> TryPauseAsync(ISessionLease lease, string key) => TryKillAsync(lease, key);

        public override async ValueTask<bool> TryRemoveLeaseAsync(ISessionLease lease, string key)
        {
            await server.ExecuteAsync($"DELETE FROM telegramhost_lease WHERE session = '{key}'");
            return true;
        }

        public override async ValueTask<bool> TryMakeNewerAsync()
        {
            await server.ExecuteAsync("UPDATE telegramhost_schema SET version = 99");
            return true;
        }
    }

    /// <summary>A server that answers what a test wants, or not at all.</summary>
    private sealed class StandIn : IDisposable
    {
        private readonly HttpListener _listener;

        public StandIn(Func<HttpListenerRequest, (HttpStatusCode Status, string Body)?> answer)
        {
            (_listener, Url) = Listen();
            _ = ServeAsync(answer);
        }

        public string Url { get; }

        public void Dispose() => _listener.Close();

        private static (HttpListener Listener, string Url) Listen()
        {
            for (var triesLeft = 5; ; triesLeft--)
            {
                using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
                probe.Start();
                var url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
                probe.Stop();
                var listener = new HttpListener { Prefixes = { url } };
                try
                {
                    listener.Start();
                    return (listener, url);
                }
                catch (HttpListenerException) when (triesLeft > 0)
                {
                    // Another process was faster.
                    listener.Close();
                }
            }
        }

        private async Task ServeAsync(Func<HttpListenerRequest, (HttpStatusCode Status, string Body)?> answer)
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    if (answer(context.Request) is not var (status, body))
                        continue;
                    context.Response.StatusCode = (int)status;
                    await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                    context.Response.Close();
                }
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // Closed.
            }
        }
    }
}

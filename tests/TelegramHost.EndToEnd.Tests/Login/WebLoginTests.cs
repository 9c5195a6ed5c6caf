using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using TelegramHost.AspNetCore;
using TelegramHost.Client;
using TelegramHost.EndToEnd.Tests.Page;

namespace TelegramHost.EndToEnd.Tests.Login;

/// <summary>The login on a page of its own.</summary>
public sealed class WebLoginTests
{
    [Fact]
    public async Task Page_LeadsThroughNumberCodeAndPassword_AndIsGoneAfterwards()
    {
        await using var rig = new PersonRig();
        rig.Emulator.World.SetPassword(rig.Ada, "hunter2", "the usual");
        using var log = new AddressLog();
        await using var authenticator = new WebAuthenticator(log);
        await using var client = TelegramClient.Create(rig.Options(), authenticator: authenticator);

        var connecting = client.ConnectAsync(rig.Patience);
        using var http = new HttpClient { BaseAddress = await log.Address.WaitAsync(rig.Patience) };
        await AnswerAsync(http, "method", PersonRig.Phone, rig.Patience);
        await AnswerAsync(http, "code", "11111", rig.Patience);
        Assert.Equal("That is not the code.", (await AnswerAsync(http, "code", "12345", rig.Patience)).GetProperty("problem").GetString());
        Assert.Equal("the usual", (await AnswerAsync(http, "password", "hunter2", rig.Patience)).GetProperty("hint").GetString());
        var done = await StateAsync(http, "done", rig.Patience);
        await connecting;

        Assert.Equal("Ada", done.GetProperty("hint").GetString());
        Assert.Equal(rig.Ada.Id, (await client.GetMeAsync(rig.Patience)).Id);
        Assert.Null(authenticator.Address);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("", UriKind.Relative), rig.Patience));
    }

    [Fact]
    public async Task Page_IsForThoseAloneWhoHaveItsAddress()
    {
        await using var rig = new PersonRig();
        using var log = new AddressLog();
        await using var authenticator = new WebAuthenticator(log);
        await using var client = TelegramClient.Create(rig.Options(), authenticator: authenticator);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(rig.Patience);
        var connecting = client.ConnectAsync(stop.Token);
        var address = await log.Address.WaitAsync(rig.Patience);
        using var http = new HttpClient();

        Assert.Equal("127.0.0.1", address.Host);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(address, "/"), rig.Patience)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(address, "/guess/state?known=-1"), rig.Patience)).StatusCode);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "state?known=-1")) { Headers = { { "Origin", "http://evil.example" } } };
        Assert.Equal(HttpStatusCode.Forbidden, (await http.SendAsync(foreign, rig.Patience)).StatusCode);
        var page = await http.GetAsync(address, rig.Patience);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("default-src 'none'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [BrowserFact]
    public async Task Person_ScansTheCodeThatTheBrowserShows()
    {
        await using var rig = new PersonRig();
        using var log = new AddressLog();
        await using var authenticator = new WebAuthenticator(log);
        await using var client = TelegramClient.Create(rig.Options(), authenticator: new WatchedAuthenticator(authenticator, rig.Answers));
        var connecting = client.ConnectAsync(rig.Patience);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = BrowserFactAttribute.Browser,
            Timeout = 120_000,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout(120_000);
        await page.GotoAsync((await log.Address.WaitAsync(rig.Patience)).ToString());

        await page.ClickAsync("text=Scan a code instead");
        await page.Locator("svg[aria-label='QR code']").WaitForAsync();
        rig.Emulator.Logins.ScanQrCode(rig.Ada, (await rig.Answers.Shown.ReadAsync(rig.Patience)).Link);
        await page.Locator("text=Logged in as Ada").WaitForAsync();
        await connecting;

        Assert.Equal(rig.Ada.Id, (await client.GetMeAsync(rig.Patience)).Id);
    }

    private static async Task<JsonElement> StateAsync(HttpClient http, string step, CancellationToken cancellationToken)
    {
        var known = -1;
        while (true)
        {
            var state = await http.GetFromJsonAsync<JsonElement>($"state?known={known}", cancellationToken);
            if (state.GetProperty("step").GetString() == step)
                return state;
            known = state.GetProperty("version").GetInt32();
        }
    }

    private static async Task<JsonElement> AnswerAsync(HttpClient http, string step, string text, CancellationToken cancellationToken)
    {
        var state = await StateAsync(http, step, cancellationToken);
        var answer = await http.PostAsJsonAsync(
            "answer", new { version = state.GetProperty("version").GetInt32(), kind = "send", text, more = "" }, cancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return state;
    }
}

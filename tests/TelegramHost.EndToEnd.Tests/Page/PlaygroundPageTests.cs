using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TelegramHost.EndToEnd.Tests.Sample;

namespace TelegramHost.EndToEnd.Tests.Page;

/// <summary>What a person sees who runs the sample and opens the address that it prints, in a real browser.</summary>
public sealed partial class PlaygroundPageTests : IAsyncLifetime
{
    private ProgramUnderTest _bot = null!;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Task InitializeAsync()
    {
        if (BrowserFactAttribute.Browser is not null)
            _bot = ProgramUnderTest.EchoBot("Development");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_bot is not null)
            await _bot.DisposeAsync();
    }

    [BrowserFact]
    public async Task A_person_presses_start_and_a_button_and_is_echoed_and_sees_the_bytes_go_by()
    {
        var page = await OpenAsync(1280, 800);

        await page.ClickAsync("#start");
        await Bubble(page, "Hello Ann!").WaitForAsync();
        // It is shown for some seconds only, so somebody has to look before.
        var toast = page.Locator("#toasts", new() { HasTextRegex = Rolled() }).WaitForAsync();
        await page.ClickAsync("text=Roll a die");
        await toast;
        await Bubble(page, "Ann rolled").WaitForAsync();
        await page.FillAsync("#input", "<b>not bold</b> & well");
        await page.PressAsync("#input", "Enter");
        await page.Locator(".row.in .bubble", new() { HasTextString = "<b>not bold</b> & well" }).WaitForAsync();
        await page.Locator("#wire-list", new() { HasTextString = "messages.sendMessage" }).WaitForAsync();

        Assert.Equal(0, await page.Locator(".bubble b", new() { HasTextString = "not bold" }).CountAsync());
    }

    [BrowserFact]
    public async Task A_person_posts_in_a_channel_and_asks_the_bot_in_a_supergroup()
    {
        var page = await OpenAsync(1280, 800);

        await page.ClickAsync("text=Test channel");
        await page.Locator("#chat-status", new() { HasTextString = "3 subscribers" }).WaitForAsync();
        await page.FillAsync("#input", "News of today");
        await page.PressAsync("#input", "Enter");
        await page.Locator(".row.out .bubble", new() { HasTextString = "News of today" }).WaitForAsync();
        await page.ClickAsync("text=Test supergroup");
        await page.Locator("#chat-status", new() { HasTextString = "3 members" }).WaitForAsync();
        await page.FillAsync("#input", "/start");
        await page.PressAsync("#input", "Enter");

        await Bubble(page, "Hello Ann!").WaitForAsync();
    }

    [BrowserFact]
    public async Task The_page_fits_a_telephone()
    {
        var page = await OpenAsync(390, 844);

        await page.Locator("#start").ClickAsync();
        await Bubble(page, "Hello Ann!").WaitForAsync();

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    private static ILocator Bubble(IPage page, string text) => page.Locator(".row.in .bubble", new() { HasTextString = text });

    private async Task<IPage> OpenAsync(int width, int height)
    {
        var address = Address().Match(await _bot.WaitForLineAsync("http://127.0.0.1:")).Value;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = BrowserFactAttribute.Browser,
            Timeout = 120_000,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        page.SetDefaultTimeout(120_000);
        page.PageError += (_, error) => throw new InvalidOperationException($"The page has an error: {error}");
        await page.GotoAsync(address);
        return page;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/\w+/")]
    private static partial Regex Address();

    [GeneratedRegex(@"You rolled \d")]
    private static partial Regex Rolled();
}

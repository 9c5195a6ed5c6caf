using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TelegramHost.Hosting;

namespace TelegramHost.Tests.Hosting;

/// <summary>appsettings.example.json is a document; these tests keep it true.</summary>
public sealed class ExampleSettingsTests
{
    private static readonly string s_path = Path.Combine(AppContext.BaseDirectory, "appsettings.example.json");

    [Fact]
    public void The_example_binds_and_is_valid()
    {
        var options = Load();

        Assert.Equal(12345, options.ApiId);
    }

    [Fact]
    public void The_example_shows_the_defaults()
    {
        var shown = Flatten(Load());
        var defaults = Flatten(new TelegramOptions());
        string[] own = ["ApiId", "ApiHash", "BotToken", "Device:SystemVersion", "Device:AppVersion"];

        foreach (var (path, value) in defaults.Where(setting => !own.Contains(setting.Key)))
            Assert.Equal((path, value), (path, shown[path]));
    }

    [Fact]
    public void The_example_names_every_setting_and_no_other()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(s_path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var named = new List<string>();
        Collect(file.RootElement.GetProperty("Telegram"), "", named);

        Assert.Equal(Flatten(new TelegramOptions()).Keys.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static TelegramOptions Load()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddJsonFile(s_path).Build());
        services.AddTelegramClient();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<TelegramOptions>>().Value;
    }

    private static void Collect(JsonElement element, string prefix, List<string> paths)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object)
                Collect(property.Value, prefix + property.Name + ":", paths);
            else
                paths.Add(prefix + property.Name);
        }
    }

    private static Dictionary<string, string?> Flatten(object options, string prefix = "")
    {
        var values = new Dictionary<string, string?>();
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(options);
            if (value is not null && property.PropertyType is { IsClass: true, IsArray: false } && property.PropertyType.Namespace!.StartsWith("TelegramHost", StringComparison.Ordinal))
            {
                foreach (var (path, nested) in Flatten(value, prefix + property.Name + ":"))
                    values.Add(path, nested);
            }
            else
            {
                values.Add(prefix + property.Name, value is Array array ? $"{array.Length} items" : value?.ToString());
            }
        }

        return values;
    }
}

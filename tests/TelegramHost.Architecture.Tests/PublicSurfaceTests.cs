using System.Reflection;

namespace TelegramHost.Architecture.Tests;

/// <summary>The public surface is a decision: a change of it shows up as a change of a file under PublicApi.</summary>
public sealed class PublicSurfaceTests
{
    [Theory]
    [InlineData("TelegramHost.Tl")]
    [InlineData("TelegramHost.MtProto")]
    [InlineData("TelegramHost.Client")]
    [InlineData("TelegramHost")]
    [InlineData("TelegramHost.Emulator")]
    [InlineData("TelegramHost.Playground")]
    [InlineData("TelegramHost.Testing")]
    public void Public_surface_is_the_one_written_down(string assembly)
    {
        var actual = PublicSurface.Describe(Assembly.Load(assembly));
        var file = Repository.PathOf("tests", "TelegramHost.Architecture.Tests", "PublicApi", assembly + ".txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }
}

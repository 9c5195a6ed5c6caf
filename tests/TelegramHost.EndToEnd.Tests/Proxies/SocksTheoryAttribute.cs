namespace TelegramHost.EndToEnd.Tests.Proxies;

/// <summary>A theory that needs a program of Debian's, and is skipped with the reason without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SocksTheoryAttribute : TheoryAttribute
{
    public SocksTheoryAttribute(string program, string package)
    {
        if (SocksProgram.Find(program) is null)
            Skip = $"{program} is not installed: apt-get install {package}.";
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace TelegramHost.EndToEnd.Tests.Interop;

/// <summary>The folder <c>tests/interop</c> with its node packages; says why it cannot be used where it cannot.</summary>
internal static class NodeFolder
{
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(2);
    private static readonly Lazy<string?> Reason = new(Prepare);

    /// <summary>Why tests with node cannot run here, or null.</summary>
    public static string? SkipReason => Reason.Value;

    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Where the scripts are.</summary>
    public static string Path => System.IO.Path.Combine(Repository, "tests", "interop");

    private static string? Prepare()
    {
        if (!CanRun("node"))
            return "node is not installed; the third-party client needs it.";
        string[] packages = ["@mtcute/node", "mtprotoproxy", "telegram"];
        if (Array.TrueForAll(packages, package => Directory.Exists(System.IO.Path.Combine(Path, "node_modules", package))))
            return null;
        if (!CanRun("npm"))
            return "npm is not installed, and packages are missing in tests/interop/node_modules.";
        return Install();
    }

    private static string? Install()
    {
        using var npm = Process.Start(Describe("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"))!;
        var errors = npm.StandardError.ReadToEndAsync();
        var output = npm.StandardOutput.ReadToEndAsync();
        if (!npm.WaitForExit(InstallPatience))
        {
            npm.Kill(entireProcessTree: true);
            return $"npm ci in tests/interop took longer than {InstallPatience.TotalMinutes} minutes.";
        }

        return npm.ExitCode == 0
            ? null
            : $"npm ci in tests/interop failed, the registry may be out of reach: {(errors.Result + output.Result).Trim()}";
    }

    private static bool CanRun(string command)
    {
        try
        {
            using var process = Process.Start(Describe(command, "--version"))!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // Not on the path: that is the answer.
            return false;
        }
    }

    public static ProcessStartInfo Describe(string command, params string[] arguments) => new(command, arguments)
    {
        WorkingDirectory = Path,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "TelegramHost.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not lie inside of the repository.");
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TelegramHost.Benchmarks.Crypto;

/// <summary>The C loop that the IGE bench measures against: compiled by the machine's <c>cc</c> when the bench runs.</summary>
internal sealed unsafe class NativeIge : IDisposable
{
    private readonly nint _library;
    private readonly DirectoryInfo _folder;
    private readonly delegate* unmanaged<byte*, byte*, byte*, nuint, void> _encrypt;
    private readonly delegate* unmanaged<byte*, byte*, byte*, nuint, void> _decrypt;

    private NativeIge(DirectoryInfo folder, string path)
    {
        _folder = folder;
        _library = NativeLibrary.Load(path);
        _encrypt = (delegate* unmanaged<byte*, byte*, byte*, nuint, void>)NativeLibrary.GetExport(_library, "ige_encrypt");
        _decrypt = (delegate* unmanaged<byte*, byte*, byte*, nuint, void>)NativeLibrary.GetExport(_library, "ige_decrypt");
    }

    /// <summary>Compiles and loads it; null, with the reason, where that cannot be done.</summary>
    public static NativeIge? TryLoad(out string? reason)
    {
        reason = null;
        if (!System.Runtime.Intrinsics.X86.Aes.IsSupported)
        {
            reason = "this processor has no AES-NI";
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("ige");
        var library = Path.Combine(folder.FullName, "libige.so");
        var source = Path.Combine(AppContext.BaseDirectory, "Crypto", "native", "ige.c");
        try
        {
            using var compiler = Process.Start("cc", ["-O3", "-maes", "-shared", "-fPIC", "-o", library, source]);
            compiler.WaitForExit();
            if (compiler.ExitCode == 0)
                return new NativeIge(folder, library);
            reason = $"cc ended with {compiler.ExitCode}";
        }
        catch (Win32Exception)
        {
            reason = "there is no C compiler (cc)";
        }

        folder.Delete(recursive: true);
        return null;
    }

    public void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, Span<byte> data)
    {
        fixed (byte* keyPointer = key, ivPointer = iv, dataPointer = data)
            _encrypt(keyPointer, ivPointer, dataPointer, (nuint)data.Length);
    }

    public void Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, Span<byte> data)
    {
        fixed (byte* keyPointer = key, ivPointer = iv, dataPointer = data)
            _decrypt(keyPointer, ivPointer, dataPointer, (nuint)data.Length);
    }

    public void Dispose()
    {
        NativeLibrary.Free(_library);
        _folder.Delete(recursive: true);
    }
}

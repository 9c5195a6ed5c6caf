using TelegramHost.TlGen.Emit;
using TelegramHost.TlGen.Errors;
using TelegramHost.TlGen.Import;
using TelegramHost.TlSchema;

namespace TelegramHost.TlGen;

/// <summary>What the tool does, one method for each verb.</summary>
internal static class Commands
{
    /// <summary>Writes C# for a schema into a folder.</summary>
    public static int Generate(string schemaFile, string folder, string space, string[] options)
    {
        var document = TlSchemaParser.Parse(File.ReadAllText(schemaFile), schemaFile);
        IdCheck.Verify(document, schemaFile);
        var settings = new EmitSettings(space, options.Contains("--internal"), options.Contains("--mtproto"));
        var files = SchemaEmitter.Emit(document, settings);
        var written = OutputFolder.Write(folder, files);
        Console.WriteLine($"TlGen: {document.Definitions.Count} definitions, {files.Count} files, {written} of them changed.");
        return 0;
    }

    /// <summary>Writes C# for a list of errors into a folder.</summary>
    public static int GenerateErrors(string errorFile, string folder, string space)
    {
        var errors = ErrorFile.Parse(File.ReadAllText(errorFile), errorFile);
        var written = OutputFolder.Write(folder, ErrorNamesEmitter.Emit(errors, space));
        Console.WriteLine($"TlGen: {errors.Count} errors, {written} files changed.");
        return 0;
    }

    /// <summary>Writes api.tl, mtproto.tl and errors.txt from an unpacked npm package.</summary>
    public static int Import(string packageFolder, string schemaFolder)
    {
        var schemas = PackageImporter.Import(packageFolder).ToList();
        foreach (var (name, text) in schemas)
            IdCheck.Verify(TlSchemaParser.Parse(text, name), name);
        Directory.CreateDirectory(schemaFolder);
        foreach (var (name, text) in schemas)
        {
            File.WriteAllText(Path.Combine(schemaFolder, name), text);
            Console.WriteLine($"{name} written; every id is the CRC32 of its text.");
        }

        var errors = ErrorImporter.Import(packageFolder, PackageImporter.LayerOf(packageFolder));
        File.WriteAllText(Path.Combine(schemaFolder, errors.Name), errors.Text);
        Console.WriteLine($"{errors.Name} written.");
        return 0;
    }

    /// <summary>Verifies the ids of schema files.</summary>
    public static int Check(string[] files)
    {
        foreach (var file in files)
        {
            var document = TlSchemaParser.Parse(File.ReadAllText(file), file);
            IdCheck.Verify(document, file);
            Console.WriteLine($"{file}: {document.Definitions.Count} definitions, every id is the CRC32 of its text.");
        }

        return 0;
    }

    /// <summary>Says how the tool is called.</summary>
    public static int Usage()
    {
        Console.Error.WriteLine("""
            TlGen generate <schema.tl> <folder> <namespace> [--internal] [--mtproto]
            TlGen errors <errors.txt> <folder> <namespace>
            TlGen import <folder of the unpacked npm package @mtcute/core> <schema folder>
            TlGen check <schema.tl>...
            """);
        return 2;
    }
}

using TelegramHost.TlGen;
using TelegramHost.TlSchema;

try
{
    return args switch
    {
        ["generate", var schema, var folder, var space, .. var rest] => Commands.Generate(schema, folder, space, rest),
        ["errors", var file, var folder, var space] => Commands.GenerateErrors(file, folder, space),
        ["import", var package, var folder] => Commands.Import(package, folder),
        ["check", .. var files] when files.Length > 0 => Commands.Check(files),
        _ => Commands.Usage(),
    };
}
catch (Exception exception) when (exception is TlSchemaException or TlGenException or IOException)
{
    Console.Error.WriteLine($"TlGen : error TLGEN001: {exception.Message}");
    return 1;
}

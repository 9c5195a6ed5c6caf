using TelegramHost.TlGen.Import;
using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Tests;

public sealed class ImporterTests : IDisposable
{
    private const string Api = """
        {"l":228,"e":[
          {"kind":"class","name":"inputPeerUser","type":"InputPeer","id":3723011404,"comment":"prose","arguments":[
            {"name":"user_id","type":"int53"},{"name":"access_hash","type":"long"}]},
          {"kind":"class","name":"mtcute.dummyUpdate","type":"Update","id":1,"arguments":[]},
          {"kind":"class","name":"inputStickerSetThumbLegacy","type":"InputFileLocation","id":2,"arguments":[]},
          {"kind":"method","name":"account.getSecureValue","type":"SecureValue","typeModifiers":{"isVector":true,"constructorId":411017418},
            "id":1936088002,"arguments":[{"name":"types","type":"SecureValueType","typeModifiers":{"isVector":true}}]},
          {"kind":"method","name":"account.installTheme","type":"Bool","id":2061776695,"arguments":[
            {"name":"flags","type":"#"},{"name":"dark","type":"true","typeModifiers":{"predicate":"flags.0"}},
            {"name":"format","type":"string","typeModifiers":{"predicate":"flags.1"}},
            {"name":"theme","type":"InputTheme","typeModifiers":{"predicate":"flags.1"}}]},
          {"kind":"method","name":"invokeAfterMsg","type":"X","id":3416209197,"generics":[{"name":"X","type":"Type"}],"arguments":[
            {"name":"msg_id","type":"long"},{"name":"query","type":"!X"}]}
        ]}
        """;

    private const string MtProto = """
        [{"kind":"class","name":"mt_future_salt","id":155834844,"type":"FutureSalt","arguments":[
           {"name":"valid_since","type":"int"},{"name":"valid_until","type":"int"},{"name":"salt","type":"long"}]},
         {"kind":"class","name":"mt_future_salts","id":2924480661,"type":"FutureSalts","arguments":[
           {"name":"req_msg_id","type":"long"},{"name":"now","type":"int"},
           {"name":"salts","type":"mt_future_salt","typeModifiers":{"isBareVector":true,"isBareType":true}}]},
         {"kind":"class","name":"mt_ping","id":2059302892,"type":"Pong","arguments":[{"name":"ping_id","type":"long"}]}]
        """;

    private const string Errors = """
        {"base":{"FLOOD":420},
         "errors":{
           "FLOOD_WAIT_%d":{"code":420,"name":"FLOOD_WAIT_%d","description":"prose","_paramNames":["seconds"]},
           "ABOUT_TOO_LONG":{"code":400,"name":"ABOUT_TOO_LONG","description":"prose"},
           "Timeout":{"code":-503,"name":"Timeout","description":"prose"}},
         "throws":{"account.updateProfile":["ABOUT_TOO_LONG"],"account.a":["ABOUT_TOO_LONG","UNHEARD_OF"]},
         "userOnly":{},"botOnly":{}}
        """;

    private readonly string _package = Directory.CreateTempSubdirectory("tlgen-tests-").FullName;

    public void Dispose() => Directory.Delete(_package, recursive: true);

    [Fact]
    public void A_package_becomes_two_schemas_whose_ids_are_right()
    {
        Write(Api, MtProto);
        var target = Path.Combine(_package, "schema");

        Assert.Equal(0, Commands.Import(_package, target));

        var api = File.ReadAllText(Path.Combine(target, "api.tl"));
        Assert.StartsWith("// LAYER 228\n", api, StringComparison.Ordinal);
        Assert.Contains("\ninputPeerUser#dde8a54c user_id:long access_hash:long = InputPeer;\n", api, StringComparison.Ordinal);
        Assert.Contains("\naccount.getSecureValue#73665bc2 types:Vector<SecureValueType> = Vector<SecureValue>;\n", api, StringComparison.Ordinal);
        Assert.Contains("\naccount.installTheme#7ae43737 flags:# dark:flags.0?true format:flags.1?string theme:flags.1?InputTheme = Bool;\n", api, StringComparison.Ordinal);
        Assert.Contains("\ninvokeAfterMsg#cb9f372d {X:Type} msg_id:long query:!X = X;\n", api, StringComparison.Ordinal);
        Assert.Contains("\nboolTrue#997275b5 = Bool;\n", api, StringComparison.Ordinal);
        Assert.DoesNotContain("mtcute", api, StringComparison.Ordinal);
        Assert.DoesNotContain("Legacy", api, StringComparison.Ordinal);
        Assert.DoesNotContain("prose", api, StringComparison.Ordinal);

        var mtproto = TlSchemaParser.Parse(File.ReadAllText(Path.Combine(target, "mtproto.tl")), "mtproto.tl").Definitions;
        Assert.True(mtproto.Single(definition => definition.Name == "ping").IsFunction);
        Assert.True(mtproto.Single(definition => definition.Name == "future_salts").Parameters[2].Type.IsBare);
    }

    [Fact]
    public void A_list_of_errors_comes_along_without_its_prose()
    {
        Write(Api, MtProto);
        var target = Path.Combine(_package, "schema");

        Commands.Import(_package, target);

        Assert.Equal(
            [
                "// Errors of layer 228: code, name with %d for a number, functions that are known to answer it.",
                "-503 Timeout",
                "400 ABOUT_TOO_LONG account.a account.updateProfile",
                "420 FLOOD_WAIT_%d",
            ],
            File.ReadAllLines(Path.Combine(target, "errors.txt")));
    }

    [Fact]
    public void A_tampered_id_stops_the_import_and_writes_nothing()
    {
        Write(Api.Replace("3723011404", "3723011405", StringComparison.Ordinal), MtProto);
        var target = Path.Combine(_package, "schema");

        var fault = Assert.Throws<TlGenException>(() => Commands.Import(_package, target));

        Assert.Contains("inputPeerUser#dde8a54d should be #dde8a54c", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(target));
    }

    [Fact]
    public void A_tampered_field_stops_the_check_of_a_file()
    {
        var file = Path.Combine(_package, "tampered.tl");
        File.WriteAllText(file, File.ReadAllText(Repository.Schema("api.tl")).Replace("peerUser#59511722 user_id:long", "peerUser#59511722 user_id:int", StringComparison.Ordinal));

        var fault = Assert.Throws<TlGenException>(() => Commands.Check([file]));

        Assert.Contains("peerUser#59511722 should be", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, Commands.Check([Repository.Schema("api.tl"), Repository.Schema("mtproto.tl")]));
    }

    [Fact]
    public void Files_that_are_right_already_are_not_written_again()
    {
        var folder = Path.Combine(_package, "out");
        var files = new Dictionary<string, string> { ["A.cs"] = "a", ["B.cs"] = "b" };
        Assert.Equal(2, OutputFolder.Write(folder, files));
        Assert.Equal(0, OutputFolder.Write(folder, files));

        files.Remove("A.cs");
        files["B.cs"] = "changed";

        Assert.Equal(2, OutputFolder.Write(folder, files));
        Assert.Equal(["B.cs"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_tampered_service_message_stops_the_import_too()
    {
        Write(Api, MtProto.Replace("2059302892", "2059302893", StringComparison.Ordinal));
        var target = Path.Combine(_package, "schema");

        Assert.Throws<TlGenException>(() => Commands.Import(_package, target));
        Assert.False(Directory.Exists(target));
    }

    private void Write(string api, string mtproto)
    {
        Directory.CreateDirectory(Path.Combine(_package, "tl"));
        File.WriteAllText(Path.Combine(_package, "tl", "api-schema.json"), api);
        File.WriteAllText(Path.Combine(_package, "tl", "mtp-schema.json"), mtproto);
        File.WriteAllText(Path.Combine(_package, "tl", "raw-errors.json"), Errors);
    }
}

using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Tests;

public sealed class ParserTests
{
    [Fact]
    public void A_line_is_read_with_all_its_parts()
    {
        var definition = TlSchemaParser.ParseLine("a.b#1f flags:# x:flags.3?Vector<InputPeer> y:%Point z:!X = Vector<long>;", true, "test", 7);

        Assert.Equal("a.b", definition.Name);
        Assert.Equal(0x1fu, definition.Id);
        Assert.Equal(7, definition.Line);
        Assert.True(definition.Parameters[0].IsFlagsWord);
        Assert.Equal(("flags", 3), (definition.Parameters[1].FlagsWord, definition.Parameters[1].FlagBit));
        Assert.Equal("InputPeer", definition.Parameters[1].Type.Item!.Name);
        Assert.True(definition.Parameters[2].Type.IsBare);
        Assert.True(definition.Parameters[3].Type.IsFunctionOf);
        Assert.True(definition.Result.IsVector);
    }

    [Fact]
    public void An_id_that_is_not_written_follows_from_the_text() =>
        Assert.Equal(0x59511722u, TlSchemaParser.ParseLine("peerUser user_id:long = Peer", false, "test", 1).Id);

    [Fact]
    public void Sections_comments_and_windows_line_ends_are_understood()
    {
        var document = TlSchemaParser.Parse("// LAYER 5\r\n\r\n// text\r\na = A;\r\n---functions---\r\nf = A;\r\n---types---\r\nb = A;\r\n", "test");

        Assert.Equal(5, document.Layer);
        Assert.Equal([false, true, false], document.Definitions.Select(definition => definition.IsFunction));
    }

    [Theory]
    [InlineData("a#1 x:int", "needs ' = Type'")]
    [InlineData("a#zz = A", "no hexadecimal id")]
    [InlineData("a#1 x = A", "is no 'name:type'")]
    [InlineData("a#1 x:flags?int = A", "is no 'flags.bit?'")]
    [InlineData("a#1 x:flags.32?int = A", "is no 'flags.bit?'")]
    [InlineData("a#1 x:Map<int> = A", "is no vector")]
    [InlineData("a#1 x: = A", "a type is missing")]
    public void A_bad_line_is_named_with_its_place(string line, string detail)
    {
        var fault = Assert.Throws<TlSchemaException>(() => TlSchemaParser.Parse("\n" + line + ";\n", "bad.tl"));

        Assert.StartsWith("bad.tl(2): ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(detail, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.b = A;\naB = B;", "second class named AB")]
    [InlineData("a x_y:int xY:int = A;", "two properties named XY")]
    [InlineData("a x:Missing = A;", "no constructor for type 'Missing'")]
    [InlineData("a x:Vector<Vector<int>> = A;", "has no reader")]
    public void A_schema_that_has_no_form_in_code_is_refused(string schema, string detail)
    {
        var document = TlSchemaParser.Parse(schema, "bad.tl");

        var fault = Assert.Throws<TlGenException>(() => Emit.SchemaEmitter.Emit(document, new Emit.EmitSettings("Bad", false, false)));

        Assert.Contains(detail, fault.Message, StringComparison.Ordinal);
    }
}

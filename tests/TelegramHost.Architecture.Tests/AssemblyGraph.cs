using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace TelegramHost.Architecture.Tests;

/// <summary>Which types use which, read from an assembly's metadata and code without loading it.</summary>
internal sealed class AssemblyGraph
{
    private static readonly Dictionary<int, OpCode> OpCodes = typeof(System.Reflection.Emit.OpCodes).GetFields()
        .Where(field => field.FieldType == typeof(OpCode))
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value + 0);

    private readonly MetadataReader _metadata;
    private readonly PEReader _image;
    private readonly HashSet<(string From, string To)> _uses = [];

    private AssemblyGraph(PEReader image)
    {
        _image = image;
        _metadata = image.GetMetadataReader();
    }

    /// <summary>Pairs of full type names; nested types count as their outermost type.</summary>
    public static IReadOnlySet<(string From, string To)> Read(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var graph = new AssemblyGraph(image);
        foreach (var handle in graph._metadata.TypeDefinitions)
            graph.Visit(handle);
        graph._uses.RemoveWhere(use => use.From == use.To);
        return graph._uses;
    }

    private void Visit(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var from = NameOf(handle);
        var signatures = new Signatures(this, to => _uses.Add((from, to)));

        signatures.Token(type.BaseType);
        foreach (var implementation in type.GetInterfaceImplementations())
            signatures.Token(_metadata.GetInterfaceImplementation(implementation).Interface);
        foreach (var field in type.GetFields())
            _metadata.GetFieldDefinition(field).DecodeSignature(signatures, null);
        foreach (var method in type.GetMethods())
            VisitMethod(_metadata.GetMethodDefinition(method), signatures);
    }

    private void VisitMethod(MethodDefinition method, Signatures signatures)
    {
        method.DecodeSignature(signatures, null);
        if (method.RelativeVirtualAddress == 0)
            return;
        var body = _image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(signatures, null);

        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            if (value == 0xfe)
                value = 0xfe00 | code.ReadByte();
            var operand = OpCodes[value].OperandType;
            switch (operand)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok:
                    signatures.Token(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                default:
                    code.Offset += SizeOf(operand);
                    break;
            }
        }
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
            type = _metadata.GetTypeDefinition(type.GetDeclaringType());
        return _metadata.GetString(type.Namespace) + "." + _metadata.GetString(type.Name);
    }

    private string NameOf(TypeReferenceHandle handle)
    {
        var type = _metadata.GetTypeReference(handle);
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
            type = _metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
        return _metadata.GetString(type.Namespace) + "." + _metadata.GetString(type.Name);
    }

    /// <summary>Walks signatures and tokens, and reports each type that occurs.</summary>
    private sealed class Signatures(AssemblyGraph graph, Action<string> report) : ISignatureTypeProvider<bool, object?>
    {
        public void Token(EntityHandle handle)
        {
            if (handle.IsNil)
                return;
            var metadata = graph._metadata;
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition:
                    report(graph.NameOf((TypeDefinitionHandle)handle));
                    break;
                case HandleKind.TypeReference:
                    report(graph.NameOf((TypeReferenceHandle)handle));
                    break;
                case HandleKind.TypeSpecification:
                    metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                    break;
                case HandleKind.MethodDefinition:
                    Token(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                    break;
                case HandleKind.FieldDefinition:
                    Token(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                    break;
                case HandleKind.MethodSpecification:
                    var specification = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                    specification.DecodeSignature(this, null);
                    Token(specification.Method);
                    break;
                case HandleKind.MemberReference:
                    Token(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent);
                    break;
            }
        }

        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            report(graph.NameOf(handle));
            return true;
        }

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            report(graph.NameOf(handle));
            return true;
        }

        public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public bool GetArrayType(bool elementType, ArrayShape shape) => true;

        public bool GetByReferenceType(bool elementType) => true;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

        public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => true;

        public bool GetGenericMethodParameter(object? genericContext, int index) => true;

        public bool GetGenericTypeParameter(object? genericContext, int index) => true;

        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => true;

        public bool GetPinnedType(bool elementType) => true;

        public bool GetPointerType(bool elementType) => true;

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => true;

        public bool GetSZArrayType(bool elementType) => true;
    }
}

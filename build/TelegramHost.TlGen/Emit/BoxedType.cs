using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Emit;

/// <summary>What stands behind equals signs, with all constructors of it.</summary>
internal sealed record BoxedType(string Name, IReadOnlyList<TlDefinition> Constructors)
{
    /// <summary>Whether it becomes an abstract parent; a type with one constructor is that constructor's class.</summary>
    public bool IsAbstract => Constructors.Count > 1;

    /// <summary>The class that stands for the type.</summary>
    public string ClassName => IsAbstract ? Names.Pascal(Name) + "Base" : Names.Pascal(Constructors[0].Name);
}

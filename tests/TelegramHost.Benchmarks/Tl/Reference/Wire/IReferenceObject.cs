namespace TelegramHost.Benchmarks.Tl.Reference.Wire;

/// <summary>An object of the reference side.</summary>
internal interface IReferenceObject
{
    void Write(BinaryWriter writer);
}

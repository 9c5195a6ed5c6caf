namespace TelegramHost.Benchmarks.Harness;

/// <summary>Two sides, measured against each other.</summary>
/// <param name="Ratio">The median of the reference's time divided by ours, taken pair by pair.</param>
/// <param name="OursNanoseconds">Our median time of one call.</param>
/// <param name="ReferenceNanoseconds">The reference's median time of one call.</param>
/// <param name="OursBytes">What one call of ours allocates on its thread.</param>
/// <param name="ReferenceBytes">What one call of the reference allocates on its thread.</param>
public sealed record DuelResult(double Ratio, double OursNanoseconds, double ReferenceNanoseconds, double OursBytes, double ReferenceBytes)
{
    /// <summary>Our allocation as a part of the reference's.</summary>
    public double AllocationRatio => ReferenceBytes == 0 ? double.NaN : OursBytes / ReferenceBytes;
}

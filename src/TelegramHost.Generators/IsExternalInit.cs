namespace System.Runtime.CompilerServices;

/// <summary>What records ask for and netstandard2.0 doesn't have.</summary>
internal static class IsExternalInit;

namespace TelegramHost.Client.Areas.Files;

/// <summary>Why a part of a file is not what the master data centre vouches for.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Offset">Where in the file the block begins that it is wrong with.</param>
internal readonly record struct CdnFault(CdnFaultKind Kind, long Offset);

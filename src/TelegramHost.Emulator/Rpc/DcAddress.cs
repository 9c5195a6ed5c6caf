using System.Net;

namespace TelegramHost.Emulator.Rpc;

/// <summary>Where a virtual data centre listens, as <c>help.getConfig</c> tells it.</summary>
internal sealed record DcAddress(int Id, IPEndPoint EndPoint);

using System.Net;
using Microsoft.Extensions.Logging;

namespace TelegramHost.Emulator.Server;

/// <summary>What the emulator's server half tells; ids 7000 to 7099.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(7000, LogLevel.Information, "Emulator listens on {EndPoint} as data center {DataCenter}")]
    public static partial void Listening(ILogger logger, IPEndPoint endPoint, int dataCenter);

    [LoggerMessage(7001, LogLevel.Debug, "Connection {Id} opened")]
    public static partial void ConnectionOpened(ILogger logger, long id);

    [LoggerMessage(7002, LogLevel.Debug, "Connection {Id} closed")]
    public static partial void ConnectionClosed(ILogger logger, long id);

    [LoggerMessage(7003, LogLevel.Debug, "Connection {Id} ends: {Reason}")]
    public static partial void ConnectionLost(ILogger logger, long id, string reason);

    [LoggerMessage(7004, LogLevel.Error, "Connection {Id} failed and was closed")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception, long id);

    [LoggerMessage(7005, LogLevel.Debug, "Connection {Id} speaks {Transport}, obfuscated: {IsObfuscated}")]
    public static partial void TransportDetected(ILogger logger, long id, ServerTransport transport, bool isObfuscated);

    [LoggerMessage(7006, LogLevel.Warning, "Connection {Id} is not let in by the proxy front: it sent {Reason}")]
    public static partial void FrontRefused(ILogger logger, long id, string reason);

    [LoggerMessage(7010, LogLevel.Information, "Auth key {AuthKeyId:x16} made for data center {DataCenter}, temporary: {IsTemporary}")]
    public static partial void KeyCreated(ILogger logger, long authKeyId, int dataCenter, bool isTemporary);

    [LoggerMessage(7011, LogLevel.Warning, "Key exchange on connection {Id} refused: {Reason}")]
    public static partial void HandshakeRefused(ILogger logger, long id, string reason);

    [LoggerMessage(7012, LogLevel.Debug, "Connection {Id} used the unknown auth key {AuthKeyId:x16}; it gets -404")]
    public static partial void UnknownKey(ILogger logger, long id, long authKeyId);

    [LoggerMessage(7013, LogLevel.Debug, "A packet under auth key {AuthKeyId:x16} on connection {Id} does not open: {Reason}")]
    public static partial void PacketRefused(ILogger logger, long id, long authKeyId, string reason);

    [LoggerMessage(7014, LogLevel.Debug, "Auth key {AuthKeyId:x16} destroyed")]
    public static partial void KeyDestroyed(ILogger logger, long authKeyId);

    [LoggerMessage(7020, LogLevel.Warning, "Protocol offence: {Text} (session {SessionId:x16}, message {MessageId:x16})")]
    public static partial void Offence(ILogger logger, string text, long sessionId, long messageId);

    [LoggerMessage(7021, LogLevel.Debug, "Protocol offence tolerated: {Text} (session {SessionId:x16}, message {MessageId:x16})")]
    public static partial void ToleratedOffence(ILogger logger, string text, long sessionId, long messageId);

    [LoggerMessage(7030, LogLevel.Debug, "{Method} called in layer {Layer}")]
    public static partial void Called(ILogger logger, string method, int layer);

    [LoggerMessage(7031, LogLevel.Error, "{Method} failed inside the emulator")]
    public static partial void CallFailed(ILogger logger, Exception exception, string method);

    [LoggerMessage(7032, LogLevel.Debug, "{Method} answered with {Code} {Text}")]
    public static partial void CallRefused(ILogger logger, string method, int code, string text);

    [LoggerMessage(7033, LogLevel.Information, "Session {SessionId:x16} speaks layer {Declared}, served as {Layer}")]
    public static partial void LayerDeclared(ILogger logger, long sessionId, int declared, int layer);

    [LoggerMessage(7034, LogLevel.Debug, "{Method}: {Loss}")]
    public static partial void LayerLoss(ILogger logger, string method, string loss);

    [LoggerMessage(7035, LogLevel.Warning, "An update does not exist in layer {Layer} and was not sent to session {SessionId:x16}")]
    public static partial void UpdateNotRepresentable(ILogger logger, int layer, long sessionId);
}

namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>A connection in memory between a client and a server, on which things happen.</summary>
internal sealed class FaultyLine
{
    private readonly OneWay _toServer;
    private readonly OneWay _toClient;

    public FaultyLine(Random random)
    {
        (_toServer, _toClient) = (new OneWay(random), new OneWay(random));
        _toServer.Broken = _toClient.Broken = Close;
        Client = new LineEnd(_toClient, _toServer);
        Server = new LineEnd(_toServer, _toClient);
    }

    public Stream Client { get; }

    public Stream Server { get; }

    /// <summary>How many bytes have come so far, in both directions.</summary>
    public long Arrived => _toServer.Arrived + _toClient.Arrived;

    /// <summary>Whether both sides have read all there is and wait for more.</summary>
    public bool IsQuiet => _toServer.IsQuiet && _toClient.IsQuiet;

    /// <summary>Whether both sides have left it.</summary>
    public bool IsOver => _toServer.IsLeft && _toClient.IsLeft;

    /// <summary>Breaks in one direction at the next frame, and then as a whole.</summary>
    public void CutNext(bool toServer, LineCut where) => (toServer ? _toServer : _toClient).CutNext(where);

    /// <summary>Holds all bytes until <see cref="Release"/>.</summary>
    public void Stall()
    {
        _toServer.Hold();
        _toClient.Hold();
    }

    public void Release()
    {
        _toServer.Release();
        _toClient.Release();
    }

    /// <summary>A peer that is gone without a word: bytes go nowhere, and nobody says so.</summary>
    public void Mute()
    {
        _toServer.Mute();
        _toClient.Mute();
    }

    /// <summary>Both sides see a reset.</summary>
    public void Reset()
    {
        _toServer.Close(new IOException("Connection reset by peer."));
        _toClient.Close(new IOException("Connection reset by peer."));
    }

    public override string ToString() => $"to server {_toServer}, to client {_toClient}";

    private void Close()
    {
        _toServer.Close();
        _toClient.Close();
    }
}

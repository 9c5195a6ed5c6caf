using Microsoft.Extensions.Logging;
using TelegramHost.Emulator.Inspection;
using TelegramHost.Emulator.Layers;
using TelegramHost.Emulator.Rpc;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>Brings the world's updates to the sessions of an account, each in its layer.</summary>
internal sealed class UpdateOutlet(
    IReadOnlyList<DataCenter> dataCenters, LayerGate gate, WireJournal journal, Faults faults, TimeProvider time, ILogger logger) : IUpdateOutlet
{
    /// <inheritdoc/>
    public void Push(long userId, ITlObject updates, long exceptSessionId = 0)
    {
        if (faults.TakeSilentGap(userId, updates))
            return;
        using var buffer = new TlBuffer(512);
        buffer.Append(updates);
        var body = buffer.Written.ToArray();
        var byLayer = new Dictionary<int, (byte[] Body, TlNode Node)?>();
        foreach (var (center, key) in dataCenters.SelectMany(center => center.Keys.All, (center, key) => (center, key)))
        {
            // A login that was carried over to another data center gets none there.
            if (key.Login.Account is { } account && account.Id == userId && center.IsHomeOf(account.User))
                Push(key, userId, body, byLayer, exceptSessionId);
        }
    }

    /// <inheritdoc/>
    public void Push(LoginState login, ITlObject updates)
    {
        using var buffer = new TlBuffer(64);
        buffer.Append(updates);
        var body = buffer.Written.ToArray();
        foreach (var key in KeysOf(login))
            Push(key, login.Account?.Id, body, [], exceptSessionId: 0);
    }

    /// <inheritdoc/>
    public void Cut(LoginState login)
    {
        foreach (var key in KeysOf(login))
        {
            lock (key.Gate)
            {
                // Closing runs what waits for it, which may want the world's lock; so it is left to another thread.
                foreach (var connection in key.Sessions.Select(session => session.Connection).OfType<ServerConnection>())
                    ThreadPool.UnsafeQueueUserWorkItem(static open => open.Close(), connection, preferLocal: false);
            }
        }
    }

    private IEnumerable<AuthKeyState> KeysOf(LoginState login) =>
        dataCenters.SelectMany(center => center.Keys.All).Where(key => key.Login == login);

    private void Push(AuthKeyState key, long? userId, byte[] body, Dictionary<int, (byte[] Body, TlNode Node)?> byLayer, long exceptSessionId)
    {
        lock (key.Gate)
        {
            key.ForgetStaleSessions(time.GetUtcNow());
            foreach (var session in key.Sessions.ToArray())
            {
                if (!session.WantsUpdates || session.Session.Id == exceptSessionId)
                    continue;
                var layer = session.Caller.Layer;
                if (!byLayer.TryGetValue(layer, out var converted))
                    byLayer[layer] = converted = gate.GiveOut(body, layer);
                if (converted is not { } update)
                {
                    ServerLog.UpdateNotRepresentable(logger, layer, session.Session.Id);
                    continue;
                }

                if (session.TryPush(update.Body))
                    Record(key, userId, update.Node, update.Body.Length);
                else
                    key.RemoveSession(session.Session.Id);
            }
        }
    }

    private void Record(AuthKeyState key, long? userId, TlNode node, int bytes)
    {
        if (journal.IsEnabled)
            journal.Add(time.GetUtcNow(), WireDirection.Push, key.Id, userId, node.Name, TlJson.Of(node), bytes);
    }
}

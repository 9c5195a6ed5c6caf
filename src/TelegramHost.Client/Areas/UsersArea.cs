using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Rpc;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

/// <summary>Reads users.</summary>
public sealed class UsersArea
{
    private readonly IRpcInvoker _invoker;
    private readonly PeerResolver _resolver;

    internal UsersArea(IRpcInvoker invoker, PeerResolver resolver)
    {
        _invoker = invoker;
        _resolver = resolver;
    }

    /// <summary>The account that is logged in, as Telegram has it now.</summary>
    /// <exception cref="UnauthorizedException">Nobody is logged in.</exception>
    public async Task<Model.User> GetMeAsync(CancellationToken cancellationToken = default)
    {
        var users = await GetAsync([new InputUserSelf()], cancellationToken).ConfigureAwait(false);
        return users is [var me, ..] ? me : throw new UnexpectedAnswerException("users.getUsers", "the account itself", "an empty list");
    }

    /// <summary>Reads users; those that are gone are left out.</summary>
    /// <exception cref="PeerNotFoundException">The account can't address one of them.</exception>
    /// <exception cref="RpcException">Telegram refused.</exception>
    public async Task<IReadOnlyList<Model.User>> GetUsersAsync(IReadOnlyCollection<PeerReference> users, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(users);
        var inputs = new List<InputUserBase>(users.Count);
        foreach (var user in users)
            inputs.Add(await _resolver.ResolveUserAsync(user, cancellationToken).ConfigureAwait(false));
        return await GetAsync([.. inputs], cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<Model.User>> GetAsync(InputUserBase[] users, CancellationToken cancellationToken)
    {
        var answer = await _invoker.InvokeAsync(new UsersGetUsersRequest { Id = users }, cancellationToken).ConfigureAwait(false);
        _resolver.Cache.Learn(answer);
        return [.. answer.Select(PeerRecords.Of).OfType<PeerRecord>().Select(ModelFactory.UserOf)];
    }
}

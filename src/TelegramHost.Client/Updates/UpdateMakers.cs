using TelegramHost.Client.Model;
using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>The table from TL constructors to typed updates.</summary>
internal sealed class UpdateMakers
{
    private readonly Dictionary<Type, Func<UpdateBase, ModelFactory, Update?>> _makers = [];

    /// <summary>Says how updates of one constructor get their type; null leaves one raw.</summary>
    public void On<TUpdate>(Func<TUpdate, ModelFactory, Update?> make)
        where TUpdate : UpdateBase
        => _makers.Add(typeof(TUpdate), (update, model) => make((TUpdate)update, model));

    /// <summary>The typed update, or null where there is no type for it.</summary>
    public Update? Make(UpdateBase update, ModelFactory model) =>
        _makers.TryGetValue(update.GetType(), out var make) ? make(update, model) : null;
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses in code where a client keeps its session; what is chosen here wins over <c>Telegram:Session:Store</c>.</summary>
public static class SessionStoreBuilderExtensions
{
    /// <summary>Keeps the session in a file.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="path">The file; without it <c>Telegram:Session:Path</c> says.</param>
    public static ITelegramClientBuilder UseFileSessionStore(this ITelegramClientBuilder builder, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Configure(options =>
        {
            options.Session.Store = SessionStoreKind.File;
            options.Session.Path = path ?? options.Session.Path;
        });
    }

    /// <summary>Keeps the session nowhere: the login ends with the process.</summary>
    public static ITelegramClientBuilder UseMemorySessionStore(this ITelegramClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Configure(options => options.Session.Store = SessionStoreKind.Memory);
    }

    /// <summary>Begins with the login in a string and keeps nothing: the login in <c>Telegram:Session:String</c>, unless another is given.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="session">The login, in any layout that <see cref="StringSession.Parse"/> reads. A secret.</param>
    /// <param name="changed">Is told when the login has become another one; see <see cref="SessionOptions.OnStringChanged"/>.</param>
    public static ITelegramClientBuilder UseStringSession(
        this ITelegramClientBuilder builder, string? session = null, Action<StringSession>? changed = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Configure(options =>
        {
            options.Session.Store = SessionStoreKind.String;
            options.Session.String = session ?? options.Session.String;
            if (changed is not null)
                options.Session.OnStringChanged(changed);
        });
    }

    /// <summary>Keeps the session in a store of the application. One object of it, a singleton, serves all clients that use it.</summary>
    /// <typeparam name="TStore">The store; it is added to the services unless it is there already.</typeparam>
    public static ITelegramClientBuilder UseSessionStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(this ITelegramClientBuilder builder)
        where TStore : class, ISessionStore
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<TStore>();
        return builder.UseSessionStore(typeof(TStore).Name, services => services.GetRequiredService<TStore>());
    }

    /// <summary>Keeps the session in a store of the application.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="name">The store's name, which shows in messages about <c>Telegram:Session:Store</c>.</param>
    /// <param name="create">Makes the store, or answers one that serves other clients, too. Called once.</param>
    public static ITelegramClientBuilder UseSessionStore(this ITelegramClientBuilder builder, string name, Func<IServiceProvider, ISessionStore> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddOptions<TelegramOptions>(builder.Name)
            .Configure<IServiceProvider>((options, services) => options.Session.UseStore(name, _ => create(services)));
        return builder;
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Polly;
using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Client.Updates;
using TelegramHost.Contexts;
using TelegramHost.Dispatch;
using TelegramHost.Hosting;
using TelegramHost.Routing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Handlers and middleware in code, without classes of their own.</summary>
public static class TelegramClientBuilderExtensions
{
    /// <summary>Answers a command.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="command">The command without its slash.</param>
    /// <param name="handler">What answers it.</param>
    public static ITelegramClientBuilder MapCommand(this ITelegramClientBuilder builder, string command, Func<CommandContext, Task> handler)
        => MapCommand(builder, command, context => HandlerCall.From(handler((CommandContext)context)));

    /// <summary>Answers a command with a text.</summary>
    public static ITelegramClientBuilder MapCommand(this ITelegramClientBuilder builder, string command, Func<CommandContext, string?> handler)
        => MapCommand(builder, command, context => HandlerCall.From(handler((CommandContext)context)));

    /// <summary>Answers a command with a text.</summary>
    public static ITelegramClientBuilder MapCommand(this ITelegramClientBuilder builder, string command, Func<CommandContext, Task<string?>> handler)
        => MapCommand(builder, command, context => HandlerCall.From(handler((CommandContext)context)));

    /// <summary>Answers a command that takes one argument.</summary>
    public static ITelegramClientBuilder MapCommand<T>(this ITelegramClientBuilder builder, string command, Func<CommandContext, T, Task> handler)
        where T : ISpanParsable<T>
        => MapCommand(builder, command, context =>
        {
            var arguments = new ArgumentReader(((CommandContext)context).Arguments);
            return arguments.TryRead("the first argument", out T value)
                ? HandlerCall.From(handler((CommandContext)context, value))
                : new(arguments.Failure);
        });

    /// <summary>Answers a command that takes one argument with a text.</summary>
    public static ITelegramClientBuilder MapCommand<T>(this ITelegramClientBuilder builder, string command, Func<CommandContext, T, string?> handler)
        where T : ISpanParsable<T>
        => MapCommand(builder, command, context =>
        {
            var arguments = new ArgumentReader(((CommandContext)context).Arguments);
            return arguments.TryRead("the first argument", out T value)
                ? HandlerCall.From(handler((CommandContext)context, value))
                : new(arguments.Failure);
        });

    /// <summary>Answers presses of buttons whose data fits a pattern such as <c>buy:{id:int}</c>; the values are in the context's captures.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="pattern">The pattern, as for <see cref="OnCallbackAttribute"/>; null for every press.</param>
    /// <param name="handler">What answers it.</param>
    public static ITelegramClientBuilder MapCallback(this ITelegramClientBuilder builder, string? pattern, Func<CallbackContext, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(handler);
        return builder.AddRoutes(Route.ForCallback(pattern, $"MapCallback(\"{pattern}\")", context => HandlerCall.From(handler((CallbackContext)context))));
    }

    /// <summary>Gets every incoming message that nothing more exact took.</summary>
    public static ITelegramClientBuilder MapMessage(this ITelegramClientBuilder builder, Func<MessageContext, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(handler);
        return builder.AddRoutes(Route.ForMessage("MapMessage", context => HandlerCall.From(handler((MessageContext)context))));
    }

    /// <summary>Replies to every incoming message that nothing more exact took; null keeps silent.</summary>
    public static ITelegramClientBuilder MapMessage(this ITelegramClientBuilder builder, Func<MessageContext, string?> handler)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(handler);
        return builder.AddRoutes(Route.ForMessage("MapMessage", context => HandlerCall.From(handler((MessageContext)context))));
    }

    /// <summary>Gets every update of a type that nothing more exact took.</summary>
    public static ITelegramClientBuilder MapUpdate<TUpdate>(this ITelegramClientBuilder builder, Func<UpdateContext, TUpdate, Task> handler)
        where TUpdate : Update
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(handler);
        return builder.AddRoutes(Route.ForUpdate<TUpdate>(
            $"MapUpdate<{typeof(TUpdate).Name}>",
            context => HandlerCall.From(handler(context, (TUpdate)context.Update))));
    }

    /// <summary>Asks a person for what a user's login needs, when nobody is logged in and <c>Telegram:BotToken</c> is not set.</summary>
    /// <typeparam name="TAuthenticator">Who asks; a service of its own for each client.</typeparam>
    /// <param name="builder">The client.</param>
    public static ITelegramClientBuilder UseAuthenticator<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TAuthenticator>(this ITelegramClientBuilder builder)
        where TAuthenticator : class, ITelegramAuthenticator
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.RemoveAllKeyed<ITelegramAuthenticator>(builder.Name);
        builder.Services.AddKeyedSingleton<ITelegramAuthenticator, TAuthenticator>(builder.Name);
        return builder;
    }

    /// <summary>Puts middleware around all handlers of the client; the first that is added is the outermost. It is made once for each update.</summary>
    public static ITelegramClientBuilder UseMiddleware<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>(this ITelegramClientBuilder builder)
        where TMiddleware : class, IUpdateMiddleware
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<TMiddleware>();
        builder.Services.Configure<BotPipeline>(builder.Name, pipeline => pipeline.Middleware.Add(MiddlewareChain.Of<TMiddleware>()));
        return builder;
    }

    /// <summary>Puts a function around all handlers of the client; the first that is added is the outermost.</summary>
    public static ITelegramClientBuilder Use(
        this ITelegramClientBuilder builder,
        Func<UpdateContext, UpdateHandler, ValueTask<HandlerResult>> middleware)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(middleware);
        builder.Services.Configure<BotPipeline>(builder.Name, pipeline => pipeline.Middleware.Add(MiddlewareChain.Of(middleware)));
        return builder;
    }

    /// <summary>Adds strategies of Polly to one of the client's pipelines.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="configure">Adds them, for example a rate limiter or a fallback.</param>
    /// <param name="place">Around the whole call with its waits and repetitions, or around each try.</param>
    /// <remarks>What Telegram asks for and what the settings say stays in place; <c>Telegram:Resilience</c> changes that.</remarks>
    public static ITelegramClientBuilder ConfigureResilience(
        this ITelegramClientBuilder builder,
        TelegramPipeline pipeline,
        Action<ResiliencePipelineBuilder> configure,
        StrategyPlace place = StrategyPlace.Outside)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.Configure(options => options.Resilience.AddStrategies(pipeline, configure, place));
    }

    private static ITelegramClientBuilder MapCommand(ITelegramClientBuilder builder, string command, RouteHandler handler)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddRoutes(Route.ForCommand([command], $"MapCommand(\"{command}\")", handler));
    }
}

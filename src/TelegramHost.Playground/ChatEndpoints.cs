using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TelegramHost.Emulator;

namespace TelegramHost.Playground;

/// <summary>What the page can ask and do; all of it as the one person who plays.</summary>
internal static class ChatEndpoints
{
    private const int HistoryLimit = 200;

    public static void Map(RouteGroupBuilder page, PlaygroundStage stage)
    {
        var world = stage.Emulator.World;
        var person = stage.Person;

        page.MapGet("/api/session", () => new PageSession(PageMapper.Peer(person), PageMapper.KeyOf(stage.Bot)));

        page.MapGet("/api/chats", IReadOnlyList<PageChat> () => Chats(stage));

        page.MapGet("/api/chats/{key}/messages", Results<Ok<IReadOnlyList<PageMessage>>, NotFound> (string key) =>
        {
            if (Find(stage, key) is not { } peer)
                return TypedResults.NotFound();
            world.MarkRead(person, peer);
            return TypedResults.Ok<IReadOnlyList<PageMessage>>([.. world.History(person, peer, HistoryLimit).Select(PageMapper.Message)]);
        });

        page.MapPost("/api/chats/{key}/messages", async Task<Results<Ok<PageMessage>, BadRequest<PageError>, NotFound>> (
            string key, PageDraft draft, CancellationToken cancellationToken) =>
        {
            if (Find(stage, key) is not { } peer)
                return TypedResults.NotFound();
            try
            {
                return TypedResults.Ok(PageMapper.Message(await world.SendTextAsync(person, peer, draft.Text, draft.ReplyTo, cancellationToken).ConfigureAwait(false)));
            }
            catch (WorldException refusal)
            {
                return TypedResults.BadRequest(new PageError(refusal.Error));
            }
        });

        page.MapPost("/api/chats/{key}/messages/{id:int}", Results<Ok<PageMessage>, BadRequest<PageError>, NotFound> (string key, int id, PageDraft draft) =>
        {
            if (Find(stage, key) is not { } peer)
                return TypedResults.NotFound();
            try
            {
                return TypedResults.Ok(PageMapper.Message(world.EditText(person, peer, id, draft.Text)));
            }
            catch (WorldException refusal)
            {
                return TypedResults.BadRequest(new PageError(refusal.Error));
            }
        });

        page.MapDelete("/api/chats/{key}/messages/{id:int}", Results<NoContent, BadRequest<PageError>, NotFound> (string key, int id) =>
        {
            if (Find(stage, key) is not { } peer)
                return TypedResults.NotFound();
            try
            {
                world.Delete(person, peer, id);
                return TypedResults.NoContent();
            }
            catch (WorldException refusal)
            {
                return TypedResults.BadRequest(new PageError(refusal.Error));
            }
        });

        page.MapPost("/api/press", async Task<Results<Ok<PageAnswer>, BadRequest<PageError>, NotFound>> (PagePress press, CancellationToken cancellationToken) =>
        {
            if (Find(stage, press.Chat) is not { } peer)
                return TypedResults.NotFound();
            var data = new byte[press.Data.Length];
            if (!Convert.TryFromBase64String(press.Data, data, out var length))
                return TypedResults.BadRequest(new PageError("DATA_INVALID"));
            try
            {
                var answer = await world.PressAsync(person, peer, press.Message, data.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                return TypedResults.Ok(new PageAnswer(answer.Text, answer.IsAlert, answer.Url));
            }
            catch (WorldException refusal)
            {
                return TypedResults.BadRequest(new PageError(refusal.Error));
            }
        });

        page.MapPost("/api/chats/{key}/typing", Results<NoContent, NotFound> (string key) =>
        {
            if (Find(stage, key) is not { } peer)
                return TypedResults.NotFound();
            world.SetTyping(person, peer);
            return TypedResults.NoContent();
        });

        page.MapPost("/api/chats/{key}/read", Results<NoContent, NotFound> (string key) =>
        {
            if (Find(stage, key) is not { } peer)
                return TypedResults.NotFound();
            world.MarkRead(person, peer);
            return TypedResults.NoContent();
        });

        // Always as a plain download or image: what a bot uploads must not run in the page.
        page.MapGet("/api/files/{id:long}", Results<FileContentHttpResult, NotFound> (long id) =>
            world.ReadFile(id) is { } content ? TypedResults.File(content, "application/octet-stream") : TypedResults.NotFound());
    }

    /// <summary>The chat list; the bot is in it even before the first message.</summary>
    private static List<PageChat> Chats(PlaygroundStage stage)
    {
        List<PageChat> chats = [.. stage.Emulator.World.ChatsOf(stage.Person).Select(PageMapper.Chat)];
        if (chats.All(chat => chat.Peer.Key != PageMapper.KeyOf(stage.Bot)))
            chats.Insert(0, new PageChat(PageMapper.Peer(stage.Bot), null, 0, 0));
        return chats;
    }

    private static EmulatedPeer? Find(PlaygroundStage stage, string key)
    {
        if (key == PageMapper.KeyOf(stage.Bot))
            return stage.Bot;
        return stage.Emulator.World.ChatsOf(stage.Person).Select(chat => chat.Peer).FirstOrDefault(peer => PageMapper.KeyOf(peer) == key);
    }
}

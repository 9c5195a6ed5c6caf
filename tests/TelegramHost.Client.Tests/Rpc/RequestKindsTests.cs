using TelegramHost.Client.Rpc;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Tests.Rpc;

public sealed class RequestKindsTests
{
    [Theory]
    [InlineData("help.getConfig")]
    [InlineData("users.getUsers")]
    [InlineData("contacts.resolveUsername")]
    [InlineData("messages.sendMessage")]
    [InlineData("messages.editMessage")]
    [InlineData("messages.setBotCallbackAnswer")]
    [InlineData("messages.search")]
    [InlineData("updates.getDifference")]
    [InlineData("auth.importBotAuthorization")]
    [InlineData("payments.getStarsStatus")]
    public void ReadsAndCallsThatTheServerKnowsAgain_AreSentTwice(string method) =>
        Assert.Equal(RequestKind.Repeatable, RequestKinds.Of(method));

    [Theory]
    [InlineData("auth.signIn")]
    [InlineData("auth.sendCode")]
    [InlineData("auth.checkPassword")]
    [InlineData("payments.sendPaymentForm")]
    [InlineData("payments.sendStarsForm")]
    [InlineData("messages.addChatUser")]
    [InlineData("messages.createChat")]
    [InlineData("channels.inviteToChannel")]
    [InlineData("phone.requestCall")]
    [InlineData("account.updatePasswordSettings")]
    [InlineData("messages.sendVote")]
    public void CallsThatMustNotBeDoneTwice_AreNot(string method) =>
        Assert.Equal(RequestKind.Once, RequestKinds.Of(method));

    [Theory]
    [InlineData("upload.getFile")]
    [InlineData("upload.saveBigFilePart")]
    public void PartsOfFiles_TravelAlone(string method) =>
        Assert.Equal(RequestKind.FilePart, RequestKinds.Of(method));
}

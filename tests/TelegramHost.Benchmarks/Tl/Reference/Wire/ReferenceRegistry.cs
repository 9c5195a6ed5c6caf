namespace TelegramHost.Benchmarks.Tl.Reference.Wire;

/// <summary>A delegate for each constructor id, as a plain implementation keeps them.</summary>
internal static class ReferenceRegistry
{
    public static readonly Dictionary<uint, Func<BinaryReader, object>> Readers = new()
    {
        [ReferenceUpdates.ConstructorId] = ReferenceUpdates.Read,
        [ReferenceUpdateNewMessage.ConstructorId] = ReferenceUpdateNewMessage.Read,
        [ReferenceMessage.ConstructorId] = ReferenceMessage.Read,
        [ReferencePeerUser.ConstructorId] = ReferencePeerUser.Read,
        [ReferencePeerChannel.ConstructorId] = ReferencePeerChannel.Read,
        [ReferenceMessageEntityBold.ConstructorId] = ReferenceMessageEntityBold.Read,
        [ReferenceMessageEntityTextUrl.ConstructorId] = ReferenceMessageEntityTextUrl.Read,
        [ReferenceMessageReplyHeader.ConstructorId] = ReferenceMessageReplyHeader.Read,
        [ReferenceMessageMediaPhoto.ConstructorId] = ReferenceMessageMediaPhoto.Read,
        [ReferencePhoto.ConstructorId] = ReferencePhoto.Read,
        [ReferencePhotoSize.ConstructorId] = ReferencePhotoSize.Read,
        [ReferencePhotoStrippedSize.ConstructorId] = ReferencePhotoStrippedSize.Read,
        [ReferenceReplyInlineMarkup.ConstructorId] = ReferenceReplyInlineMarkup.Read,
        [ReferenceKeyboardButtonRow.ConstructorId] = ReferenceKeyboardButtonRow.Read,
        [ReferenceKeyboardButtonCallback.ConstructorId] = ReferenceKeyboardButtonCallback.Read,
        [ReferenceUser.ConstructorId] = ReferenceUser.Read,
        [ReferenceUserProfilePhoto.ConstructorId] = ReferenceUserProfilePhoto.Read,
        [ReferenceUserStatusRecently.ConstructorId] = ReferenceUserStatusRecently.Read,
        [ReferenceChannel.ConstructorId] = ReferenceChannel.Read,
        [ReferenceChatPhoto.ConstructorId] = ReferenceChatPhoto.Read,
    };
}

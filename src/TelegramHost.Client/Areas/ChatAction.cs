namespace TelegramHost.Client.Areas;

/// <summary>What the others see the account doing in a chat.</summary>
public enum ChatAction
{
    /// <summary>Nothing any more.</summary>
    None,

    /// <summary>Typing a text.</summary>
    Typing,

    /// <summary>Sending a photo.</summary>
    UploadingPhoto,

    /// <summary>Recording a video.</summary>
    RecordingVideo,

    /// <summary>Sending a video.</summary>
    UploadingVideo,

    /// <summary>Recording a voice message.</summary>
    RecordingVoice,

    /// <summary>Sending a voice message.</summary>
    UploadingVoice,

    /// <summary>Sending a file.</summary>
    UploadingDocument,

    /// <summary>Picking a location.</summary>
    ChoosingLocation,

    /// <summary>Picking a contact.</summary>
    ChoosingContact,

    /// <summary>Picking a sticker.</summary>
    ChoosingSticker,
}

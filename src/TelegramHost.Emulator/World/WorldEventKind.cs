namespace TelegramHost.Emulator;

/// <summary>What changed for somebody.</summary>
public enum WorldEventKind
{
    /// <summary>A message came into a chat, written by others or by the viewer.</summary>
    MessageAdded,

    /// <summary>A message has a new text, keyboard or media.</summary>
    MessageEdited,

    /// <summary>Messages are gone.</summary>
    MessagesDeleted,

    /// <summary>Somebody began or stopped typing.</summary>
    Typing,

    /// <summary>A read mark moved.</summary>
    ChatRead,

    /// <summary>The chat's name or members changed.</summary>
    ChatChanged,
}

namespace TelegramHost.Emulator;

/// <summary>How an emulated Telegram is set up. The defaults suit a test.</summary>
public sealed class EmulatorOptions
{
    /// <summary>The TCP port on 127.0.0.1. Default: 0, which takes any free port.</summary>
    public int Port { get; set; }

    /// <summary>The number of the data center that this emulator plays, and where accounts live unless told otherwise. Default: 2.</summary>
    public int DataCenter { get; set; } = 2;

    /// <summary>
    /// Further data centers, each on a port of its own that <c>help.getConfig</c> tells, with auth keys of its own. Default: none.
    /// </summary>
    /// <remarks>
    /// With none, the one server answers for every number, and nobody has to move. With some, logins and files belong to one data
    /// center, and a client that asks another is sent there (<see cref="World.SetDataCenter"/>).
    /// </remarks>
    public IReadOnlyList<int> FurtherDataCenters { get; set; } = [];

    /// <summary>
    /// The number of a content delivery data center, with a port and an RSA key of its own, to which clients are sent for files; Telegram's
    /// have three digits. Default: none.
    /// </summary>
    /// <remarks>Source: https://core.telegram.org/cdn</remarks>
    public int? CdnDataCenter { get; set; }

    /// <summary>With <see cref="CdnDataCenter"/>: from how many bytes on a file is handed out there. Default: 0, which is all files.</summary>
    public int CdnFilesFrom { get; set; }

    /// <summary>
    /// Reports every offence of a client against the protocol, and refuses what Telegram refuses but a first experiment
    /// may want to do, such as a call without <c>initConnection</c>. Default: false.
    /// </summary>
    public bool Strict { get; set; }

    /// <summary>The code that logs a person in by phone. Default: <c>12345</c>.</summary>
    public string LoginCode { get; set; } = "12345";

    /// <summary>
    /// Whether a phone number without an account has to sign up, as at Telegram. Default: false; it gets an account at its first login.
    /// </summary>
    public bool SignUpRequired { get; set; }

    /// <summary>
    /// A folder of <c>*.tl</c> files, each beginning with <c>// LAYER n</c>: further layers in which clients may speak.
    /// Default: none; the newest layer and the one before it are built in.
    /// </summary>
    public string? LayerSchemasFolder { get; set; }

    /// <summary>Where the emulator takes its time from. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Makes ids and keys repeatable, for tests alone. Default: none; the system's random source is used.</summary>
    public int? Seed { get; set; }

    /// <summary>The server's own RSA key as PEM text. Default: none; a 2048-bit key is made at start.</summary>
    public string? PrivateKeyPem { get; set; }

    /// <summary>
    /// The secret of clients that take the emulator for an MTProxy: 16 bytes, <c>dd</c> and 16, or <c>ee</c>, 16 and a domain
    /// (FakeTLS), in hexadecimal or base64url. Default: none.
    /// </summary>
    /// <remarks>
    /// Proxied clients are brought to the data center that they name, whichever port they come to. With <c>ee</c>, a TLS hello that does not
    /// prove the secret, is too old or too new, is for another domain or came before gets an alert, as from a web server that wants nothing to
    /// do with it. Clients without a proxy are served on the same port as ever.
    /// </remarks>
    public string? ProxySecret { get; set; }

    /// <summary>How many records <see cref="Inspection.WireJournal"/> keeps; 0 records nothing. Default: 2000.</summary>
    public int JournalCapacity { get; set; } = 2000;
}

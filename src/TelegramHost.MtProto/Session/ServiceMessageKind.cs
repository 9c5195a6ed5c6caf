namespace TelegramHost.MtProto.Session;

/// <summary>The service messages that this side sends.</summary>
internal enum ServiceMessageKind
{
    /// <summary><c>msgs_ack</c> of Ids.</summary>
    Ack,

    /// <summary><c>ping_delay_disconnect</c> with the ping id Argument.</summary>
    Ping,

    /// <summary><c>pong</c> to the ping Argument in the server's message Other.</summary>
    Pong,

    /// <summary><c>get_future_salts</c>.</summary>
    FutureSalts,

    /// <summary><c>msgs_state_req</c> about Ids.</summary>
    StateRequest,

    /// <summary><c>msgs_state_info</c> as the answer to message Argument, with one byte of Info for each of its ids.</summary>
    StateInfo,

    /// <summary><c>msg_resend_req</c> for the server's messages Ids.</summary>
    ResendRequest,

    /// <summary><c>msg_resend_ans_req</c> for the answers to this side's messages Ids.</summary>
    ResendAnswerRequest,

    /// <summary><c>rpc_drop_answer</c> for the request in message Argument.</summary>
    DropAnswer,

    /// <summary><c>destroy_session</c> of the session Argument.</summary>
    DestroySession,
}

namespace TelegramHost.TlGen.Import;

/// <summary>What the package leaves out or adds, compared with Telegram's own schema.</summary>
internal static class KnownDefinitions
{
    /// <summary>The language's own constructors.</summary>
    public static IReadOnlyList<string> Core { get; } =
    [
        "boolFalse#bc799737 = Bool",
        "boolTrue#997275b5 = Bool",
        "true#3fedd339 = True",
        "vector#1cb5c415 {t:Type} # [ t ] = Vector t",
        "null#56730bcc = Null",
    ];

    /// <summary>MTProto constructors that the package writes by hand or has dropped as outdated; servers and older clients still say them.</summary>
    public static IReadOnlyList<string> MtProtoTypes { get; } =
    [
        "vector#1cb5c415 {t:Type} # [ t ] = Vector t",
        "p_q_inner_data#83c95aec pq:bytes p:bytes q:bytes nonce:int128 server_nonce:int128 new_nonce:int256 = P_Q_inner_data",
        "p_q_inner_data_temp#3c6a84d4 pq:bytes p:bytes q:bytes nonce:int128 server_nonce:int128 new_nonce:int256 expires_in:int = P_Q_inner_data",
        "server_DH_params_fail#79cb045d nonce:int128 server_nonce:int128 new_nonce_hash:int128 = Server_DH_Params",
        "rpc_result#f35c6d01 req_msg_id:long result:Object = RpcResult",
        "message#5bb8e511 msg_id:long seqno:int bytes:int body:Object = Message",
        "msg_container#73f1f8dc messages:vector<message> = MessageContainer",
        "msg_copy#e06046b2 orig_message:Message = MessageCopy",
        "gzip_packed#3072cfa1 packed_data:bytes = Object",
        "msg_resend_ans_req#8610baeb msg_ids:Vector<long> = MsgResendReq",
    ];

    /// <summary>MTProto functions that the package has dropped as outdated.</summary>
    public static IReadOnlyList<string> MtProtoFunctions { get; } =
    [
        "req_pq#60469778 nonce:int128 = ResPQ",
    ];

    /// <summary>Which of the package's MTProto entries are functions.</summary>
    public static IReadOnlySet<string> MtProtoFunctionNames { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "req_pq_multi", "req_DH_params", "set_client_DH_params", "rpc_drop_answer", "get_future_salts",
        "ping", "ping_delay_disconnect", "destroy_session", "destroy_auth_key",
    };

    /// <summary>Whether an entry is the package's own invention.</summary>
    public static bool IsForeign(string name) =>
        name.StartsWith("mtcute.", StringComparison.Ordinal)
        || name is "inputPeerPhotoFileLocationLegacy" or "inputStickerSetThumbLegacy";
}

using System.Net.Sockets;

namespace TelegramHost.Emulator.Rpc;

/// <summary><c>help.*</c> and <c>langpack.*</c>: what clients ask before and beside everything else.</summary>
internal sealed class HelpService(World world, RpcRouterOptions options)
{
    private const int ConfigLifetimeSeconds = 3600;

    public void Register(RpcTable table)
    {
        table.On(Schema.HelpGetConfigRequest.Constructor, Schema.HelpGetConfigRequest.Read, RpcAccess.Anyone, (caller, _) => GetConfig(caller));
        table.On(Schema.HelpGetNearestDcRequest.Constructor, Schema.HelpGetNearestDcRequest.Read, RpcAccess.Anyone,
            (caller, _) => new Schema.NearestDc { Country = "ZZ", ThisDc = caller.DcId, NearestDcValue = caller.DcId });
        table.On(Schema.HelpGetAppConfigRequest.Constructor, Schema.HelpGetAppConfigRequest.Read, RpcAccess.Anyone, (_, request) => GetAppConfig(request));
        table.On(Schema.HelpGetAppUpdateRequest.Constructor, Schema.HelpGetAppUpdateRequest.Read, RpcAccess.Anyone, (_, _) => new Schema.HelpNoAppUpdate());
        table.On(Schema.HelpGetTermsOfServiceUpdateRequest.Constructor, Schema.HelpGetTermsOfServiceUpdateRequest.Read, RpcAccess.Account,
            (_, _) => new Schema.HelpTermsOfServiceUpdateEmpty { Expires = world.Clock.UnixTime + ConfigLifetimeSeconds });
        table.On(Schema.HelpAcceptTermsOfServiceRequest.Constructor, Schema.HelpAcceptTermsOfServiceRequest.Read, RpcAccess.Account, (_, _) => TlValue.True);
        table.On(Schema.HelpSetBotUpdatesStatusRequest.Constructor, Schema.HelpSetBotUpdatesStatusRequest.Read, RpcAccess.Bot, (_, _) => TlValue.True);
        table.On(Schema.HelpGetInviteTextRequest.Constructor, Schema.HelpGetInviteTextRequest.Read, RpcAccess.Account,
            (_, _) => new Schema.HelpInviteText { Message = "Try the emulated Telegram" });
        table.On(Schema.LangpackGetLangPackRequest.Constructor, Schema.LangpackGetLangPackRequest.Read, RpcAccess.Anyone,
            (_, request) => Strings(request.LangCode));
        table.On(Schema.LangpackGetDifferenceRequest.Constructor, Schema.LangpackGetDifferenceRequest.Read, RpcAccess.Anyone,
            (_, request) => Strings(request.LangCode));
        table.On(Schema.LangpackGetLanguagesRequest.Constructor, Schema.LangpackGetLanguagesRequest.Read, RpcAccess.Anyone,
            (_, _) => TlValue.Vector(Array.Empty<Schema.LangPackLanguage>()));
    }

    private Schema.Config GetConfig(RpcCaller caller)
    {
        var now = world.Clock.UnixTime;
        return new Schema.Config
        {
            Date = now,
            Expires = now + ConfigLifetimeSeconds,
            TestMode = false,
            ThisDc = caller.DcId,
            DcOptions = [.. options.DataCenters().Select(Option)],
            DcTxtDomainName = "",
            ChatSizeMax = 200,
            MegagroupSizeMax = 200_000,
            ForwardedCountMax = 100,
            OnlineUpdatePeriodMs = 210_000,
            OfflineBlurTimeoutMs = 5_000,
            OfflineIdleTimeoutMs = 30_000,
            OnlineCloudTimeoutMs = 300_000,
            NotifyCloudDelayMs = 30_000,
            NotifyDefaultDelayMs = 1_500,
            PushChatPeriodMs = 60_000,
            PushChatLimit = 2,
            EditTimeLimit = 172_800,
            RevokeTimeLimit = int.MaxValue,
            RevokePmTimeLimit = int.MaxValue,
            RevokePmInbox = true,
            RatingEDecay = 2_419_200,
            StickersRecentLimit = 200,
            ChannelsReadMediaPeriod = 604_800,
            CallReceiveTimeoutMs = 20_000,
            CallRingTimeoutMs = 90_000,
            CallConnectTimeoutMs = 30_000,
            CallPacketTimeoutMs = 10_000,
            MeUrlPrefix = "https://t.me/",
            CaptionLengthMax = MessageText.MaxCaptionLength,
            MessageLengthMax = MessageText.MaxLength,
            WebfileDcId = caller.DcId,
        };
    }

    private Schema.DcOption Option(DcAddress dc) => new()
    {
        Id = dc.Id,
        IpAddress = dc.EndPoint.Address.ToString(),
        Port = dc.EndPoint.Port,
        Ipv6 = dc.EndPoint.AddressFamily == AddressFamily.InterNetworkV6,
        Cdn = dc.Id == options.CdnDataCenter,
        ThisPortOnly = true,
        Static = true,
    };

    private static Schema.HelpAppConfigBase GetAppConfig(Schema.HelpGetAppConfigRequest request)
    {
        const int hash = 1;
        if (request.Hash == hash)
            return new Schema.HelpAppConfigNotModified();
        return new Schema.HelpAppConfig
        {
            Hash = hash,
            Config = new Schema.JsonObject
            {
                Value =
                [
                    Number("upload_max_fileparts_default", 4000),
                    Number("upload_max_fileparts_premium", FilePartRules.MaxParts),
                    Number("caption_length_limit_default", MessageText.MaxCaptionLength),
                ],
            },
        };
    }

    private static Schema.JsonObjectValue Number(string key, double value) =>
        new() { Key = key, Value = new Schema.JsonNumber { Value = value } };

    private static Schema.LangPackDifference Strings(string language) =>
        new() { LangCode = language, FromVersion = 0, Version = 1, Strings = [] };
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramHost.Sessions.LibSql;

// The few messages of Hrana over HTTP that a batch needs.
// Source: https://github.com/tursodatabase/libsql/blob/main/docs/HRANA_3_SPEC.md

internal sealed record HranaPipeline(IReadOnlyList<HranaRequest> Requests);

internal sealed record HranaRequest(string Type, HranaBatch? Batch = null);

internal sealed record HranaBatch(IReadOnlyList<HranaStep> Steps);

internal sealed record HranaStep(HranaStatement Stmt, HranaCondition? Condition = null);

internal sealed record HranaStatement(string Sql, IReadOnlyList<HranaValue>? Args = null);

internal sealed record HranaCondition(string Type, int? Step = null, HranaCondition? Cond = null);

internal sealed record HranaValue(string Type, string? Value = null, string? Base64 = null);

internal sealed record HranaAnswer(IReadOnlyList<HranaResult>? Results);

internal sealed record HranaResult(string? Type, HranaResponse? Response, HranaError? Error);

internal sealed record HranaResponse(string? Type, HranaBatchResult? Result);

internal sealed record HranaBatchResult(
    [property: JsonPropertyName("step_results")] IReadOnlyList<HranaRows?>? StepResults,
    [property: JsonPropertyName("step_errors")] IReadOnlyList<HranaError?>? StepErrors);

internal sealed record HranaRows(IReadOnlyList<IReadOnlyList<HranaValue>>? Rows);

internal sealed record HranaError(string? Message, string? Code);

[JsonSerializable(typeof(HranaPipeline))]
[JsonSerializable(typeof(HranaAnswer))]
internal sealed partial class HranaJson : JsonSerializerContext
{
    /// <summary>Writes base64 as it is: servers have been seen to refuse a plus sign that is escaped.</summary>
    public static HranaJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

using System.Text.Json;
using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Updates;

/// <summary>The scenarios of vectors 21 that are written as data. Those written as prose are facts of their own beside them.</summary>
public sealed class UpdateMachineVectorTests
{
    [VectorTheory]
    [InlineData("load-empty")]
    [InlineData("load-with-state")]
    [InlineData("dialogs-seed-channel-pts")]
    [InlineData("idle-15min-common")]
    [InlineData("channel-diff-server-trouble")]
    [InlineData("channel-diff-banned")]
    [InlineData("already-applied-seq33-pts57")]
    [InlineData("already-applied-seq34-pts57")]
    [InlineData("already-applied-seq35-pts56")]
    [InlineData("already-applied-seq0-pts55")]
    [InlineData("seq-date-progress")]
    [InlineData("seq-gap")]
    [InlineData("pts-gap-times-out")]
    [InlineData("official-pts-examples")]
    [InlineData("affected-zero")]
    [InlineData("affected-untracked-channel")]
    [InlineData("updatesTooLong")]
    [InlineData("updateChannelTooLong-with-pts")]
    [InlineData("update-without-pts")]
    [InlineData("pts-count-zero")]
    public void Scenario_OfTheVectors_EndsAsWritten(string id)
    {
        var scenario = Vectors.Load("21").GetProperty("scenarios").EnumerateArray().Single(item => item.GetProperty("id").GetString() == id);
        var fixture = Make(scenario.GetProperty("initial"));
        if (id == "load-with-state")
            fixture.SignIn();

        var delivered = 0;
        var called = 0;
        foreach (var step in scenario.GetProperty("steps").EnumerateArray())
        {
            if (step.TryGetProperty("expect", out var expected))
            {
                Check(fixture, expected, ref delivered, ref called);
                continue;
            }

            Play(fixture, step);
        }
    }

    private static MachineFixture Make(JsonElement initial)
    {
        if (initial.ValueKind == JsonValueKind.Null)
            return new MachineFixture();
        var channels = initial.TryGetProperty("channels", out var given)
            ? given.EnumerateObject().ToDictionary(pair => long.Parse(pair.Name), pair => pair.Value.GetInt32())
            : [];
        CommonState? common = initial.TryGetProperty("pts", out _)
            ? new CommonState(Number(initial, "pts"), Number(initial, "qts"), Number(initial, "seq"), Number(initial, "date"))
            : null;
        return new MachineFixture(common, channels);
    }

    private static void Play(MachineFixture fixture, JsonElement step)
    {
        foreach (var property in step.EnumerateObject())
        {
            switch (property.Name)
            {
                case "recv" when property.Value.ValueKind == JsonValueKind.Object:
                    var recv = property.Value;
                    fixture.ReceivePts(Number(recv, "pts"), Number(recv, "pts_count"), Number(recv, "seq"), Number(recv, "date"));
                    break;
                case "recv":
                    fixture.Receive(Named(property.Value.GetString()!));
                    break;
                case "rpc_result" when property.Value.GetString()!.Contains("channel 555", StringComparison.Ordinal):
                    fixture.Do((machine, now) => machine.HandleAffected(555, 10, 1, now));
                    break;
                case "rpc_result" when property.Value.GetString() == "affectedMessages 0/0":
                    fixture.Do((machine, now) => machine.HandleAffected(null, 0, 0, now));
                    break;
                case "advance_ms":
                    fixture.Advance(property.Value.GetInt32());
                    break;
                case "seed_channel":
                    foreach (var pair in property.Value.EnumerateArray())
                        fixture.Do((machine, now) => machine.HandleChannelPts(pair[0].GetInt64(), pair[1].GetInt32(), now));
                    break;
                case "answer":
                    Answer(fixture, property.Value.GetString()!);
                    break;
                case "at_ms":
                    break;
                default:
                    throw new NotSupportedException($"step {property}");
            }
        }
    }

    private static UpdatesBase Named(string text) => text switch
    {
        "updatesTooLong" => new UpdatesTooLong(),
        "updateChannelTooLong channel=7 pts=150" => MachineFixture.Container([new UpdateChannelTooLong { ChannelId = 7, Pts = 150 }]),
        "updates seq=0 {updateUserStatus}" =>
            MachineFixture.Container([new UpdateUserStatus { UserId = 5, Status = new UserStatusRecently() }]),
        _ => throw new NotSupportedException(text),
    };

    private static void Answer(MachineFixture fixture, string answer)
    {
        switch (answer)
        {
            case "updates.differenceEmpty date=90 seq=91":
                fixture.Answer(new UpdatesDifferenceEmpty { Date = 90, Seq = 91 });
                break;
            case "error 500 / PERSISTENT_TIMESTAMP_OUTDATED":
                fixture.Fail(DifferenceFault.Transient);
                break;
            case "error 400 CHANNEL_PRIVATE":
                fixture.Fail(DifferenceFault.Inaccessible);
                break;
            default:
                throw new NotSupportedException(answer);
        }
    }

    private static void Check(MachineFixture fixture, JsonElement expected, ref int delivered, ref int called)
    {
        foreach (var property in expected.EnumerateObject())
        {
            var value = property.Value;
            switch (property.Name)
            {
                case "deliver" when value.ValueKind == JsonValueKind.Number:
                    Assert.Equal(value.GetInt32(), fixture.Delivered.Count - delivered);
                    delivered = fixture.Delivered.Count;
                    break;
                case "deliver":
                    Assert.Equal(value.EnumerateArray().Select(item => item.GetInt32()), fixture.DeliveredPts.Skip(delivered));
                    delivered = fixture.Delivered.Count;
                    break;
                case "calls":
                    // The wait before a gap is fetched differs among the sources; ours is the documented half second.
                    if (value.GetArrayLength() > 0 && fixture.Fetches.Count == called)
                        fixture.Advance(500);
                    var calls = fixture.Calls.Skip(called).ToList();
                    Assert.Equal(value.GetArrayLength(), calls.Count);
                    foreach (var (want, got) in value.EnumerateArray().Zip(calls))
                        Assert.StartsWith(want.GetString()!, got, StringComparison.Ordinal);
                    called = fixture.Fetches.Count;
                    break;
                case "state" when value.ValueKind == JsonValueKind.String:
                    Assert.Null(fixture.Machine.State.Common);
                    break;
                case "state":
                    Assert.Equal(new CommonState(Number(value, "pts"), Number(value, "qts"), Number(value, "seq"), Number(value, "date")), fixture.State);
                    break;
                case "pts":
                    Assert.Equal(value.GetInt32(), fixture.State.Pts);
                    break;
                case "channels":
                    Assert.Equal(
                        value.EnumerateObject().ToDictionary(pair => long.Parse(pair.Name), pair => pair.Value.GetInt32()),
                        fixture.Machine.State.Channels);
                    break;
                case "next_deadline_ms":
                    Assert.Equal(value.GetInt32(), (fixture.Machine.NextDeadline - fixture.Now)!.Value.TotalMilliseconds);
                    break;
                case "why" or "note":
                    break;
                default:
                    throw new NotSupportedException($"expectation {property}");
            }
        }
    }

    private static int Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetInt32() : name == "pts_count" ? 1 : 0;
}

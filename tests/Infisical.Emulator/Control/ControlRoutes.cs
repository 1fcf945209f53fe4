using System.Globalization;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Steering the emulator from another process: look, and move time. What changes the world is in <see cref="ControlSeeds"/>.</summary>
internal sealed class ControlRoutes(Instance instance)
{
    private static readonly Field Times = Field.Of(
        "",
        new Field("now", FieldKind.Text),
        new Field("days", FieldKind.Number),
        new Field("hours", FieldKind.Number),
        new Field("minutes", FieldKind.Number),
        new Field("seconds", FieldKind.Number),
        new Field("runScheduler", FieldKind.Boolean) { Default = true });

    private static readonly Field Attempts = Field.Of("", new Field("attempts", FieldKind.Number) { Default = Scheduler.AttemptLimit, Min = 1, Max = Scheduler.AttemptLimit });

    public IEnumerable<Route> All() =>
    [
        At("GET", "world", _ => ControlViews.World(instance)),
        At("GET", "seed", _ => Answer.Ok(ControlViews.Seed(instance.Options.Seed))),
        At("GET", "requests", _ => Answer.Of("requests", Json.Array(instance.Requests.All.Select(ControlViews.RequestOf)))),
        At("DELETE", "requests", _ => Done(instance.Requests.Clear)),
        At("GET", "clock", _ => Time()),
        At("DELETE", "clock", _ => Done(instance.Clock.Release)),
        AtAsync("POST", "clock", MoveClockAsync),
        AtAsync("POST", "scheduler", RunSchedulerAsync),
        At("POST", "tokens/revoke", _ => Done(instance.Tokens.RevokeAll)),
        .. new ControlFaults(instance).All(),
        .. new ControlSeeds(instance).All(),
        .. new ControlIam(instance).All(),
        .. new ControlConnections(instance).All(),
        .. new ControlDatabase(instance).All(),
        .. new ControlSwitches(instance).All(),
    ];

    internal static Route At(string method, string path, Func<Call, Answer> handle) => AtAsync(method, path, (call, _) => Task.FromResult(handle(call)));

    internal static Answer Done(Action change)
    {
        change();
        return Answer.Empty;
    }

    internal static JsonObject Read(Call call, Field schema) => Validator.Read(schema, call.Body ?? new JsonObject(), ValidationForm.Newest);

    private static Route AtAsync(string method, string path, Func<Call, CancellationToken, Task<Answer>> handle) =>
        new(method, $"/_emulator/{path}", RateClass.Exempt, handle) { NeedsToken = false };

    private Answer Time() => Answer.Of("now", Json.Time(instance.Now));

    /// <summary>As on a real server, what came due in the time passed over is done.</summary>
    private async Task<Answer> MoveClockAsync(Call call, CancellationToken cancellation)
    {
        var body = Read(call, Times);
        if (body.TextOf("now") is { } now)
        {
            instance.Clock.Set(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
        }

        instance.Clock.Advance(
            TimeSpan.FromDays(body.NumberOf("days") ?? 0)
            + TimeSpan.FromHours(body.NumberOf("hours") ?? 0)
            + TimeSpan.FromMinutes(body.NumberOf("minutes") ?? 0)
            + TimeSpan.FromSeconds(body.NumberOf("seconds") ?? 0));
        if (body.FlagOf("runScheduler") == true)
        {
            await instance.Scheduler.RunAsync(Scheduler.AttemptLimit, cancellation);
        }

        return Time();
    }

    private async Task<Answer> RunSchedulerAsync(Call call, CancellationToken cancellation)
    {
        var attempts = (int)Read(call, Attempts).NumberOf("attempts")!.Value;
        var done = await instance.Scheduler.RunAsync(attempts, cancellation);
        return Answer.Of("rotations", Json.Array(done.Select(rotation => new JsonObject
        {
            ["rotationId"] = rotation.RotationId,
            ["attempts"] = rotation.Attempts,
            ["succeeded"] = rotation.Succeeded,
        })));
    }
}

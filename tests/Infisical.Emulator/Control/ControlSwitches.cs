using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Turning the emulator into another kind of server from another process.</summary>
internal sealed class ControlSwitches(Instance instance)
{
    private static readonly Field Lag = Field.Of(
        "",
        new Field("writes", FieldKind.Number) { Min = 0 },
        new Field("reads", FieldKind.Number) { Min = 0 },
        new Field("frozen", FieldKind.Boolean));

    private readonly Dictionary<string, Action<bool>> _switches = new()
    {
        ["planHasRotations"] = on => instance.Options.PlanHasRotations = on,
        ["planHasEnterpriseConnections"] = on => instance.Options.PlanHasEnterpriseConnections = on,
        ["hasMove"] = on => instance.Options.HasMove = on,
        ["hasCheckCredentials"] = on => instance.Options.HasCheckCredentials = on,
        ["hasReconcile"] = on => instance.Options.HasReconcile = on,
        ["hasSecretsV4"] = on => instance.Options.HasSecretsV4 = on,
        ["checksSecretsBeforeIssuing"] = on => instance.Options.ChecksSecretsBeforeIssuing = on,
        ["tolerantAwsRevocation"] = on => instance.Options.TolerantAwsRevocation = on,
        ["plainUnknownRoutes"] = on => instance.Options.PlainUnknownRoutes = on,
        ["plainRevokedTokens"] = on => instance.Options.PlainRevokedTokens = on,
        ["renewKeepsToken"] = on => instance.Options.RenewKeepsToken = on,
        ["columnOverflowIsServerError"] = on => instance.Options.ColumnOverflowIsServerError = on,
        ["secretNamesAreUnique"] = on => instance.Options.SecretNamesAreUnique = on,
        ["runsDueJobsAtOnce"] = on => instance.Options.RunsDueJobsAtOnce = on,
        ["keepsHostCase"] = on => instance.Options.KeepsHostCase = on,
        ["plainAwsRefusals"] = on => instance.Options.PlainAwsRefusals = on,
        ["rotationsObeyIamPolicies"] = on => instance.Options.RotationsObeyIamPolicies = on,
        ["triesAwsConnections"] = on => instance.Options.TriesAwsConnections = on,
        ["earlierValidation"] = on => instance.Options.ValidationForm = on ? ValidationForm.Earlier : ValidationForm.Newest,
        ["rateLimits"] = on => instance.Options.RateLimits = on ? RateLimits.CloudFree : null,
    };

    public IEnumerable<Route> All() =>
    [
        ControlRoutes.At("POST", "switches", Turn),
        ControlRoutes.At("POST", "read-lag", call => ControlRoutes.Done(() => SetLag(ControlRoutes.Read(call, Lag)))),
    ];

    private Answer Turn(Call call)
    {
        var body = call.Body as JsonObject ?? [];
        if (body.FirstOrDefault(item => !_switches.ContainsKey(item.Key) || body.FlagOf(item.Key) is null).Key is { } unknown)
        {
            throw Refusal.BadRequest($"There is no switch \"{unknown}\", or it was not given true or false. There are: {string.Join(", ", _switches.Keys)}.");
        }

        foreach (var (name, _) in body)
        {
            _switches[name](body.FlagOf(name)!.Value);
        }

        return Answer.Empty;
    }

    private void SetLag(JsonObject body)
    {
        instance.Lag.Writes = (int?)body.NumberOf("writes") ?? instance.Lag.Writes;
        instance.Lag.Reads = (int?)body.NumberOf("reads") ?? instance.Lag.Reads;
        if (body.FlagOf("frozen") is { } frozen)
        {
            (frozen ? (Action)instance.Lag.Freeze : instance.Lag.Release)();
        }
    }
}

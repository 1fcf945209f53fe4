using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Making things go wrong from another process.</summary>
internal sealed class ControlFaults(Instance instance)
{
    private static readonly Field Calls = Field.Of(
        "",
        Field.RequiredText("kind") with { OneOf = ["status", "page", "cut-before", "cut-after", "cut-off-body", "garbage", "html", "too-many-requests"] },
        new Field("method", FieldKind.Text) { Default = "*" },
        new Field("path", FieldKind.Text) { Default = "/" },
        new Field("action", FieldKind.Text),
        new Field("nth", FieldKind.Number) { Default = 1, Min = 1 },
        new Field("times", FieldKind.Number) { Default = 1, Min = 1 },
        new Field("status", FieldKind.Number) { Default = 500 },
        new Field("error", FieldKind.Text) { Default = "InternalServerError" },
        new Field("message", FieldKind.Text) { Default = "Something went wrong" },
        new Field("seconds", FieldKind.Number) { Default = 1 },
        new Field("afterHandling", FieldKind.Boolean) { Default = false });

    private static readonly Field Issues = Field.Of(
        "",
        new Field("text", FieldKind.Text) { Default = "The provider refused." },
        new Field("at", FieldKind.Text) { OneOf = ["start", "retired", "issued", "database", "stored"], Default = "start" },
        new Field("times", FieldKind.Number) { Default = 1, Min = 1 });

    private static readonly Field Revocations = Field.Of(
        "",
        new Field("text", FieldKind.Text) { Default = "The provider refused." },
        new Field("isBadRequest", FieldKind.Boolean) { Default = false });

    public IEnumerable<Route> All() =>
    [
        ControlRoutes.At("POST", "faults", call => ControlRoutes.Done(() => PlanCall(ControlRoutes.Read(call, Calls)))),
        ControlRoutes.At("DELETE", "faults", _ => ControlRoutes.Done(instance.Faults.Clear)),
        ControlRoutes.At("POST", "provider-faults", call => ControlRoutes.Done(() => PlanIssue(ControlRoutes.Read(call, Issues)))),
        ControlRoutes.At("POST", "revocation-faults", call => ControlRoutes.Done(() => PlanRevocation(ControlRoutes.Read(call, Revocations)))),
    ];

    private void PlanCall(JsonObject body)
    {
        var fault = FaultOf(body);
        fault = body.FlagOf("afterHandling") == true ? fault with { AfterHandling = true } : fault;
        var (nth, times) = ((int)body.NumberOf("nth")!.Value, (int)body.NumberOf("times")!.Value);
        if (body.TextOf("action") is { } action)
        {
            instance.Faults.OnAws(action, fault, nth, times);
        }
        else
        {
            instance.Faults.On(body.TextOf("method")!, body.TextOf("path")!, fault, nth, times);
        }
    }

    private static Fault FaultOf(JsonObject body) => body.TextOf("kind") switch
    {
        "status" => Fault.Error((int)body.NumberOf("status")!.Value, body.TextOf("error")!, body.TextOf("message")!),
        "page" => Fault.Page((int)body.NumberOf("status")!.Value),
        "cut-before" => Fault.CutBeforeHandling,
        "cut-after" => Fault.CutAfterHandling,
        "cut-off-body" => Fault.CutOffBody,
        "garbage" => Fault.Garbage,
        "html" => Fault.HtmlPage,
        _ => Fault.TooManyRequests((int)body.NumberOf("seconds")!.Value),
    };

    private void PlanRevocation(JsonObject body) => instance.Faults.OnRevoke(body.TextOf("text")!, body.FlagOf("isBadRequest") == true);

    private void PlanIssue(JsonObject body)
    {
        var text = body.TextOf("text")!;
        var fault = body.TextOf("at") switch
        {
            "retired" => ProviderFault.FailsAfterRetiring(text),
            "issued" => ProviderFault.FailsAfterIssuing(text),
            "database" => ProviderFault.FailsInDatabase(),
            "stored" => ProviderFault.FailsAfterStoring(text),
            _ => ProviderFault.Refuses(text),
        };
        instance.Faults.OnIssue(fault with { Times = (int)body.NumberOf("times")!.Value });
    }
}

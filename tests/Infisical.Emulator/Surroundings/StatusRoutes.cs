using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Whether the server is well.</summary>
internal sealed class StatusRoutes(Instance instance)
{
    public IEnumerable<Route> All() =>
    [
        new("GET", "/api/status", RateClass.Exempt, (_, _) => Task.FromResult(Answer.Ok(new JsonObject
        {
            ["date"] = Json.Time(instance.Now),
            ["message"] = "Ok",
            ["emailConfigured"] = false,
            ["inviteOnlySignup"] = true,
            ["redisConfigured"] = true,
            ["secretScanningConfigured"] = false,
        }))) { NeedsToken = false },
    ];
}

using System.Text.Json;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>One step of a plan, as <c>pulumi preview --json</c> tells it.</summary>
internal sealed record PlannedStep(string Operation, string Type, string Name)
{
    /// <summary>The steps about resources that change something, without providers and the stack.</summary>
    public static IReadOnlyList<PlannedStep> ChangesOf(string json)
    {
        using var plan = JsonDocument.Parse(json);
        return plan.RootElement.TryGetProperty("steps", out var steps)
            ? [.. steps.EnumerateArray().Select(Of).Where(step =>
                !step.Type.StartsWith("pulumi:", StringComparison.Ordinal) && step.Operation is not ("same" or "refresh" or "read"))]
            : [];
    }

    private static PlannedStep Of(JsonElement step)
    {
        var urn = step.GetProperty("urn").GetString()!.Split("::", 4);
        return new PlannedStep(step.GetProperty("op").GetString()!, urn[2].Split('$')[^1], urn[3]);
    }
}

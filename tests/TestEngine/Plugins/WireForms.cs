using System.Globalization;
using Pulumi.InfisicalRotation.Protos;
using TestEngine.Values;

namespace TestEngine.Plugins;

/// <summary>The longer messages between records and the wire.</summary>
internal static class WireForms
{
    public static ConstructRequest ToRequest(this ComponentQuestion question, StackContext stack)
    {
        var request = new ConstructRequest
        {
            Project = stack.Project,
            Stack = stack.Stack,
            Organization = "organization",
            DryRun = question.IsPreview,
            Parallel = stack.Parallel,
            MonitorEndpoint = stack.MonitorAddress,
            Type = question.Type,
            Name = question.Name,
            Parent = question.Parent,
            Inputs = question.Inputs.ToOutputValues(question.Dependencies.ToDictionary(
                entry => entry.Key, IReadOnlyList<string> (entry) => entry.Value, StringComparer.Ordinal)),
            AcceptsOutputValues = true,
            CustomTimeouts = new ConstructRequest.Types.CustomTimeouts(),
            Dependencies = { question.DependsOn },
            Providers = { question.Providers },
            Config = { stack.Config.ToDictionary(entry => entry.Key, entry => entry.Value.ToConfigText(), StringComparer.Ordinal) },
            ConfigSecretKeys = { stack.Config.Where(entry => entry.Value is Value.Secret).Select(entry => entry.Key) },
        };
        foreach (var (name, urns) in question.Dependencies)
        {
            request.InputDependencies[name] = new ConstructRequest.Types.PropertyDependencies { Urns = { urns } };
        }

        return request;
    }

    public static DiffReply ToReply(this DiffResponse answer)
    {
        var details = answer.DetailedDiff.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new PropertyChange(entry.Key, entry.Value.Kind.ToString()));
        var changes = answer.Changes == DiffResponse.Types.DiffChanges.DiffSome;
        return new DiffReply(
            changes, changes && (answer.Replaces.Count > 0 || details.Any(detail => detail.Replaces)), answer.DeleteBeforeReplace, [.. details]);
    }

    /// <summary>What an engine marks by itself: an output whose input of the same name is secret.</summary>
    public static ValueMap MarkedLike(this ValueMap outputs, ValueMap inputs) =>
        ValueMap.From(outputs.Select(output => KeyValuePair.Create(
            output.Key,
            inputs.TryGetValue(output.Key, out var input) && input is Value.Secret && output.Value is not Value.Secret
                ? new Value.Secret(output.Value)
                : output.Value)));

    /// <summary>Configuration reaches a provider as text: what is no text, as JSON.</summary>
    public static string ToConfigText(this Value value) => value.Plain() switch
    {
        Value.Text text => text.Content,
        Value.Flag flag => flag.On ? "true" : "false",
        Value.Number number => number.Amount.ToString("R", CultureInfo.InvariantCulture),
        var other => JsonForm.Text(other),
    };
}

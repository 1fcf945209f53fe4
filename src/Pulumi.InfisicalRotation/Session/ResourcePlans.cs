using System.Collections.Concurrent;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// What the program wants each resource to become in this run, and why the engine replaces one. The engine tells a
/// provider neither; the order of its calls shows it (seen with the CLI):
/// <list type="table">
/// <listheader><term>calls</term><description>meaning</description></listheader>
/// <item><term>Check with old inputs, Diff, Check, Create</term>
/// <description>the Diff decides; if it reported nothing, an earlier run took the object out of the state and then
/// failed to create the new one</description></item>
/// <item><term>Check with old inputs, Check, Create</term><description><c>replacementTrigger</c></description></item>
/// <item><term>Check, Create</term><description><c>--replace</c>, <c>pulumi state taint</c>; the only Diff is the one
/// of the refresh before the program runs</description></item>
/// <item><term>Diff with unknown inputs, Check, Create</term>
/// <description>a resource that it depends on is deleted first</description></item>
/// </list>
/// </summary>
internal sealed class ResourcePlans
{
    private readonly ConcurrentDictionary<string, ResourcePlan> _plans = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _checked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReplacementCause> _causes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _replaced = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>Records the checked inputs of a rotation.</summary>
    public void RecordPlan(string urn, ResourcePlan plan) => _plans[urn] = plan;

    /// <summary>Records that the program declares a resource.</summary>
    /// <param name="isExisting">The engine sent old inputs, so a Diff may follow.</param>
    public void RecordCheck(string urn, bool isExisting)
    {
        _checked[urn] = true;
        if (isExisting)
        {
            _causes.TryRemove(urn, out _);
            _replaced.TryRemove(urn, out _);
        }
    }

    /// <summary>
    /// Records which object a resource has. A Diff of the refresh before the program runs says nothing about the
    /// program.
    /// </summary>
    /// <param name="isReplaced">The Diff requires a replacement.</param>
    public void RecordDiff(
        string urn, string id, PropertyMap newInputs, ReplacementCause cause, bool isReplaced)
    {
        _owners[id] = urn;
        if (_checked.ContainsKey(urn) || newInputs.Values.Any(value => value.HasUnknown()))
        {
            _causes[urn] = cause;
            _replaced[urn] = isReplaced;
        }
    }

    /// <summary>URN of the resource that has this object in the state; null if unknown.</summary>
    public string? OwnerOf(string id) => _owners.GetValueOrDefault(id);

    /// <summary>What the program wants; null if it has not declared the resource so far.</summary>
    public ResourcePlan? Of(string urn) => _plans.GetValueOrDefault(urn);

    /// <summary>
    /// The same inputs; where the program wants just these, those of the plan, so that they are kept once. In most runs
    /// that is so for most resources.
    /// </summary>
    public PropertyMap Shared(string urn, PropertyMap inputs) =>
        Of(urn)?.Inputs is { } planned && planned.Equals(inputs) ? planned : inputs;

    /// <summary>Whether a resource is replaced in this run, as far as the calls show it.</summary>
    public bool IsReplaced(string urn) => _replaced.GetValueOrDefault(urn, _checked.ContainsKey(urn));

    /// <summary>Why the engine replaces a resource.</summary>
    public ReplacementCause CauseOf(string urn) => _causes.GetValueOrDefault(urn, ReplacementCause.Engine);
}

/// <summary>The checked inputs of a resource; a value may be unknown.</summary>
internal sealed record ResourcePlan(RotationType Type, PropertyMap Inputs);

/// <summary>Why a resource is replaced.</summary>
internal enum ReplacementCause
{
    /// <summary>The engine or the user decided it, without asking for a Diff. It creates first by default.</summary>
    Engine,

    /// <summary>A changed input. The answer to Diff asks for deletion first.</summary>
    Changes,

    /// <summary>
    /// No input has changed, at most <c>adoptExisting</c>: an earlier run removed the old object, at least from the
    /// state, and could not create the new one.
    /// </summary>
    Unfinished,
}

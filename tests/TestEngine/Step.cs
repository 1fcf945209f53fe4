using System.Collections.Immutable;
using TestEngine.Plugins;

namespace TestEngine;

public enum StepKind
{
    Same,
    Create,
    Update,

    /// <summary>The old one is deleted and a new one made; both are part of this step.</summary>
    Replace,
    Delete,
    Read,
    Refresh,
    Import,
}

/// <summary>One thing that was done, or in a preview would be.</summary>
/// <param name="Kind">What.</param>
/// <param name="Urn">To which resource.</param>
/// <param name="Type">Its type token.</param>
/// <param name="Name">Its name.</param>
/// <param name="Details">The properties that differ; of a refresh, what was changed by hand.</param>
/// <param name="IsChange">Whether it counts where no changes are expected.</param>
public sealed record Step(StepKind Kind, string Urn, string Type, string Name, ImmutableArray<PropertyChange> Details, bool IsChange);

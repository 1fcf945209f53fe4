using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>How a type's credentials come to be.</summary>
internal enum Issuing
{
    /// <summary>Keys of an IAM user, of which there can be two.</summary>
    IamKey,

    /// <summary>Each one beside the others; the displaced one is removed.</summary>
    Added,

    /// <summary>The account has one: the next takes its place.</summary>
    Replaced,

    /// <summary>Two accounts take turns; the one that is not in use gets a new password.</summary>
    TwoLogins,
}

/// <summary>What revoking at deletion does when the other system refuses.</summary>
internal enum Revocation
{
    /// <summary>All at once: one failure, a missing one included, fails the deletion.</summary>
    AllAtOnce,

    /// <summary>One after another; what is gone already is passed over.</summary>
    InTurn,

    /// <summary>A failure is only logged.</summary>
    BestEffort,
}

/// <summary>One field of a generated credential.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">The parameters it is copied from, one for each slot or one for both; empty where it is made up.</param>
internal sealed record CredentialField(string Name, ImmutableArray<string> From);

/// <summary>A rotation type as its contract describes it.</summary>
internal sealed record RotationType
{
    public required string Slug { get; init; }

    public required string Title { get; init; }

    /// <summary>Slugs of the apps its connection can be of.</summary>
    public required ImmutableArray<string> Apps { get; init; }

    public required Field Parameters { get; init; }

    public required Field SecretsMapping { get; init; }

    /// <summary>Values used at creation and never kept.</summary>
    public Field? TemporaryParameters { get; init; }

    /// <summary>Rules over the whole creation.</summary>
    public ImmutableArray<Rule> Rules { get; init; } = [];

    public required ImmutableArray<CredentialField> Credential { get; init; }

    /// <summary>Whose credential it is: one parameter, or one for each slot.</summary>
    public required ImmutableArray<string> Owner { get; init; }

    public Issuing Issuing { get; init; }

    public Revocation Revocation { get; init; }

    /// <summary>Parameters that no update may change, and what is said then.</summary>
    public ImmutableArray<string> Immutable { get; init; } = [];

    /// <inheritdoc cref="Immutable"/>
    public string ImmutableText { get; init; } = "";

    public bool CanCheck { get; init; }

    public bool CanReconcile { get; init; }

    /// <summary>The most days between rotations, found out only after the credential was made.</summary>
    public int? IntervalAtMost { get; init; }

    public string IntervalText { get; init; } = "";

    /// <summary>What the options list shows as a template.</summary>
    public required JsonObject Template { get; init; }

    /// <summary>Whose credential the slot holds.</summary>
    public string OwnerIn(JsonObject parameters, int slot) =>
        Owner.IsEmpty ? "" : parameters[Owner[Math.Min(slot, Owner.Length - 1)]]?.ToString() ?? "";
}

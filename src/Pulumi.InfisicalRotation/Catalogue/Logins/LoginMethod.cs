using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>A way to log in, as the configuration and the environment describe it.</summary>
/// <param name="Name">Its name in <c>auth</c>, and one of its values of INFISICAL_AUTH_METHOD.</param>
/// <param name="Description">Its description in the schema.</param>
internal sealed record LoginMethod(string Name, string Description)
{
    /// <summary>The further values of INFISICAL_AUTH_METHOD: those of the CLI and of the Terraform provider.</summary>
    public required ImmutableArray<string> Spellings { get; init; }

    /// <summary>In the order of the documentation.</summary>
    public required ImmutableArray<LoginInput> Inputs { get; init; }

    /// <summary>The inputs of which at most one may be set: each is another source of the same thing.</summary>
    public ImmutableArray<LoginInput> Sources { get; init; } = [];

    /// <summary>The method cannot be used without one of <see cref="Sources"/>.</summary>
    public bool NeedsSource { get; init; }

    /// <summary>The variables that only this method uses. One of them is enough to choose it.</summary>
    public ImmutableArray<string> OwnVariables { get; init; } = [];

    /// <summary>What to set where the proof is missing; null where the sources say it.</summary>
    public string? Help { get; init; }

    /// <summary>The object in <c>auth</c>.</summary>
    public Field Block => Field.Object(Name, Description, [.. Inputs.Select(input => input.Field)]) with
    {
        TypeName = $"{char.ToUpperInvariant(Name[0])}{Name[1..]}Auth",
    };

    /// <summary>The place of an input in the configuration.</summary>
    public string PathOf(LoginInput input) => $"{LoginMethods.Auth}.{Name}.{input.Field.Name}";
}

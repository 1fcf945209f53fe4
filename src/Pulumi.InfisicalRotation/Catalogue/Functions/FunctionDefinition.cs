using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>A function of the package, for the schema, the documentation and the check of its arguments.</summary>
internal sealed record FunctionDefinition
{
    /// <summary>Name in programs, such as <c>getRotation</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it returns and what it needs, in Markdown.</summary>
    public required string Description { get; init; }

    /// <summary>In the order of the documentation.</summary>
    public required ImmutableArray<Field> Arguments { get; init; }

    /// <summary>In the order of the documentation. A required result is always present.</summary>
    public required ImmutableArray<Field> Results { get; init; }

    /// <summary>Arguments of the example program.</summary>
    public required PropertyMap Example { get; init; }

    /// <summary>The result that the example program exports.</summary>
    public required Field ExampleResult { get; init; }

    public string Token => PackageInfo.Token(Name);
}

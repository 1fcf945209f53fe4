using System.Collections.Immutable;

namespace TestEngine.Language;

/// <summary>One resource of a program.</summary>
/// <param name="Key">What other parts of the program call it; its name too, unless another is given.</param>
/// <param name="Type">Type token; the module may be left out.</param>
/// <param name="Properties">Its inputs, as plain objects.</param>
public sealed record ResourceDeclaration(string Key, string Type, IReadOnlyDictionary<string, object?> Properties)
{
    public string Name { get; init; } = Key;

    /// <summary>The provider resource that looks after it, such as <c>${eu}</c>; without one, the package's default.</summary>
    public object? Provider { get; init; }

    /// <summary>Resources it waits for although none of its inputs comes from them.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    /// <summary>Id of an object that exists already and is taken over.</summary>
    public string ImportId { get; init; } = "";

    /// <summary>Id of an object that is only looked at.</summary>
    public object? GetId { get; init; }

    public bool DeleteBeforeReplace { get; init; }

    /// <summary>The token with its module: <c>package:Name</c> stands for <c>package:index:Name</c>.</summary>
    public string Token => Type.Split(':') is [var package, var name] ? $"{package}:index:{name}" : Type;
}

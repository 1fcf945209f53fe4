using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>A field of a login method, and the environment variables that have its value if the field is absent.</summary>
internal sealed record LoginInput(Field Field)
{
    /// <summary>In the order in which they are read.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];

    /// <summary>The method cannot be used without a value.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A text with a value that may not be blank. The description ends with the names of the variables.</summary>
    public static LoginInput Text(string name, string description, params ImmutableArray<string> variables) =>
        new(Field.Text(name, $"{description}{Named(variables)}") with { MinLength = 1 }) { Variables = variables };

    /// <summary>A text that is a credential.</summary>
    public static LoginInput Secret(string name, string description, params ImmutableArray<string> variables)
    {
        var input = Text(name, description, variables);
        return input with { Field = input.Field with { IsSecret = true } };
    }

    /// <summary>A token, which is secret and becomes a part of a request.</summary>
    public static LoginInput Token(string name, string description, params ImmutableArray<string> variables) =>
        Secret(name, description, variables).With(TextFormat.HeaderValue);

    /// <summary>The input, without which the method cannot be used.</summary>
    public LoginInput Required() => this with { IsRequired = true };

    /// <summary>The input with a format of its text.</summary>
    public LoginInput With(TextFormat format) => this with { Field = Field with { Format = format } };

    /// <summary>The input with a further constraint.</summary>
    public LoginInput With(FieldRule rule) => this with { Field = Field with { Rule = rule } };

    private static string Named(ImmutableArray<string> variables) => variables.Length switch
    {
        0 => "",
        1 => $" Environment variable: {variables[0]}.",
        _ => $" Environment variables: {string.Join(", ", variables[..^1])} or {variables[^1]}.",
    };
}

using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Pulumi.InfisicalRotation.Catalogue.Logins;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session.Logins;

/// <summary>
/// The values of one login method: those of its block in the configuration, and for absent ones those of the environment.
/// </summary>
/// <param name="method">The method.</param>
/// <param name="block">The block, plain and without unknown values.</param>
/// <param name="surroundings">The environment and the files.</param>
internal sealed class LoginValues(LoginMethod method, PropertyMap block, LoginSurroundings surroundings)
{
    public LoginMethod Method => method;

    public LoginSurroundings Surroundings => surroundings;

    /// <summary>The value of INFISICAL_AUTH_METHOD that named the method; null where it did not.</summary>
    public string? Spelling { get; init; }

    /// <summary>The required inputs without a value. A missing source of a proof is all of its inputs.</summary>
    public ImmutableArray<LoginInput> Missing =>
    [
        .. method.Inputs.Where(input => input.IsRequired && Find(input) is null),
        .. method.NeedsSource && Source is null ? method.Sources : [],
        .. Spelling is GcpLogin.KeyFile && Find(GcpLogin.KeyPath) is null ? [GcpLogin.KeyPath] : (LoginInput[])[],
    ];

    /// <summary>The environment variables whose values cannot be used, each with the expected format.</summary>
    public IEnumerable<(string Variable, string Expected)> Invalid =>
        from input in method.Inputs.Except(method.Sources)
        let value = Find(input)
        where value?.Variable is not null
        let expected = TextFormats.ExpectedFormat(input.Field.Format, value.Text)
        where expected is not null
        select (value.Variable!, expected);

    /// <summary>The first source of the proof that has a value; null for none.</summary>
    public (LoginInput Input, LoginValue Value)? Source
    {
        get
        {
            foreach (var input in method.Sources)
            {
                if (Find(input) is { } value)
                {
                    return (input, value);
                }
            }

            return null;
        }
    }

    /// <summary>The value of an input. A source in the configuration replaces all sources of the environment.</summary>
    public LoginValue? Find(LoginInput input) =>
        Configured(input)
        ?? (method.Sources.Contains(input) && method.Sources.Any(source => Configured(source) is not null)
            ? null
            : surroundings.FirstOf(input.Variables));

    /// <summary>The text of an input that has a value.</summary>
    public string Text(LoginInput input) => Optional(input) ?? throw new InvalidOperationException(input.Field.Name);

    /// <summary>The text of an input; null without a value.</summary>
    public string? Optional(LoginInput input) => Find(input)?.Text;

    /// <summary>The text of an input that belongs to another: a token of the environment fits only its own key.</summary>
    public string? WithSameOrigin(LoginInput input, LoginInput other) =>
        Find(input) is { } value && value.Variable is null == Find(other)?.Variable is null ? value.Text : null;

    /// <summary>The number of an input in the configuration; null without one.</summary>
    public int? Number(LoginInput input) =>
        block.Get(input.Field.Name) is PropertyValue.Number { Value: var number } ? (int)number : null;

    /// <summary>Where the token comes from; null if the settings name no source.</summary>
    /// <param name="token">The input with the token itself.</param>
    /// <param name="path">The input with the path of its file.</param>
    public ITokenSource? Token(LoginInput token, LoginInput path) => Source switch
    {
        null => null,
        var (input, value) when input == token => value.Variable is { } variable
            ? new VariableToken(variable, surroundings.ReadVariable)
            : new WrittenToken(value.Text),
        var (input, value) when input == path => new FileToken(surroundings.File("token file", value.Text)),
        var (_, value) => new VariableToken(value.Text, surroundings.ReadVariable),
    };

    private LoginValue? Configured(LoginInput input) =>
        block.Get(input.Field.Name) is PropertyValue.Text { Value: var text } && text.Trim() is { Length: > 0 } trimmed
            ? new LoginValue(trimmed, Variable: null)
            : null;
}

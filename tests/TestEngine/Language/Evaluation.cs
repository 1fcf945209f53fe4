using System.Collections.Immutable;
using System.Globalization;
using TestEngine.Values;

namespace TestEngine.Language;

/// <summary>A value and the resources it comes from.</summary>
internal sealed record Evaluated(Value Value, ImmutableHashSet<string> Urns)
{
    public Evaluated(Value value)
        : this(value, [])
    {
    }
}

/// <summary>What the names of a program stand for.</summary>
internal interface IScope
{
    Task<Evaluated> ResolveAsync(Expression.Reference reference);

    Task<Evaluated> InvokeAsync(string token, Evaluated arguments);
}

/// <summary>Works expressions out: unknown and secret spread to whatever they are part of.</summary>
internal static class Evaluation
{
    public static async Task<Evaluated> EvaluateAsync(this Expression expression, IScope scope) => expression switch
    {
        Expression.Constant constant => new Evaluated(constant.Value),
        Expression.Reference reference => await scope.ResolveAsync(reference),
        Expression.Joined joined => Join(await AllAsync(joined.Pieces, scope)),
        Expression.ListOf list => List(await AllAsync(list.Items, scope)),
        Expression.MapOf map => Map([.. map.Entries.Keys], await AllAsync(map.Entries.Values, scope)),
        Expression.SecretOf secret => Hide(await secret.Inner.EvaluateAsync(scope)),
        Expression.Invoke invoke => Part(await scope.InvokeAsync(invoke.Token, await invoke.Arguments.EvaluateAsync(scope)), invoke.Part),
        _ => throw new InvalidOperationException($"A {expression.GetType().Name} cannot be worked out."),
    };

    /// <summary>The way into a value; null where it leads nowhere.</summary>
    public static Value? Walk(Value value, IEnumerable<string> path)
    {
        var isSecret = false;
        Value? found = value;
        foreach (var name in path)
        {
            isSecret |= found is Value.Secret;
            found = (found is Value.Secret secret ? secret.Inner : found) switch
            {
                Value.Unknown unknown => unknown,
                Value.Map map => map.Entries.GetValueOrDefault(name),
                Value.List list when int.TryParse(name, CultureInfo.InvariantCulture, out var index) && index < list.Items.Length => list.Items[index],
                _ => null,
            };
        }

        return found is not null && isSecret && found is not Value.Secret ? new Value.Secret(found) : found;
    }

    private static async Task<Evaluated[]> AllAsync(IEnumerable<Expression> expressions, IScope scope) =>
        await Task.WhenAll(expressions.Select(expression => expression.EvaluateAsync(scope)));

    private static Evaluated Join(Evaluated[] pieces)
    {
        var isSecret = pieces.Any(piece => piece.Value.HoldsSecret);
        Value joined = pieces.Any(piece => piece.Value.HoldsUnknown)
            ? new Value.Unknown()
            : new Value.Text(string.Concat(pieces.Select(piece => AsText(piece.Value.Plain()))));
        return new Evaluated(isSecret ? new Value.Secret(joined) : joined, Urns(pieces));
    }

    private static Evaluated List(Evaluated[] items) => new(new Value.List([.. items.Select(item => item.Value)]), Urns(items));

    private static Evaluated Map(string[] names, Evaluated[] values) => new(
        new Value.Map(ValueMap.From(names.Zip(values, (name, value) => KeyValuePair.Create(name, value.Value)))), Urns(values));

    private static Evaluated Hide(Evaluated inner) =>
        inner.Value is Value.Secret ? inner : inner with { Value = new Value.Secret(inner.Value) };

    private static Evaluated Part(Evaluated result, string part) => part.Length == 0
        ? result
        : result with { Value = Walk(result.Value, part.Split('.')) ?? new Value.Nothing() };

    private static string AsText(Value value) => value switch
    {
        Value.Text text => text.Content,
        Value.Resource resource => resource.Id ?? resource.Urn,
        _ => JsonForm.Text(value),
    };

    private static ImmutableHashSet<string> Urns(IEnumerable<Evaluated> parts) =>
        parts.Aggregate(ImmutableHashSet<string>.Empty, (urns, part) => urns.Union(part.Urns));
}

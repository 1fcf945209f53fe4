using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using TestEngine.Values;

namespace TestEngine.Language;

/// <summary>A value of a program, of which parts may come from elsewhere.</summary>
internal abstract record Expression
{
    private Expression()
    {
    }

    public sealed record Constant(Value Value) : Expression;

    /// <summary><c>${root.name[0]}</c>: something by name, and the way into it.</summary>
    public sealed record Reference(string Root, ImmutableArray<string> Path) : Expression;

    /// <summary>A text with references in it.</summary>
    public sealed record Joined(ImmutableArray<Expression> Pieces) : Expression;

    public sealed record ListOf(ImmutableArray<Expression> Items) : Expression;

    public sealed record MapOf(ImmutableDictionary<string, Expression> Entries) : Expression;

    public sealed record SecretOf(Expression Inner) : Expression;

    /// <summary>A function of a provider, and which part of its result is wanted; all of it where that is empty.</summary>
    public sealed record Invoke(string Token, Expression Arguments, string Part) : Expression;

    public static Expression From(object? plain) => plain switch
    {
        string text => Interpolation.Parse(text),
        IDictionary map => FromMap(map.Keys.Cast<object>().ToImmutableDictionary(
            key => Convert.ToString(key, CultureInfo.InvariantCulture)!, key => map[key])),
        IReadOnlyDictionary<string, object?> map => FromMap(map.ToImmutableDictionary()),
        Value or null or bool => new Constant(Value.From(plain)),
        IEnumerable list => new ListOf([.. list.Cast<object?>().Select(From)]),
        _ => new Constant(Value.From(plain)),
    };

    private static Expression FromMap(ImmutableDictionary<string, object?> map)
    {
        var function = map.Keys.FirstOrDefault(key => key.StartsWith("fn::", StringComparison.Ordinal));
        return function switch
        {
            null => new MapOf(map.ToImmutableDictionary(entry => entry.Key, entry => From(entry.Value))),
            "fn::secret" => new SecretOf(From(map[function])),
            "fn::invoke" when map[function] is IDictionary call && call["function"] is string token =>
                new Invoke(token, From(call["arguments"] ?? new Hashtable()), call["return"] as string ?? ""),
            _ => throw new ProgramException($"{function} is beyond this engine; it knows fn::secret and fn::invoke."),
        };
    }
}

using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>
/// A value with the resources that it comes from. What is derived from it is secret or unknown if it is.
/// </summary>
internal sealed record Derived(PropertyValue Value, ImmutableArray<string> Dependencies)
{
    public Derived Map(Func<string, string> derive) => this with { Value = Map(Value, derive) };

    public static PropertyValue Map(PropertyValue value, Func<string, string> derive) => value switch
    {
        PropertyValue.Text text => derive(text.Value.Trim()),
        PropertyValue.Secret secret => new PropertyValue.Secret(Map(secret.Value, derive)),
        PropertyValue.Output { Value: { } inner } output => output with { Value = Map(inner, derive) },
        PropertyValue.Output output => output,
        _ => PropertyValue.Unknown.Instance,
    };

    /// <summary>A member of an object, secret or unknown if the object is.</summary>
    public static PropertyValue? Member(PropertyValue? whole, Field member) => whole switch
    {
        null => null,
        PropertyValue.Map map => map.Properties.Get(member.Name),
        PropertyValue.Secret secret => Member(secret.Value, member) is { } inner
            ? new PropertyValue.Secret(inner)
            : null,
        PropertyValue.Output { Value: { } value, IsSecret: true } => Member(value, member) is { } inner
            ? new PropertyValue.Secret(inner)
            : null,
        PropertyValue.Output { Value: { } value } => Member(value, member),
        PropertyValue.Output { IsSecret: true } => new PropertyValue.Secret(PropertyValue.Unknown.Instance),
        _ => PropertyValue.Unknown.Instance,
    };

    /// <summary>The items of a list, secret if the list is; none if the list is unknown.</summary>
    public static ImmutableArray<PropertyValue> Items(PropertyValue? list) => list switch
    {
        PropertyValue.List { Items: var items } => items,
        PropertyValue.Output { Value: { } value, IsSecret: false } => Items(value),
        PropertyValue.Output { Value: { } value } => [.. Items(value).Select(item => new PropertyValue.Secret(item))],
        PropertyValue.Secret secret => [.. Items(secret.Value).Select(item => new PropertyValue.Secret(item))],
        _ => [],
    };
}

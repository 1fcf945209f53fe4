using System.Globalization;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>A value with all that is in it, for tests that look for what must not be there.</summary>
internal static class Printed
{
    public static string Text(PropertyValue value) => value switch
    {
        PropertyValue.Text text => text.Value,
        PropertyValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        PropertyValue.Bool flag => flag.Value ? "true" : "false",
        PropertyValue.Secret secret => $"secret({Text(secret.Value)})",
        PropertyValue.List list => $"[{string.Join(", ", list.Items.Select(Text))}]",
        PropertyValue.Map map =>
            $"{{{string.Join(", ", map.Properties.Select(pair => $"{pair.Key}: {Text(pair.Value)}"))}}}",
        _ => value.GetType().Name,
    };
}

using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>The checked arguments of a function, without secret wrappers.</summary>
internal sealed class Arguments(PropertyMap values)
{
    private readonly PropertyMap _values = values.Plain();

    public bool Has(Field field) => _values.Get(field.Name) is not null;

    /// <summary>A text in the form in which it is sent and compared; null if the argument is absent.</summary>
    public string? Text(Field field) => _values.Get(field.Name) is PropertyValue.Text text
        ? TextFormats.Normal(field.Format, text.Value)
        : null;

    /// <summary>A text that the check has found present.</summary>
    public string RequiredText(Field field) =>
        Text(field) ?? throw new InvalidOperationException($"The argument {field.Name} is missing.");

    /// <summary>A whole number, or the default of its field.</summary>
    public int Integer(Field field) => (_values.Get(field.Name) ?? field.Default) is PropertyValue.Number number
        ? (int)number.Value
        : throw new InvalidOperationException($"The argument {field.Name} is missing.");
}

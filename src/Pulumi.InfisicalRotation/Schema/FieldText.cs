using System.Globalization;
using System.Text;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>
/// Describes a field in the schema and the documentation: its meaning, the limits that the meaning does not mention,
/// and the effect of a change.
/// </summary>
internal static class FieldText
{
    public static string Describe(Field field)
    {
        var text = new StringBuilder(field.Description);
        if (field.MaxLength is { } maxLength && !Mentions(field, maxLength))
        {
            text.Append(CultureInfo.InvariantCulture, $" At most {maxLength} characters.");
        }

        if (field.MaxItems is { } maxItems && !Mentions(field, maxItems))
        {
            text.Append(CultureInfo.InvariantCulture, $" At most {maxItems} items.");
        }

        if (field.ProposedSecretName is { } proposed)
        {
            text.Append(CultureInfo.InvariantCulture, $" Infisical suggests `{proposed}`.");
        }

        if (field.ReplacementReason is { } reason)
        {
            text.Append(CultureInfo.InvariantCulture, $" A change replaces the {field.ReplacedObject}, because {reason}.");
            text.Append(field.ReplacedObject switch
            {
                "rotation" => " The old rotation is deleted first.",
                "user" => " The old one is deleted last.",
                _ => " The old one is deleted last, unless the new one has the same name in the same place.",
            });
        }

        return text.ToString();
    }

    private static bool Mentions(Field field, int limit) =>
        field.Description.Contains(limit.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}

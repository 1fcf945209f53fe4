using System.Globalization;
using System.Text;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>What is said of a field wherever it is described: its meaning, its limits where the meaning doesn't name them, and what a change does.</summary>
internal static class FieldText
{
    public static string Describe(Field field)
    {
        var text = new StringBuilder(field.Description);
        if (field.MaxLength is { } longest && !Says(field, longest))
        {
            text.Append(CultureInfo.InvariantCulture, $" At most {longest} characters.");
        }

        if (field.MaxItems is { } most && !Says(field, most))
        {
            text.Append(CultureInfo.InvariantCulture, $" At most {most} items.");
        }

        if (field.ProposedSecretName is { } proposed)
        {
            text.Append(CultureInfo.InvariantCulture, $" Infisical proposes `{proposed}`.");
        }

        if (field.ReplacementReason is { } reason)
        {
            text.Append(CultureInfo.InvariantCulture, $" A change replaces the rotation, the old one deleted first: {reason}.");
        }

        return text.ToString();
    }

    private static bool Says(Field field, int limit) => field.Description.Contains(limit.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}

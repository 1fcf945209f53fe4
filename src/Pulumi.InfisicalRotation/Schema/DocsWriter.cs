using System.Globalization;
using System.Text;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>Writes the reference of all rotation types, and the table of them for the README, in Markdown.</summary>
internal static class DocsWriter
{
    public static string Reference()
    {
        var text = new StringBuilder();
        text.Append("# Rotation types\n\n");
        text.Append("Generated from the catalogue by `dotnet run build.cs generate`; changes by hand are lost.\n\n");
        text.Append(Table("")).Append('\n');
        text.Append("## Inputs of every type\n\n").Append(Inputs(Envelope.Inputs, "")).Append(Inputs(Envelope.ProviderInputs, ""));
        text.Append("\n## Outputs of every type\n\nEvery input, and:\n\n").Append(Inputs(Outputs.All, ""));
        foreach (var type in RotationTypes.All)
        {
            text.Append('\n').Append(Page(type));
        }

        return text.Append('\n').Append(GenericPage()).Append('\n').Append(ComponentPage()).ToString();
    }

    private static string GenericPage()
    {
        var type = RotationTypes.Generic("");
        return $"## {type.TypeName}\n\n{type.Description} {RotationText.OpenTypeNote}\n\nInputs beside those of every type:\n\n"
            + Inputs([Envelope.Type, type.ParametersField, type.SecretsMappingField, type.TemporaryParametersField!], "") + "\n" + Examples.ForType(type);
    }

    private static string ComponentPage() =>
        $"## {RotatedAwsIamUserFields.TypeName}\n\n{RotationText.ComponentDescription}\n\nInputs beside those of every type:\n\n"
        + Inputs(RotatedAwsIamUserFields.Inputs.Where(field => field == RotatedAwsIamUserFields.Name || !IsCommon(field)), "")
        + "\nOutputs beside those of every type:\n\n" + Inputs(
            RotatedAwsIamUserFields.AdditionalOutputs.Where(field => field != RotatedAwsIamUserFields.UserName).Select(field => field with { IsRequired = false }), "") + "\n" + Examples.ForComponent();

    private static bool IsCommon(Field field) => Envelope.Inputs.Contains(field) || Envelope.ProviderInputs.Contains(field);

    /// <param name="document">Document that holds the pages; empty for links within it.</param>
    public static string Table(string document)
    {
        var text = new StringBuilder("| resource | rotates | connection | previous credential |\n|---|---|---|---|\n");
        foreach (var type in RotationTypes.All)
        {
            var kept = type.Slots == 2 ? "valid until the next rotation" : "stops at once";
            text.Append(CultureInfo.InvariantCulture, $"| [`{type.TypeName}`]({document}#{Anchor(type)}) | {type.Title} | {Apps(type)} | {kept} |\n");
        }

        return text.ToString();
    }

    private static string Page(RotationType type)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {type.TypeName}\n\n{type.Description} Type slug: `{type.Slug}`.\n\n{type.CredentialLifecycle}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Connection: {Apps(type)}.{(type.ConnectionNeeds is { } needs ? " " + needs : "")}");
        text.Append(RotationText.RevocationNote(type) is { Length: > 0 } revocation ? $" {revocation}\n\n" : "\n\n");
        if (type.MaxRotationInterval is { } longest)
        {
            text.Append(CultureInfo.InvariantCulture, $"`rotationInterval` is at most {longest} days.\n\n");
        }

        text.Append("Parameters:\n\n").Append(Inputs(type.Parameters, "")).Append("\nSecrets:\n\n").Append(Inputs(type.SecretsMapping, ""));
        if (type.TemporaryParameters.Length > 0)
        {
            text.Append("\nTemporary parameters, secret and used at creation only:\n\n").Append(Inputs(type.TemporaryParameters, ""));
        }

        return text.Append('\n').Append(Examples.ForType(type)).ToString();
    }

    private static string Inputs(IEnumerable<Field> fields, string indent)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
        {
            var need = field.IsRequired && !field.HasProviderDefault ? ", required" : "";
            text.Append(CultureInfo.InvariantCulture, $"{indent}- `{field.Name}` ({Kind(field)}{need}): {FieldText.Describe(field)}\n");
            text.Append(Inputs(field.Items?.Fields ?? field.Fields, indent + "  "));
        }

        return text.ToString();
    }

    private static string Kind(Field field) => field.Kind switch
    {
        FieldKind.Text when field.Choices.Length is > 0 and <= 12 => string.Join(" \\| ", field.Choices.Select(choice => $"`{choice}`")),
        FieldKind.Text => "text",
        FieldKind.Integer => "whole number",
        FieldKind.Number => "number",
        FieldKind.Boolean => "boolean",
        FieldKind.List => "list",
        _ => "object",
    };

    private static string Apps(RotationType type) => string.Join(" or ", type.ConnectionApps.Select(app => $"`{app}`"));

    private static string Anchor(RotationType type) => type.TypeName.ToLowerInvariant();
}

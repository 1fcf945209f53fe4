using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Components;
using Pulumi.InfisicalRotation.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>
/// The resources of an import file as a Pulumi program in YAML, whose preview has nothing to change. The CLI generates
/// no program for components. <c>pulumi convert --from yaml</c> translates it into other languages.
/// </summary>
internal static class ImportProgram
{
    private const string Indent = "  ";

    /// <summary>Everything below <c>resources:</c>, that key included.</summary>
    /// <param name="resources">The entries; those of a server, or compared with it.</param>
    public static string Write(ImmutableArray<ImportedResource> resources)
    {
        var text = new StringBuilder("resources:\n");
        foreach (var resource in resources.Where(resource => resource.Parent is null))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Indent}{Quoted(resource.Name)}:\n");
            text.Append(CultureInfo.InvariantCulture, $"{Indent}{Indent}type: {resource.Token}\n");
            text.Append(CultureInfo.InvariantCulture, $"{Indent}{Indent}properties:\n");
            WriteMap(text, Inputs(resource), depth: 3);
        }

        return text.ToString();
    }

    private static PropertyMap Inputs(ImportedResource resource)
    {
        if (resource.Candidate.Connection is { } connection)
        {
            var app = ConnectionTypes.All.First(type => type.App == connection.App);
            return ConnectionState.ReadInputs(app, PropertyMap.Empty, PropertyMap.Empty, connection);
        }

        var rotation = resource.Candidate.Rotation!;
        var type = RotationTypes.Find(resource.Token, rotation.Type) ?? AwsIamUserSecret.Type;
        var inputs = RotationState.ReadInputs(type, PropertyMap.Empty, PropertyMap.Empty, rotation);
        return resource.IsComponent ? ComponentInputs(inputs) : inputs;
    }

    /// <summary>The inputs of the component, without those that it derives itself.</summary>
    private static PropertyMap ComponentInputs(PropertyMap inputs)
    {
        var parameters = Members(inputs, Envelope.ParametersName);
        var user = Text(parameters, AwsIamUserSecret.UserName) ?? "";
        var derived = PropertyMap.Empty
            .With(AwsIamUserSecret.AccessKeyId.Name, IamNames.AccessKeyIdSecret(user))
            .With(AwsIamUserSecret.SecretAccessKey.Name, IamNames.SecretAccessKeySecret(user));
        var mapping = PropertyMap.From(Members(inputs, Envelope.SecretsMappingName)
            .Where(secret => !secret.Value.Equals(derived.Get(secret.Key))));
        var component = inputs.Without(Envelope.ParametersName).Without(Envelope.SecretsMappingName)
            .With(RotatedAwsIamUserFields.UserName.Name, user);
        component = Text(inputs, Envelope.Name) == IamNames.RotationName(user)
            ? component.Without(Envelope.Name.Name)
            : component;
        component = Text(parameters, AwsIamUserSecret.Region) is { } region
            ? component.With(AwsIamUserSecret.Region.Name, region)
            : component;
        return mapping.Count == 0 ? component : component.With(RotatedAwsIamUserFields.SecretsMapping.Name, mapping);
    }

    private static PropertyMap Members(PropertyMap inputs, string name) =>
        inputs.Get(name)?.Plain() is PropertyValue.Map map ? map.Properties : PropertyMap.Empty;

    private static string? Text(PropertyMap inputs, Field field) =>
        (inputs.Get(field.Name)?.Plain() as PropertyValue.Text)?.Value;

    private static void WriteMap(StringBuilder text, PropertyMap map, int depth)
    {
        foreach (var (name, value) in map)
        {
            text.Insert(text.Length, Indent, depth).Append(Quoted(name)).Append(':');
            WriteValue(text, value.Plain(), depth + 1);
        }
    }

    private static void WriteValue(StringBuilder text, PropertyValue value, int depth)
    {
        switch (value)
        {
            case PropertyValue.Map { Properties: { Count: > 0 } inner }:
                text.Append('\n');
                WriteMap(text, inner, depth);
                break;
            case PropertyValue.List { Items: { IsEmpty: false } items }:
                text.Append('\n');
                foreach (var item in items)
                {
                    text.Insert(text.Length, Indent, depth).Append('-');
                    WriteValue(text, item.Plain(), depth + 1);
                }

                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static string Scalar(PropertyValue value) => value switch
    {
        PropertyValue.Text { Value: var content } => Quoted(content),
        PropertyValue.Number { Value: var number } => number.ToString("R", CultureInfo.InvariantCulture),
        PropertyValue.Bool { Value: var flag } => flag ? "true" : "false",
        PropertyValue.Map => "{}",
        PropertyValue.List => "[]",
        _ => "null",
    };

    // Text of JSON is text of YAML. A dollar sign in front of a brace would begin an expression of Pulumi.
    private static string Quoted(string content) =>
        $"\"{JsonEncodedText.Encode(content.Replace("${", "$${", StringComparison.Ordinal), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

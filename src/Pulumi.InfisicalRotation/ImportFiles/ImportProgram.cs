using System.Collections.Immutable;
using System.Globalization;
using System.Text;
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
/// The resources of an import file as a Pulumi project in YAML, whose preview has nothing to change. The CLI generates
/// no program for components. <c>pulumi convert --from yaml</c> translates it into other languages.
/// </summary>
/// <param name="resources">The entries of the import file.</param>
/// <param name="report">Takes a sentence for the user.</param>
internal sealed class ImportProgram(ImmutableArray<ImportedResource> resources, Action<string> report)
{
    /// <summary>Stands before the resources.</summary>
    public const string Header = "name: imported\nruntime: yaml\n";

    private const string Indent = "  ";
    private const string FunctionKey = "fn::";

    private readonly StringBuilder _text = new(Header + "resources:\n");

    /// <summary>The whole project file.</summary>
    public string Write()
    {
        foreach (var resource in resources.Where(resource => resource.Parent is null))
        {
            if (Inputs(resource) is not { } inputs)
            {
                report(ImportMessages.NotInProgram(resource.Name, "it could not be read from Infisical"));
            }
            else if (HasFunction(inputs))
            {
                report(ImportMessages.NotInProgram(
                    resource.Name, "YAML would take a key that begins with fn:: for a function"));
            }
            else
            {
                Write(resource, inputs);
            }
        }

        return _text.ToString();
    }

    private void Write(ImportedResource resource, PropertyMap inputs)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{Indent}{YamlScalar.Quoted(resource.Name)}:\n");
        _text.Append(CultureInfo.InvariantCulture, $"{Indent}{Indent}type: {resource.Token}\n");
        _text.Append(CultureInfo.InvariantCulture, $"{Indent}{Indent}properties:\n");
        if (ConnectionOf(resource, inputs) is { } connection)
        {
            // A reference, so that the rotation is deleted before its connection.
            _text.Append(CultureInfo.InvariantCulture, $"{Indent}{Indent}{Indent}{Envelope.ConnectionId.Name}: ");
            _text.Append(CultureInfo.InvariantCulture, $"${{[\"{connection.Name}\"].connectionId}}\n");
            inputs = inputs.Without(Envelope.ConnectionId.Name);
        }

        WriteMap(inputs, depth: 3);
        foreach (var secret in MissingSecrets(resource, inputs))
        {
            _text.Append(CultureInfo.InvariantCulture, $"{Indent}{Indent}{Indent}# Add to credentials: {secret}\n");
            report(ImportMessages.SecretMissing(resource.Name, secret));
        }
    }

    /// <summary>The inputs that the server has; null if it was not read.</summary>
    private static PropertyMap? Inputs(ImportedResource resource)
    {
        if (resource.Candidate.Connection is { } connection && AppOf(resource) is { } app)
        {
            return ConnectionState.ReadInputs(app, PropertyMap.Empty, PropertyMap.Empty, connection);
        }

        if (resource.Candidate.Rotation is not { } rotation)
        {
            return null;
        }

        var type = RotationTypes.Find(resource.Token, rotation.Type) ?? AwsIamUserSecret.Type;
        var inputs = RotationState.ReadInputs(type, PropertyMap.Empty, PropertyMap.Empty, rotation);
        return resource.IsComponent ? ComponentInputs(inputs) : inputs;
    }

    /// <summary>The inputs of the component, without those that it derives itself.</summary>
    private static PropertyMap ComponentInputs(PropertyMap inputs)
    {
        var parameters = Members(inputs, Envelope.ParametersName);
        var user = parameters.TextOf(AwsIamUserSecret.UserName) ?? "";
        var derived = PropertyMap.Empty
            .With(AwsIamUserSecret.AccessKeyId.Name, IamNames.AccessKeyIdSecret(user))
            .With(AwsIamUserSecret.SecretAccessKey.Name, IamNames.SecretAccessKeySecret(user));
        var mapping = PropertyMap.From(Members(inputs, Envelope.SecretsMappingName)
            .Where(secret => !secret.Value.Equals(derived.Get(secret.Key))));
        var component = inputs.Without(Envelope.ParametersName).Without(Envelope.SecretsMappingName)
            .With(RotatedAwsIamUserFields.UserName.Name, user);
        component = inputs.TextOf(Envelope.Name) == IamNames.RotationName(user)
            ? component.Without(Envelope.Name.Name)
            : component;
        component = parameters.TextOf(AwsIamUserSecret.Region) is { } region
            ? component.With(AwsIamUserSecret.Region.Name, region)
            : component;
        return mapping.Count == 0 ? component : component.With(RotatedAwsIamUserFields.SecretsMapping.Name, mapping);
    }

    private ImportedResource? ConnectionOf(ImportedResource resource, PropertyMap inputs) =>
        resource.Candidate.Rotation is not null && inputs.TextOf(Envelope.ConnectionId) is { } id
            ? resources.FirstOrDefault(other => other.Candidate.Connection?.Id == id)
            : null;

    private static IEnumerable<string> MissingSecrets(ImportedResource resource, PropertyMap inputs)
    {
        var given = Members(inputs, ConnectionFields.Credentials.Name);
        return AppOf(resource)?.Method(resource.Candidate.Connection?.Method)?.Fields
            .Where(field => field.IsRequired && given.Get(field.Name) is null)
            .Select(field => field.Name) ?? [];
    }

    private static ConnectionType? AppOf(ImportedResource resource) => ConnectionTypes.Find(resource.Token);

    private static PropertyMap Members(PropertyMap inputs, string name) =>
        inputs.Get(name)?.Plain() is PropertyValue.Map map ? map.Properties : PropertyMap.Empty;

    private static bool HasFunction(PropertyMap map) => map.Any(pair =>
        pair.Key.StartsWith(FunctionKey, StringComparison.OrdinalIgnoreCase) || HasFunction(pair.Value.Plain()));

    private static bool HasFunction(PropertyValue value) => value switch
    {
        PropertyValue.Map map => HasFunction(map.Properties),
        PropertyValue.List list => list.Items.Any(item => HasFunction(item.Plain())),
        _ => false,
    };

    private void WriteMap(PropertyMap map, int depth)
    {
        foreach (var (name, value) in map)
        {
            _text.Insert(_text.Length, Indent, depth).Append(YamlScalar.Quoted(name)).Append(':');
            WriteValue(value.Plain(), depth + 1);
        }
    }

    private void WriteValue(PropertyValue value, int depth)
    {
        switch (value)
        {
            case PropertyValue.Map { Properties: { Count: > 0 } inner }:
                _text.Append('\n');
                WriteMap(inner, depth);
                break;
            case PropertyValue.List { Items: { IsEmpty: false } items }:
                _text.Append('\n');
                foreach (var item in items)
                {
                    _text.Insert(_text.Length, Indent, depth).Append('-');
                    WriteValue(item.Plain(), depth + 1);
                }

                break;
            default:
                _text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static string Scalar(PropertyValue value) => value switch
    {
        PropertyValue.Text { Value: var content } => YamlScalar.Quoted(content),
        PropertyValue.Number { Value: var number } => number.ToString("R", CultureInfo.InvariantCulture),
        PropertyValue.Bool { Value: var flag } => flag ? "true" : "false",
        PropertyValue.Map => "{}",
        PropertyValue.List => "[]",
        _ => "null",
    };
}

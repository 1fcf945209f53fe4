using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>
/// Writes the package schema from the catalogue. Language SDKs, YAML programs and documentation use this schema. It is
/// generated at build time and committed. The provider returns the committed file.
/// </summary>
internal static class SchemaWriter
{
    public static JsonObject Write(string version)
    {
        var types = new SchemaTypes();
        var resources = new JsonObject();
        foreach (var type in RotationTypes.All)
        {
            resources[PackageInfo.Token(type.TypeName)] = Rotation(type, types);
        }

        resources[PackageInfo.Token(RotationTypes.GenericName)] = Rotation(RotationTypes.Generic(""), types);
        foreach (var type in ConnectionTypes.All)
        {
            resources[PackageInfo.Token(type.TypeName)] = Connection(type, types);
        }

        resources[PackageInfo.Token(RotatedAwsIamUserFields.TypeName)] = Component(types);
        var config = Properties(ProviderConfig.All, "ProviderConfig", types);
        var functions = Functions(types);
        var schema = new JsonObject
        {
            ["name"] = PackageInfo.Name,
            ["displayName"] = PackageInfo.DisplayName,
            ["version"] = version,
            ["description"] = "Manages Infisical secret rotations: the credential, the schedule and the secrets.",
            ["keywords"] = new JsonArray(
                "pulumi", "infisical", "secret rotation", "category/infrastructure", "kind/native"),
            ["license"] = "Apache-2.0",
            ["publisher"] = Publication.Publisher,
            ["meta"] = new JsonObject { ["moduleFormat"] = "(.*)" },
            ["language"] = SchemaAddresses.Languages(),
            ["config"] = new JsonObject { ["variables"] = config },
            ["types"] = types.ToJson(),
            ["provider"] = new JsonObject
            {
                ["description"] = "Infisical host, credentials and resource defaults.",
                ["properties"] = config.DeepClone(),
                ["inputProperties"] = config.DeepClone(),
            },
            ["resources"] = resources,
            ["functions"] = functions,
        };
        SchemaAddresses.Add(schema, Publication.Repository, Publication.Homepage, Publication.LogoUrl);
        return schema;
    }

    private static JsonObject Functions(SchemaTypes types)
    {
        var functions = new JsonObject();
        foreach (var function in FunctionDefinitions.All)
        {
            var owner = PascalCase.Of(function.Name);
            functions[function.Token] = new JsonObject
            {
                ["description"] = FunctionText.Describe(function),
                ["inputs"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = Properties(function.Arguments, owner, types),
                    ["required"] = Names(
                        function.Arguments.Where(field => field.IsRequired && !field.HasProviderDefault)),
                },
                ["outputs"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = Properties(function.Results, owner, types),
                    ["required"] = Names(function.Results.Where(field => field.IsRequired)),
                },
            };
        }

        return functions;
    }

    private static JsonObject Rotation(RotationType type, SchemaTypes types)
    {
        Field[] inputs = [.. type.Inputs.Select(field => Published(type, field))];
        Field[] outputs = [.. inputs.Where(field => !field.IsCreateOnly), .. Outputs.All];
        Field[] always =
        [
            .. type.Inputs.Where(field => field.IsRequired || field.Default is not null || field == Envelope.Name),
            .. Outputs.All.Where(field => field.IsRequired),
        ];
        return new JsonObject
        {
            ["description"] = RotationText.Describe(type),
            ["properties"] = Properties(outputs, type.TypeName, types),
            ["required"] = Names(always),
            ["inputProperties"] = Properties(inputs, type.TypeName, types),
            ["requiredInputs"] = Names(type.Inputs.Where(field => field.IsRequired && !field.HasProviderDefault)),
            ["listInputs"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = Properties(ListInputs(type), type.TypeName, types),
            },
        };
    }

    private static JsonObject Connection(ConnectionType type, SchemaTypes types)
    {
        Field[] always =
        [
            .. type.Inputs.Where(field =>
                field.IsRequired || field.Default is not null || field == ConnectionFields.Name),
            .. ConnectionFields.Outputs.Where(field => field.IsRequired),
        ];
        return new JsonObject
        {
            ["description"] = ConnectionText.Describe(type),
            ["properties"] = Properties([.. type.Inputs, .. ConnectionFields.Outputs], type.TypeName, types),
            ["required"] = Names(always),
            ["inputProperties"] = Properties(type.Inputs, type.TypeName, types),
            ["requiredInputs"] = Names(type.Inputs.Where(field => field.IsRequired)),
            ["listInputs"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = Properties(
                    [ConnectionFields.ProjectId with { ReplacementReason = null }], type.TypeName, types),
            },
        };
    }

    /// <summary>
    /// The SDKs fill in a default of the schema before the provider sees the type. So the generic resource has none for
    /// a default that depends on the type.
    /// </summary>
    private static Field Published(RotationType type, Field field)
    {
        var others = RotationTypes.All.Where(one => !one.RevokesByDefault).Select(one => $"`{one.Slug}`");
        return type.IsGeneric && field == Envelope.RevokeCredentialsOnDelete
            ? field with { Default = null, Description = $"{field.Description} For {string.Join(", ", others)}: false." }
            : field;
    }

    /// <summary>Filters of a list operation.</summary>
    private static ImmutableArray<Field> ListInputs(RotationType type) =>
    [
        .. (type.IsGeneric ? (Field[])[Envelope.ProjectId, Envelope.Type] : [Envelope.ProjectId])
            .Select(field => field with { ReplacementReason = null, IsRequired = false }),
    ];

    private static JsonObject Component(SchemaTypes types)
    {
        var inputs = RotatedAwsIamUserFields.Inputs;
        Field[] outputs =
        [
            .. RotatedAwsIamUserFields.AdditionalOutputs,
            .. inputs.Where(field =>
                field != RotatedAwsIamUserFields.UserName && !RotatedAwsIamUserFields.Objects.Contains(field)),
            .. Outputs.All,
        ];
        Field[] always =
        [
            .. RotatedAwsIamUserFields.AdditionalOutputs.Where(field => field.IsRequired),
            .. inputs.Where(IsAlwaysOutput),
            .. Outputs.All.Where(field => field.IsRequired),
        ];
        return new JsonObject
        {
            ["isComponent"] = true,
            ["description"] = RotationText.Component(),
            ["properties"] = Properties(outputs, RotatedAwsIamUserFields.TypeName, types),
            ["required"] = Names(always),
            ["inputProperties"] = Properties(inputs, RotatedAwsIamUserFields.TypeName, types),
            ["requiredInputs"] = Names(inputs.Where(field => field.IsRequired && !field.HasProviderDefault)),
        };
    }

    /// <summary>The component derives some, and the rotation fills in its defaults; the server does not show its own.</summary>
    private static bool IsAlwaysOutput(Field field) =>
        field.IsRequired || field == RotatedAwsIamUserFields.Name || field == RotatedAwsIamUserFields.SecretsMapping
        || field == RotatedAwsIamUserFields.ConnectionId
        || (field.Default is not null
            && (Envelope.Inputs.Contains(field) || AwsIamUserSecret.Type.ProviderInputs.Contains(field)));

    private static JsonObject Properties(IEnumerable<Field> fields, string owner, SchemaTypes types)
    {
        var properties = new JsonObject();
        foreach (var field in fields)
        {
            properties[field.Name] = types.Property(field, owner);
        }

        return properties;
    }

    private static JsonArray Names(IEnumerable<Field> fields) =>
        new([
            .. fields.Select(field => field.Name)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(name => (JsonNode)name),
        ]);
}

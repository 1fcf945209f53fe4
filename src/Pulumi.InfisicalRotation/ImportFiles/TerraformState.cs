using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>
/// Finds the rotations and app connections in the output of <c>terraform show -json</c>. The names of their resource
/// types follow from the slugs of rotation types and apps. Only ids and places are read, no credential.
/// </summary>
internal sealed class TerraformState
{
    private const string RotationPrefix = "infisical_secret_rotation_";
    private const string ConnectionPrefix = "infisical_app_connection_";

    private readonly ImmutableArray<ImportCandidate>.Builder _candidates =
        ImmutableArray.CreateBuilder<ImportCandidate>();

    private readonly ImmutableArray<string>.Builder _skipped = ImmutableArray.CreateBuilder<string>();

    private TerraformState()
    {
    }

    /// <summary>What the state contains, and what was left out of it and why, as sentences.</summary>
    /// <exception cref="ImportException">The text is no output of <c>terraform show -json</c>.</exception>
    public static (ImmutableArray<ImportCandidate> Candidates, ImmutableArray<string> Skipped) Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 512 });
            var state = new TerraformState();
            state.ReadModule(RootModule(document.RootElement));
            return (state._candidates.ToImmutable(), state._skipped.ToImmutable());
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new ImportException(ImportMessages.NoTerraformJson, fault);
        }
    }

    private static JsonElement RootModule(JsonElement root)
    {
        if (Member(root, "planned_values") is not null || Member(root, "resource_changes") is not null)
        {
            throw new ImportException(ImportMessages.IsTerraformPlan);
        }

        if (Member(root, "lineage") is not null || Member(root, "terraform_version") is not null
            && Member(root, "resources") is not null)
        {
            throw new ImportException(ImportMessages.IsTerraformStateFile);
        }

        return Member(root, "values") is { } values && Member(values, "root_module") is { } module
            ? module
            : Member(root, "format_version") is not null
                ? default
                : throw new ImportException(ImportMessages.NoTerraformJson);
    }

    private void ReadModule(JsonElement module)
    {
        foreach (var resource in Items(module, "resources"))
        {
            ReadResource(resource, Text(module, "address") ?? "");
        }

        foreach (var child in Items(module, "child_modules"))
        {
            ReadModule(child);
        }
    }

    private void ReadResource(JsonElement resource, string module)
    {
        var type = Text(resource, "type") ?? "";
        if (Text(resource, "mode") is not "managed" || !IsOurs(type))
        {
            return;
        }

        var address = Printable.Line(Text(resource, "address") ?? type);
        if (Text(resource, "deposed_key") is not null)
        {
            _skipped.Add(ImportMessages.IsDeposed(address));
        }
        else if (TokenOf(type) is not { } token)
        {
            _skipped.Add(ImportMessages.UnknownTerraformType(address, Printable.Line(type)));
        }
        else if (Member(resource, "values") is not { } values || Text(values, "id") is not { } id || !Uuid.IsUuid(id))
        {
            _skipped.Add(ImportMessages.HasNoId(address));
        }
        else
        {
            _candidates.Add(Candidate(resource, module, values, token, id) with
            {
                Address = Text(resource, "address"),
                RotationType = RotationTypeOf(type),
            });
        }
    }

    private static ImportCandidate Candidate(
        JsonElement resource, string module, JsonElement values, string token, string id)
    {
        var index = Member(resource, "index") is { } key ? $"-{key}" : "";
        var name = $"{Text(resource, "name")}{index}";
        return new ImportCandidate
        {
            Token = token,
            Id = id.ToLowerInvariant(),
            Names = [name, $"{module.Replace("module.", "", StringComparison.Ordinal)}-{name}", $"{name}-{id[..8]}"],
            Environment = Text(values, "environment"),
            Path = Text(values, "secret_path"),
            Terraform = new TerraformRotation(
                Text(values, "project_id"),
                Text(values, "connection_id"),
                Member(values, "auto_rotation_enabled") is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag
                    ? flag.GetBoolean()
                    : null),
        };
    }

    private static bool IsOurs(string type) =>
        type.StartsWith(RotationPrefix, StringComparison.Ordinal)
        || type.StartsWith(ConnectionPrefix, StringComparison.Ordinal);

    private static string? RotationTypeOf(string type) =>
        type.StartsWith(RotationPrefix, StringComparison.Ordinal) ? Slug(type, RotationPrefix) : null;

    private static string? TokenOf(string type) => RotationTypeOf(type) is { } slug
        ? ImportCandidate.TokenOf(slug)
        : ConnectionTypes.All.FirstOrDefault(one => one.App == Slug(type, ConnectionPrefix)) is { } connection
            ? PackageInfo.Token(connection.TypeName)
            : null;

    private static string Slug(string type, string prefix) => type[prefix.Length..].Replace('_', '-');

    private static JsonElement.ArrayEnumerator Items(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

    private static string? Text(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var member)
        && member.ValueKind != JsonValueKind.Null
            ? member
            : null;
}

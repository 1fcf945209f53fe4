using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>What the schema says about where the package is, and about the names of its language SDKs.</summary>
internal static class SchemaAddresses
{
    /// <summary>Adds the addresses that are known.</summary>
    public static void Add(JsonObject schema, string repository, string homepage, string logoUrl)
    {
        var known = new (string Name, string? Address)[]
        {
            ("homepage", homepage.Length > 0 ? homepage : repository),
            ("repository", repository),
            ("logoUrl", logoUrl),
            ("pluginDownloadURL", Publication.PluginDownloadUrlOf(repository)),
        };
        foreach (var (name, address) in known)
        {
            if (!string.IsNullOrEmpty(address))
            {
                schema[name] = address;
            }
        }
    }

    public static JsonObject Languages() => new()
    {
        ["csharp"] = new JsonObject
        {
            ["rootNamespace"] = Publication.DotnetRoot,
            ["namespaces"] = new JsonObject { [PackageInfo.Name] = Publication.DotnetName },
            ["packageReferences"] = new JsonObject { ["Pulumi"] = "3.*" },
            ["respectSchemaVersion"] = true,
        },
        ["nodejs"] = new JsonObject
        {
            ["packageName"] = Publication.NpmPackage,
            ["packageDescription"] = "Manages Infisical secret rotations with Pulumi.",
            ["dependencies"] = new JsonObject { ["@pulumi/pulumi"] = "^3.142.0" },
            ["respectSchemaVersion"] = true,
        },
        ["python"] = new JsonObject
        {
            ["packageName"] = Publication.PythonPackage,
            ["requires"] = new JsonObject { ["pulumi"] = ">=3.142.0,<4.0.0" },
            ["pyproject"] = new JsonObject { ["enabled"] = true },
            ["respectSchemaVersion"] = true,
        },
        ["go"] = new JsonObject
        {
            ["importBasePath"] = Publication.GoImport,
            ["respectSchemaVersion"] = true,
        },
        ["java"] = new JsonObject
        {
            ["basePackage"] = Publication.JavaBase,
            ["buildFiles"] = "gradle",
        },
    };
}

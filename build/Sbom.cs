using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Build;

/// <summary>
/// The bill of materials of an executable, in CycloneDX 1.6: the packages that NuGet resolved for it and whose code is in
/// it, the .NET runtime among them. Nothing depends on the time, so the same packages make the same file.
/// </summary>
internal static class Sbom
{
    /// <summary>Writes what the last publish for a platform was made of.</summary>
    internal static async Task WriteAsync(string path, Platform platform, CancellationToken cancellation)
    {
        var assets = Repository.At("artifacts", "obj", "Pulumi.InfisicalRotation", "project.assets.json");
        var bill = Of(JsonNode.Parse(await File.ReadAllTextAsync(assets, cancellation))!, platform);
        await File.WriteAllTextAsync(path, bill.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n", cancellation);
    }

    /// <param name="assets">NuGet's list of what it resolved, <c>project.assets.json</c>.</param>
    /// <param name="platform">The platform of the executable.</param>
    internal static JsonObject Of(JsonNode assets, Platform platform)
    {
        var folders = assets["packageFolders"]!.AsObject().Select(folder => folder.Key).ToList();
        var packages = Linked(assets, platform).Concat(RuntimePacks(assets, platform))
            .Select(package => (package.Name, package.Version, Folder: FolderOf(folders, package.Name, package.Version)))
            .OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var main = $"pkg:generic/pulumi-resource-infisical-rotation@{Repository.Version}";
        var components = new JsonArray([.. packages.Select(package => Component(package.Name, package.Version, package.Folder))]);
        return new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["serialNumber"] = $"urn:uuid:{Id($"{main} {platform} {components.ToJsonString()}")}",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "application",
                    ["bom-ref"] = main,
                    ["name"] = "pulumi-resource-infisical-rotation",
                    ["version"] = Repository.Version,
                    ["licenses"] = Licenses("Apache-2.0"),
                    ["purl"] = main,
                    ["properties"] = new JsonArray(new JsonObject { ["name"] = "platform", ["value"] = platform.ToString() }),
                },
            },
            ["components"] = components,
            ["dependencies"] = Dependencies(assets, platform, main, [.. packages.Select(package => (package.Name, package.Version))]),
        };
    }

    /// <summary>Fails unless a written bill has what CycloneDX asks for and what a reader needs; the number of its packages.</summary>
    internal static int Check(string text)
    {
        var bill = JsonNode.Parse(text)!;
        var components = bill["components"]!.AsArray();
        var refs = components.Select(one => one!["bom-ref"]!.ToString()).Append(bill["metadata"]!["component"]!["bom-ref"]!.ToString()).ToHashSet();
        var faults = components.Where(one =>
                one!["purl"]!.ToString() != $"pkg:nuget/{one["name"]}@{one["version"]}"
                || one["hashes"]![0]!["content"]!.ToString().Length != 128
                || one["licenses"]!.AsArray().Count == 0)
            .Select(one => one!["name"]!.ToString())
            .Concat(bill["dependencies"]!.AsArray()
                .SelectMany(one => one!["dependsOn"]!.AsArray().Select(need => need!.ToString()).Append(one["ref"]!.ToString()))
                .Where(name => !refs.Contains(name)))
            .ToList();
        return bill["bomFormat"]!.ToString() == "CycloneDX" && bill["specVersion"]!.ToString() == "1.6" && components.Count > 0
            && refs.Count == components.Count + 1 && faults.Count == 0
            ? components.Count
            : throw new StepFailedException($"The bill of materials is not complete: {string.Join(", ", faults)}.");
    }

    /// <summary>Packages with code for the executable. Analyzers and tools of the build have none.</summary>
    private static IEnumerable<(string Name, string Version)> Linked(JsonNode assets, Platform platform) =>
        Target(assets, platform)
            .Where(library => library.Value!["type"]!.ToString() == "package" && Files(library.Value).Any(IsCode))
            .Select(library => (library.Key.Split('/')[0], library.Key.Split('/')[1]));

    /// <summary>What the publish takes the runtime from; NuGet only downloads it.</summary>
    private static IEnumerable<(string Name, string Version)> RuntimePacks(JsonNode assets, Platform platform)
    {
        string[] wanted = ["Microsoft.AspNetCore.App.Runtime.", "Microsoft.NETCore.App.Runtime.NativeAOT.", "runtime."];
        var downloads = assets["project"]!["frameworks"]!.AsObject().Single().Value!["downloadDependencies"]?.AsArray() ?? [];
        var packs = downloads.Select(one => (Name: one!["name"]!.ToString(), Version: one["version"]!.ToString().Trim('[', ']').Split(',')[0]));
        var compiler = Target(assets, platform).Select(library => library.Key.Split('/'))
            .Where(parts => parts[0].StartsWith("runtime.", StringComparison.Ordinal))
            .Select(parts => (Name: parts[0], Version: parts[1]));
        return packs.Concat(compiler)
            .Where(pack => wanted.Any(start => pack.Name.StartsWith(start, StringComparison.Ordinal))
                && pack.Name.Contains(platform.Runtime, StringComparison.Ordinal))
            .Distinct();
    }

    private static JsonObject Target(JsonNode assets, Platform platform)
    {
        var targets = assets["targets"]!.AsObject();
        return targets.FirstOrDefault(target => target.Key.EndsWith($"/{platform.Runtime}", StringComparison.Ordinal)).Value?.AsObject()
            ?? throw new StepFailedException($"NuGet resolved nothing for {platform.Runtime}. Publish it first.");
    }

    private static IEnumerable<string> Files(JsonNode library) => library["runtime"]?.AsObject().Select(file => file.Key) ?? [];

    private static bool IsCode(string file) => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private static string FolderOf(IReadOnlyList<string> folders, string name, string version) =>
        folders.Select(folder => Path.Combine(folder, name.ToLowerInvariant(), version.ToLowerInvariant())).FirstOrDefault(Directory.Exists)
        ?? throw new StepFailedException($"NuGet's folder of {name} {version} is missing. Restore the project.");

    private static JsonObject Component(string name, string version, string folder)
    {
        var description = XDocument.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single()).Root!.Elements().First();
        var sum = File.ReadAllText(Directory.EnumerateFiles(folder, "*.nupkg.sha512").Single()).Trim();
        return new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = Purl(name, version),
            ["name"] = name,
            ["version"] = version,
            ["scope"] = "required",
            ["hashes"] = new JsonArray(new JsonObject
            {
                ["alg"] = "SHA-512",
                ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(sum)),
            }),
            ["licenses"] = LicensesOf(name, description),
            ["purl"] = Purl(name, version),
        };
    }

    private static JsonArray LicensesOf(string name, XElement description)
    {
        var license = Named(description, "license");
        var url = Named(description, "licenseUrl")?.Value;
        return (license?.Attribute("type")?.Value, license?.Value) switch
        {
            ("expression", { } expression) when expression.Contains(' ', StringComparison.Ordinal) =>
                new JsonArray(new JsonObject { ["expression"] = expression }),
            ("expression", { } id) => Licenses(id),
            _ when url is not null => new JsonArray(new JsonObject { ["license"] = new JsonObject { ["name"] = url, ["url"] = url } }),
            _ => throw new StepFailedException($"{name} names no licence."),
        };
    }

    private static XElement? Named(XElement description, string name) =>
        description.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private static JsonArray Licenses(string id) => new(new JsonObject { ["license"] = new JsonObject { ["id"] = id } });

    private static JsonArray Dependencies(
        JsonNode assets, Platform platform, string main, IReadOnlyList<(string Name, string Version)> packages)
    {
        var target = Target(assets, platform);
        var known = packages.ToDictionary(package => package.Name, package => Purl(package.Name, package.Version), StringComparer.OrdinalIgnoreCase);
        var needed = packages.Select(package =>
        {
            var names = target[$"{package.Name}/{package.Version}"]?["dependencies"]?.AsObject().Select(one => one.Key) ?? [];
            return (Ref: Purl(package.Name, package.Version), Needs: names.Where(known.ContainsKey).Select(name => known[name]).ToList());
        }).ToList();
        var indirect = needed.SelectMany(one => one.Needs).ToHashSet(StringComparer.Ordinal);
        var direct = needed.Select(one => one.Ref).Where(one => !indirect.Contains(one)).ToList();
        return
        [
            .. needed.Prepend((Ref: main, Needs: direct)).Select(one => new JsonObject
            {
                ["ref"] = one.Ref,
                ["dependsOn"] = new JsonArray([.. one.Needs.Select(need => (JsonNode)need)]),
            }),
        ];
    }

    private static string Purl(string name, string version) => $"pkg:nuget/{name}@{version}";

    private static string Id(string text)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x80), (byte)((bytes[8] & 0x3F) | 0x80));
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}

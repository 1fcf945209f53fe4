using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// What <c>tests/Contract/*/type.json</c> says of every parameter, item and member. It is written from the server's own
/// code and not from the catalogue, so that a limit that is wrong in the catalogue shows.
/// </summary>
internal static class TypeFacts
{
    private const string Requirements =
        """{"length":24,"required":{"digits":1,"lowercase":0,"uppercase":0,"symbols":0},"allowedSymbols":"-_.~!*"}""";

    private static readonly ImmutableArray<(string Slug, string Path, JsonObject Fact)> Known =
    [
        .. RotationTypes.All.SelectMany(type => Contracts.Facts(type.Slug)["parameters"]!.AsArray().SelectMany(
            fact => Below(type.Slug, $"parameters.{fact!["name"]}", fact.AsObject()))),
    ];

    /// <summary>Rows of slug and path, such as <c>parameters.policies[0].scope</c>.</summary>
    public static TheoryData<string, string> Where(Func<JsonObject, bool> wanted, params string[] except)
    {
        var rows = new TheoryData<string, string>();
        var found = Known.Where(one => wanted(one.Fact) && !except.Contains($"{one.Slug} {one.Path}"));
        foreach (var (slug, path, _) in found)
        {
            rows.Add(slug, path);
        }

        return rows;
    }

    public static JsonObject At(string slug, string path) =>
        Known.Single(one => one.Slug == slug && one.Path == path).Fact;

    public static bool IsKind(this JsonObject fact, string kind) => fact["kind"]!.GetValue<string>() == kind;

    public static bool IsTrue(this JsonObject fact, string name) => fact[name]?.GetValue<bool>() == true;

    public static int? Number(this JsonObject fact, string name) => fact[name]?.GetValue<int>();

    /// <summary>The inputs that the server accepts, with another value at a path; null takes it away.</summary>
    public static PropertyMap With(string slug, string path, JsonNode? value)
    {
        var inputs = Contracts.Create(slug);
        Fill(slug, inputs["parameters"]!.AsObject(), path);
        var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Split('.');
        var parent =
            steps[..^1].Aggregate(
                (JsonNode)inputs, (node, step) => node is JsonArray list ? list[int.Parse(step, null)]! : node[step]!);
        if (parent is JsonArray items)
        {
            items[int.Parse(steps[^1], null)] = value;
        }
        else if (value is null)
        {
            parent.AsObject().Remove(steps[^1]);
        }
        else
        {
            parent[steps[^1]] = value;
        }

        return FieldJson.FromJson(inputs);
    }

    public static ImmutableArray<InputError> Check(string slug, PropertyMap inputs) =>
        InputCheck.Check("it", Contracts.Type(slug).Inputs, inputs);

    public static ImmutableArray<InputError> Warnings(string slug, PropertyMap inputs) =>
        InputCheck.Warnings("it", Contracts.Type(slug).Inputs, inputs);

    /// <summary>What of the parameters leads to the path and is not in the request of the contract.</summary>
    private static void Fill(string slug, JsonObject parameters, string path)
    {
        if (path.StartsWith("parameters.passwordRequirements.", StringComparison.Ordinal))
        {
            var requirements = JsonNode.Parse(Requirements)!.AsObject();
            requirements["required"]!["uppercase"] = path.EndsWith(".digits", StringComparison.Ordinal) ? 1 : 0;
            parameters["passwordRequirements"] = requirements;
        }

        if (path.EndsWith("[0]", StringComparison.Ordinal) && path.Count(letter => letter == '.') == 1)
        {
            parameters[path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..^3]] ??= new JsonArray("x");
        }
    }

    private static IEnumerable<(string Slug, string Path, JsonObject Fact)> Below(
        string slug, string path, JsonObject fact)
    {
        var members = fact["fields"]?.AsArray()
            .SelectMany(member => Below(slug, $"{path}.{member!["name"]}", member.AsObject())) ?? [];
        var items = fact["items"] is JsonObject item ? Below(slug, $"{path}[0]", item) : [];
        return [(slug, path, fact), .. members, .. items];
    }
}

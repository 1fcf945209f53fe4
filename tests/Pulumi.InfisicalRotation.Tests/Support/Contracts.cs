using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Tests.Conventions;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// The facts about each type that the catalogue does not come from: what the server accepts, and what it answers.
/// </summary>
internal static class Contracts
{
    public static TheoryData<string> Slugs => [.. RotationTypes.All.Select(type => type.Slug)];

    /// <summary>The request that creates a rotation; its members have the names of the inputs.</summary>
    public static JsonObject Create(string slug) => Read(slug, "create.json").AsObject();

    /// <summary>The server's answer to it.</summary>
    public static JsonObject Created(string slug) => Read(slug, "created.json").AsObject();

    /// <summary>The inputs of that request.</summary>
    public static PropertyMap Inputs(string slug) => FieldJson.FromJson(Create(slug));

    /// <summary>The same inputs with everything changed that the server lets change.</summary>
    public static PropertyMap ChangedInputs(string slug)
    {
        var inputs = Inputs(slug).Without("description");
        return Read(slug, "updated.json")["request"]!.AsObject().Aggregate(
            inputs,
            (all, pair) =>
                pair.Value is null ? all : all.With(
                    pair.Key, FieldJson.FromJson(new JsonObject { ["v"] = pair.Value.DeepClone() })["v"]));
    }

    /// <summary>The refusals of the server, each with its request and answer.</summary>
    public static IEnumerable<JsonObject> Errors(string slug) =>
        Read(slug, "errors.json").AsArray().Select(error => error!.AsObject());

    /// <summary>What the server's schema says of the type.</summary>
    public static JsonObject Facts(string slug) => Read(slug, "type.json").AsObject();

    public static RotationType Type(string slug) => RotationTypes.All.Single(type => type.Slug == slug);

    private static JsonNode Read(string slug, string file) =>
        JsonNode.Parse(WorkTree.Read($"tests/Contract/{slug}/{file}"))!;
}

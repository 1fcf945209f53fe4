using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>What is sent, and what is drift, where an optional parameter is left out.</summary>
public sealed class ServerDefaultsTests
{
    /// <summary>Parameters for which the facts name no default, or name two: only the server knows.</summary>
    public static TheoryData<string, string, string> Unknown => new()
    {
        { "hp-ilo-local-account", "sslRejectUnauthorized", "true" },
        { "hp-ilo-local-account", "sslRejectUnauthorized", "false" },
        { "open-router-api-key", "includeByokInLimit", "true" },
        { "open-router-api-key", "includeByokInLimit", "false" },
        { "unix-linux-local-account", "rotationMethod", "\"login-as-target\"" },
        { "unix-linux-local-account", "rotationMethod", "\"login-as-root\"" },
        { "unix-linux-local-account", "useSudo", "true" },
        { "unix-linux-local-account", "useSudo", "false" },
        { "windows-local-account", "rotationMethod", "\"login-as-target\"" },
        { "windows-local-account", "rotationMethod", "\"login-as-root\"" },
    };

    /// <summary>Defaults of the server that are known.</summary>
    public static TheoryData<string, string, string> Known => new()
    {
        { "aws-iam-user-secret", "region", "\"us-east-1\"" },
        { "cloudflare-r2-access-key", "accessLevel", "\"object-read\"" },
        { "hp-ilo-local-account", "rotationMethod", "\"login-as-root\"" },
        { "ldap-password", "rotationMethod", "\"connection-principal\"" },
        { "snowflake-user-key-pair", "modulusLength", "2048" },
        { "stripe-api-key", "keyName", "\"infisical-managed\"" },
    };

    /// <summary>Optional parameters without a default that is known; a text is a value of each.</summary>
    public static TheoryData<string, string> Droppable =>
    [
        .. TypeFacts.Where(fact => !fact.IsTrue("required") && fact["default"] is null && !fact.IsKind("object"))
            .Select(row => row.Data)
            .Where(row => !row.Item2.EndsWith(']')),
    ];

    [Theory]
    [MemberData(nameof(Contracts.Slugs), MemberType = typeof(Contracts))]
    public void Only_given_values_and_the_default_that_earlier_servers_require_are_sent(string slug)
    {
        var given = Contracts.Create(slug)["parameters"]!.AsObject();
        var facts = Contracts.Facts(slug)["parameters"]!.AsArray().Select(fact => fact!.AsObject());
        foreach (var fact in facts.Where(fact => !fact.IsTrue("required")))
        {
            given.Remove(fact["name"]!.GetValue<string>());
        }

        var sent =
            new RotationInputs(
                Contracts.Type(slug), Contracts.Inputs(slug).With("parameters", FieldJson.FromJson(given)))
                .ToNewRotation().Parameters;

        if (slug == "cloudflare-r2-access-key")
        {
            given["accessLevel"] = "object-read";
        }

        Assert.True(JsonNode.DeepEquals(given, sent), sent.ToJsonString());
    }

    [Fact]
    public void A_default_that_is_sent_leaves_another_value_alone()
    {
        var sent =
            new RotationInputs(Contracts.Type("cloudflare-r2-access-key"), Contracts.Inputs("cloudflare-r2-access-key"))
            .ToNewRotation();

        Assert.Equal("object-read-write", sent.Parameters["accessLevel"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public void A_server_default_of_an_omitted_value_is_no_drift(
        string slug, string name, string shown)
    {
        var inputs = TypeFacts.With(slug, $"parameters.{name}", null);

        Assert.Equal(inputs, Read(slug, inputs, name, JsonNode.Parse(shown)));
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public void Adding_a_value_with_a_server_default_is_a_change_and_removing_it_is_none(
        string slug, string name, string input)
    {
        var left = TypeFacts.With(slug, $"parameters.{name}", null);
        var given = TypeFacts.With(slug, $"parameters.{name}", JsonNode.Parse(input));

        Assert.Equal(
            $"parameters.{name}", Assert.Single(InputDiff.Between(Contracts.Type(slug).Inputs, left, given)).Path);
        Assert.Empty(InputDiff.Between(Contracts.Type(slug).Inputs, given, left));
    }

    /// <summary>Some of these parameters cannot be changed: to name what is there must not replace the rotation.</summary>
    [Theory]
    [MemberData(nameof(Unknown))]
    public void Naming_what_the_server_has_chosen_is_no_change(string slug, string name, string input)
    {
        var left = TypeFacts.With(slug, $"parameters.{name}", null);
        var given = TypeFacts.With(slug, $"parameters.{name}", JsonNode.Parse(input));
        var fields = Contracts.Type(slug).Inputs;

        Assert.Empty(InputDiff.Between(fields, left, given, [], shown: given));
        Assert.Equal(
            $"parameters.{name}", Assert.Single(InputDiff.Between(fields, left, given, [], shown: left)).Path);
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public void A_value_other_than_the_input_is_drift(string slug, string name, string shown)
    {
        var other = Unknown.Select(row => row.Data)
            .Single(row => row.Item1 == slug && row.Item2 == name && row.Item3 != shown).Item3;
        var inputs = TypeFacts.With(slug, $"parameters.{name}", JsonNode.Parse(other));

        Assert.Equal(
            TypeFacts.With(slug, $"parameters.{name}", JsonNode.Parse(shown)),
            Read(slug, inputs, name, JsonNode.Parse(shown)));
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public void An_import_takes_over_server_defaults(string slug, string name, string shown)
    {
        var read = Read(slug, PropertyMap.Empty, name, JsonNode.Parse(shown));

        var value = ((PropertyValue.Map)read["parameters"]).Properties[name];
        Assert.Equal(FieldJson.FromJson(new JsonObject { ["v"] = JsonNode.Parse(shown) })["v"], value);
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void A_known_default_equals_an_omitted_value_and_another_value_is_drift(
        string slug, string name, string value)
    {
        var left = TypeFacts.With(slug, $"parameters.{name}", null);
        var input = TypeFacts.With(slug, $"parameters.{name}", JsonNode.Parse(value));

        Assert.Empty(InputDiff.Between(Contracts.Type(slug).Inputs, left, input));
        Assert.Empty(InputDiff.Between(Contracts.Type(slug).Inputs, input, left));
        Assert.Equal(left, Read(slug, left, name, JsonNode.Parse(value)));
        Assert.Equal(input, Read(slug, input, name, null));
    }

    /// <summary>Servers drop what they do not know. It is drift only if this server once had it.</summary>
    [Theory]
    [MemberData(nameof(Droppable))]
    public void A_value_is_missing_only_where_the_server_once_showed_it(string slug, string path)
    {
        var inputs = TypeFacts.With(slug, path, "x");
        var without = TypeFacts.With(slug, path, null);
        var rotation = Answer(slug, FieldJson.ToJson(without)["parameters"]!);

        var ignored = RotationState.ReadInputs(Contracts.Type(slug), inputs, without, rotation);
        var removed = RotationState.ReadInputs(Contracts.Type(slug), inputs, inputs, rotation);

        Assert.Equal(inputs, ignored);
        Assert.Equal(without, removed);
    }

    [Fact]
    public void An_explicit_null_of_the_server_is_drift_even_where_it_never_showed_a_value()
    {
        const string Slug = "open-router-api-key";
        var inputs = TypeFacts.With(Slug, "parameters.limit", 5);
        var parameters = FieldJson.ToJson(inputs)["parameters"]!;
        parameters["limit"] = null;

        var read = RotationState.ReadInputs(
            Contracts.Type(Slug), inputs, PropertyMap.Empty, Answer(Slug, parameters));

        Assert.Equal(TypeFacts.With(Slug, "parameters.limit", null), read);
    }

    /// <summary>
    /// The inputs after a refresh that shows a parameter with this value, or without one where it had one before.
    /// </summary>
    private static PropertyMap Read(string slug, PropertyMap inputs, string name, JsonNode? shown)
    {
        var parameters = Contracts.Created(slug)["secretRotation"]!["parameters"]!;
        if (shown is null)
        {
            parameters.AsObject().Remove(name);
        }
        else
        {
            parameters[name] = shown;
        }

        return RotationState.ReadInputs(Contracts.Type(slug), inputs, inputs, Answer(slug, parameters));
    }

    private static Rotation Answer(string slug, JsonNode parameters)
    {
        var rotation = Contracts.Created(slug)["secretRotation"]!.AsObject();
        rotation["parameters"] = parameters.DeepClone();
        return rotation.Deserialize(ApiJson.Default.RotationWire)!.ToRotation()!;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Catalogue;

/// <summary>
/// Every limit of every parameter, on both sides, as the server's schema has it and not as the catalogue has it.
/// </summary>
public sealed class CatalogueContractTests
{
    /// <summary>Newer servers take 255 characters; a preview warns above 100.</summary>
    private const string LenientName = "open-router-api-key parameters.name";

    /// <summary>The cloud takes 250; a preview warns above 39. See <c>ServerVariantsTests</c>.</summary>
    private const string LenientLength = "hp-ilo-local-account parameters.passwordRequirements.length";

    /// <summary>A rule asks for it where the scope is zones.</summary>
    private const string ZoneIds = "cloudflare-api-token parameters.policies[0].zoneIds";

    /// <summary>Versions of the server have different defaults; see <c>ServerDefaultsTests</c>.</summary>
    private const string UseSudo = "unix-linux-local-account parameters.useSudo";

    /// <summary>The provider sends the name of the rotation where the program gives none.</summary>
    private const string TokenName = "dbt-service-token parameters.tokenName";

    private const string Scope = "cloudflare-api-token parameters.policies[0].scope";

    public static TheoryData<string, string> Every => TypeFacts.Where(_ => true, ZoneIds);

    public static TheoryData<string, string> Required =>
        TypeFacts.Where(fact => fact.IsTrue("required") && fact.IsKind("text"));

    public static TheoryData<string, string> Longest =>
        TypeFacts.Where(fact => fact.IsKind("text") && fact["max"] is not null, LenientName);

    public static TheoryData<string, string> Ranges =>
        TypeFacts.Where(fact => fact.IsKind("number") && fact["min"] is not null, LenientLength);

    public static TheoryData<string, string> Counted =>
        TypeFacts.Where(fact => fact.IsKind("array") && fact["min"] is not null);

    public static TheoryData<string, string> Chosen => TypeFacts.Where(fact => fact["oneOf"] is not null, Scope);

    public static TheoryData<string, string> Defaulted => TypeFacts.Where(fact => fact["default"] is not null, UseSudo);

    [Theory]
    [MemberData(nameof(Every))]
    public void A_parameter_is_optional_where_the_server_accepts_its_absence(string slug, string path)
    {
        var isNeeded = (TypeFacts.At(slug, path).IsTrue("required") || path.EndsWith(']'))
            && $"{slug} {path}" != TokenName;

        var findings = TypeFacts.Check(slug, TypeFacts.With(slug, path, null));

        Assert.Equal(isNeeded ? [path] : [], findings.Select(finding => finding.Path));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void A_parameter_accepts_no_other_kind(string slug, string path)
    {
        JsonNode wrong = TypeFacts.At(slug, path).IsKind("array") ? "text" : new JsonArray("text");

        var finding = Assert.Single(TypeFacts.Check(slug, TypeFacts.With(slug, path, wrong)));

        Assert.Equal(path, finding.Path);
    }

    [Theory]
    [MemberData(nameof(Required))]
    public void A_required_text_is_not_blank(string slug, string path)
    {
        Assert.Equal(path, Assert.Single(TypeFacts.Check(slug, TypeFacts.With(slug, path, ""))).Path);
        Assert.Equal(path, Assert.Single(TypeFacts.Check(slug, TypeFacts.With(slug, path, "  "))).Path);
    }

    [Theory]
    [MemberData(nameof(Longest))]
    public void A_text_has_the_maximum_length_of_the_server(string slug, string path)
    {
        var longest = TypeFacts.At(slug, path).Number("max")!.Value;
        var end = TypeFacts.At(slug, path)["format"]?.GetValue<string>() == "email" ? "@b.co" : "bcdef";
        var text = new string('a', longest - end.Length) + end;

        Assert.Empty(TypeFacts.Check(slug, TypeFacts.With(slug, path, text)));
        Assert.Equal(path, Assert.Single(TypeFacts.Check(slug, TypeFacts.With(slug, path, "a" + text))).Path);
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_number_has_the_range_of_the_server(string slug, string path)
    {
        var fact = TypeFacts.At(slug, path);
        var least = fact.Number("min")!.Value;

        Assert.Equal(
            fact.IsTrue("minIsExclusive"), TypeFacts.Check(slug, TypeFacts.With(slug, path, least)).Length > 0);
        Assert.Empty(TypeFacts.Check(slug, TypeFacts.With(slug, path, least + 1)));
        Assert.Equal(path, Assert.Single(TypeFacts.Check(slug, TypeFacts.With(slug, path, least - 1))).Path);
        if (fact.Number("max") is { } most)
        {
            Assert.Empty(TypeFacts.Check(slug, TypeFacts.With(slug, path, most)));
            Assert.Equal(path, Assert.Single(TypeFacts.Check(slug, TypeFacts.With(slug, path, most + 1))).Path);
        }
    }

    [Theory]
    [MemberData(nameof(Counted))]
    public void A_list_has_the_maximum_size_of_the_server(string slug, string path)
    {
        Assert.Equal(path, Assert.Single(TypeFacts.Check(slug, TypeFacts.With(slug, path, new JsonArray()))).Path);
        if (TypeFacts.At(slug, path).Number("max") is { } most)
        {
            var item = Contracts.Create(slug)["parameters"]![path.Split('.')[1]]!.AsArray()[0]!;
            Assert.Empty(TypeFacts.Check(slug, TypeFacts.With(slug, path, Copies(item, most))));
            Assert.Equal(
                path, Assert.Single(TypeFacts.Check(slug, TypeFacts.With(slug, path, Copies(item, most + 1)))).Path);
        }
    }

    [Theory]
    [MemberData(nameof(Chosen))]
    public void Exactly_the_values_that_the_server_knows_are_accepted(string slug, string path)
    {
        var isNumber = TypeFacts.At(slug, path).IsKind("number");
        var choices = TypeFacts.At(slug, path)["oneOf"]!.AsArray().Select(choice => choice!.GetValue<string>());
        foreach (var choice in choices)
        {
            Assert.Empty(
                TypeFacts.Check(
                    slug, TypeFacts.With(
                        slug, path, isNumber ? double.Parse(choice, CultureInfo.InvariantCulture) : choice)));
        }

        Assert.Equal(
            path, Assert.Single(
                TypeFacts.Check(slug, TypeFacts.With(slug, path, isNumber ? 3072 : "something-else"))).Path);
    }

    [Theory]
    [MemberData(nameof(Defaulted))]
    public void A_default_of_the_server_equals_an_omitted_value(string slug, string path)
    {
        var fact = TypeFacts.At(slug, path);
        var left = TypeFacts.With(slug, path, null);
        var other = fact.IsKind("number") ? 4096 : (JsonNode)fact["oneOf"]!.AsArray()[^1]!.GetValue<string>();

        Assert.Empty(Changes(slug, left, TypeFacts.With(slug, path, fact["default"]!.DeepClone())));
        Assert.Equal(path, Assert.Single(Changes(slug, left, TypeFacts.With(slug, path, other))).Path);
    }

    [Theory]
    [MemberData(nameof(Contracts.Slugs), MemberType = typeof(Contracts))]
    public void The_names_are_those_of_the_server(string slug)
    {
        var facts = Contracts.Facts(slug);
        var type = Contracts.Type(slug);

        // Earlier servers require a third secret of this type; later ones drop it.
        string[] dropped = slug == "cloudflare-r2-access-key" ? ["apiToken"] : [];

        Assert.Equal(Names(facts["parameters"]), type.Parameters.Select(field => field.Name));
        Assert.Equal(Names(facts["temporaryParameters"]), type.TemporaryParameters.Select(field => field.Name));
        Assert.Equal(
            [.. facts["secretsMapping"]!.AsArray().Select(name => name!.ToString()), .. dropped],
            type.SecretsMapping.Select(field => field.Name));
        Assert.All(type.SecretsMapping, field => Assert.Equal(!dropped.Contains(field.Name), field.IsRequired));
        Assert.Equal(Texts(facts["apps"]).Order(), type.ConnectionApps.Order());
        Assert.Equal(facts["title"]!.GetValue<string>(), type.Title);
    }

    [Theory]
    [MemberData(nameof(Contracts.Slugs), MemberType = typeof(Contracts))]
    public void A_change_of_an_immutable_parameter_replaces(string slug)
    {
        var immutable = Texts(Contracts.Facts(slug)["immutable"]);

        var replacing = Contracts.Type(slug).Parameters.Where(field => field.Replaces).Select(field => field.Name);

        Assert.Empty(immutable.Except(replacing));
    }

    [Theory]
    [MemberData(nameof(Contracts.Slugs), MemberType = typeof(Contracts))]
    public void The_maximum_age_of_a_key_is_the_interval_times_the_valid_credentials(string slug)
    {
        var slots = Contracts.Facts(slug)["slots"]!.GetValue<int>();

        Assert.Equal(30 * slots, RotationState.MaxKeyAgeDays(Contracts.Type(slug), isAutoRotationEnabled: true, 30));
        Assert.Null(RotationState.MaxKeyAgeDays(Contracts.Type(slug), isAutoRotationEnabled: false, 30));
        Assert.Equal(
            int.MaxValue, RotationState.MaxKeyAgeDays(Contracts.Type(slug), isAutoRotationEnabled: true, int.MaxValue));
    }

    [Theory]
    [MemberData(nameof(Contracts.Slugs), MemberType = typeof(Contracts))]
    public void The_interval_has_the_limit_of_the_type(string slug)
    {
        // Databricks limits the lifetime of a secret, which Infisical checks before it issues one.
        var longest = slug == "databricks-service-principal-secret" ? 363 : Contracts.Facts(slug)
            .Number("intervalAtMost");

        Assert.Empty(TypeFacts.Check(slug, Contracts.Inputs(slug).With("rotationInterval", longest ?? int.MaxValue)));
        Assert.Equal(
            "rotationInterval",
            Assert.Single(
                TypeFacts.Check(
                    slug, Contracts.Inputs(slug)
                    .With("rotationInterval", (longest ?? (double)int.MaxValue) + 1))).Path);
    }

    private static JsonArray Copies(JsonNode item, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => item.DeepClone())];

    private static IEnumerable<string> Names(JsonNode? fields) =>
        fields?.AsArray().Select(field => field!["name"]!.GetValue<string>()) ?? [];

    private static IEnumerable<string> Texts(JsonNode? list) =>
        list?.AsArray().Select(text => text!.GetValue<string>()) ?? [];

    private static System.Collections.Immutable.ImmutableArray<PropertyChange> Changes(
        string slug, PropertyMap before, PropertyMap after) =>
        InputDiff.Between(Contracts.Type(slug).Inputs, before, after);
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>
/// The refusals of the server, written in <c>tests/Contract/*/errors.json</c> independently of the catalogue, replayed
/// against Check and Diff: a preview reports what the inputs alone show, and leaves to the server what only it knows.
/// </summary>
public sealed class CheckContractTests
{
    private const string OpenRouterName = "the parameter name is too long";

    /// <summary>
    /// The texts of a refusal with status 400 that is about the inputs alone, and the input each is about.
    /// </summary>
    private static readonly ImmutableArray<(string Text, string Path)> TextsAboutInputs =
    [
        ("Secrets mapping keys must be unique", "secretsMapping"),
        ("Azure does not support token duration", "rotationInterval"),
    ];

    /// <summary>
    /// Cases that the server refuses and Check lets pass, each with the reason; of every type where the slug is empty.
    /// </summary>
    private static readonly ImmutableArray<(string Slug, string Case, string Reason)> Exceptions =
    [
        ("", "the parameter rotationStatement is blank", "a blank optional text is not sent"),
        ("stripe-api-key", "the parameter keyName is blank", "a blank optional text is not sent"),
        ("open-router-api-key", OpenRouterName, "newer servers take 255 characters; a preview warns above 100"),
    ];

    public static TheoryData<string, string> AboutInputs =>
        Rows((slug, error) => Path(error) is not null && !IsException(slug, Case(error)));

    public static TheoryData<string, string> Blank =>
        Rows((slug, error) => IsException(slug, Case(error)) && Case(error) != OpenRouterName);

    public static TheoryData<string, string> AboutTheServer =>
        Rows((_, error) => Path(error) is null && Method(error) == "POST" && error["body"] is not null);

    /// <summary>
    /// A directory's default method is refused where it was left out before; here both are the same, and nothing is
    /// sent.
    /// </summary>
    public static TheoryData<string, string> AboutChanges => Rows(
        (slug, error) => Method(error) == "PATCH" && error["after"] is not null && slug != "ldap-password");

    [Theory]
    [MemberData(nameof(AboutInputs))]
    public void A_refusal_of_the_inputs_is_found_by_the_check_at_the_path_that_the_server_names(
        string slug, string named)
    {
        var error = Error(slug, named);
        var path = Path(error)!;

        var failure = Assert.Single(Check(slug, error));

        // A hidden value has its path in the reason, so that the engine does not print it.
        var reported = failure.Path.Length > 0 ? failure.Path : failure.Reason.Split(' ')[0];
        Assert.True(PropertyPath.IsWithin(reported, path), $"{path} is reported at {reported}: {failure.Reason}");
        Assert.Equal(path.StartsWith("temporaryParameters", StringComparison.Ordinal), failure.Path.Length == 0);
    }

    [Theory]
    [MemberData(nameof(Blank))]
    public void A_blank_optional_text_passes_and_is_not_sent(string slug, string named)
    {
        var error = Error(slug, named);

        Assert.Empty(Check(slug, error));

        var sent = new RotationInputs(Contracts.Type(slug), Inputs(error)).ToNewRotation();
        Assert.DoesNotContain(Path(error)!.Split('.')[1], sent.Parameters.Select(pair => pair.Key));
    }

    [Fact]
    public void A_name_that_only_newer_servers_accept_passes_with_a_warning()
    {
        var error = Error("open-router-api-key", OpenRouterName);

        Assert.Empty(Check("open-router-api-key", error));

        var warning = Assert.Single(
            new RotationInputs(Contracts.Type("open-router-api-key"), Inputs(error)).CreationWarnings());
        Assert.StartsWith("parameters.name has 101 characters", warning, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AboutTheServer))]
    public void Inputs_that_only_the_server_can_refuse_pass_the_check(string slug, string named) =>
        Assert.Empty(Check(slug, Error(slug, named)));

    [Theory]
    [MemberData(nameof(AboutChanges))]
    public void A_change_that_the_server_refuses_replaces(string slug, string named)
    {
        var changes = Changes(slug, Error(slug, named));

        Assert.Contains(
            changes, change => change.Replaces && change.Path.StartsWith("parameters.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_default_that_is_refused_as_a_change_is_no_change() =>
        Assert.Empty(
            Changes("ldap-password", Error("ldap-password", "the parameter rotationMethod can not be changed")));

    [Fact]
    public void Every_case_is_replayed_or_has_no_inputs()
    {
        var all = Rows((_, _) => true);
        var withoutInputs =
            Rows((_, error) => (Path(error) is null && error["body"] is null)
            || (Method(error) == "PATCH" && error["after"] is null));

        // The counts of thirty types; another type adds to them.
        Assert.InRange(all.Count, 482, int.MaxValue);
        Assert.InRange(AboutInputs.Count, 211, int.MaxValue);
        Assert.InRange(AboutTheServer.Count, 151, int.MaxValue);
        Assert.InRange(AboutChanges.Count, 8, int.MaxValue);
        Assert.Equal(
            all.Count - 1,
            AboutInputs.Count + Blank.Count + 1 + AboutTheServer.Count + AboutChanges.Count + withoutInputs.Count);
    }

    [Fact]
    public void Every_exception_is_an_existing_case() => Assert.All(Exceptions, exception => Assert.NotEmpty(
        Rows((slug, error) => IsMatch(exception, slug, Case(error)) && Path(error) is not null)));

    private static ImmutableArray<PropertyChange> Changes(string slug, JsonObject error)
    {
        var before = Contracts.Inputs(slug);
        return InputDiff.Between(
            Contracts.Type(slug).Inputs, before,
            before.With("parameters", FieldJson.FromJson(error["body"]!["parameters"]!.AsObject())));
    }

    private static ImmutableArray<InputError> Check(string slug, JsonObject error)
    {
        using var provider = new InfisicalProvider(TimeProvider.System, _ => null);
        provider.Configure(PropertyMap.Empty);
        var token = PackageInfo.Token(Contracts.Type(slug).TypeName);
        return provider.Check(
            new CheckCall(
                token, "r", $"urn:pulumi:dev::test::{token}::r", PropertyMap.Empty, Inputs(error), null)).Errors;
    }

    private static PropertyMap Inputs(JsonObject error) => FieldJson.FromJson(error["body"]!.AsObject());

    private static bool IsException(string slug, string named) =>
        Exceptions.Any(one => IsMatch(one, slug, named));

    private static bool IsMatch((string Slug, string Case, string Reason) exception, string slug, string named) =>
        (exception.Slug.Length == 0 || exception.Slug == slug) && exception.Case == named;

    /// <summary>
    /// The input that a refusal is about, such as <c>parameters.policies[0].zoneIds</c>; null where it is not about the
    /// inputs alone.
    /// </summary>
    private static string? Path(JsonObject error) => error["answer"]!["message"] switch
    {
        JsonArray issues => issues.Single()!["path"]!.AsArray().Select(step => step!.ToString()).Aggregate(
            "", (path, step) => int.TryParse(step, out var index) ? PropertyPath.Item(path, index)
                : PropertyPath.Member(path, step)),
        var text =>
            TextsAboutInputs.FirstOrDefault(
                one => text!.ToString().StartsWith(one.Text, StringComparison.Ordinal)).Path,
    };

    private static string Case(JsonObject error) => error["case"]!.GetValue<string>();

    private static string Method(JsonObject error) => error["request"]!.GetValue<string>().Split(' ')[0];

    private static JsonObject Error(string slug, string named) =>
        Contracts.Errors(slug).Single(error => Case(error) == named);

    private static TheoryData<string, string> Rows(Func<string, JsonObject, bool> wanted)
    {
        var rows = new TheoryData<string, string>();
        foreach (var type in RotationTypes.All)
        {
            foreach (var error in Contracts.Errors(type.Slug).Where(error => wanted(type.Slug, error)))
            {
                rows.Add(type.Slug, Case(error));
            }
        }

        return rows;
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Fields;

/// <summary>
/// Limits of single parameters that no number says, on both sides, held against the server's own pattern where there is
/// one.
/// </summary>
public sealed class RulesTests
{
    private static readonly string[] Accounts =
    [
        "a", "svc-app", "svc_app", "svc.app", "-a", "_a", ".a", "a.", "a-", "a.b.", "Administrator", "SYSTEM", "guest",
            "DefaultAccount", "guests", "1",
        "a b", "a@b", "\u00e4", "a/b", "a;b", "a:b",
    ];

    private static readonly string[] Symbols =
    [
        .. "!@#$%^&*()_+-=[]{};':\\|,.<>/?~".Select(symbol => symbol.ToString()), "abc", "ab1", "a-", "-;", "-'", "-|",
            "- _", "-_.~!*", "\u20ac",
    ];

    private static readonly string[] Statements =
    [
        "ALTER USER \"{{username}}\" WITH PASSWORD '{{password}}'", "{{username}}", "{{password}}", "none",
            "{{database}}", "{{username}} {{database}}",
        "{{username}}\n{{password}}", "{{password}} {{username}}", "{{username}} {{password}} {{database}}",
            "{{username}} {{password}} {{other}}",
        "{{username}} {{password}} {{usernames}}", "{username} {password}",
    ];

    /// <summary>Every text for every parameter of which the server has a pattern.</summary>
    public static TheoryData<string, string, string> Patterned
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var row in TypeFacts.Where(fact => fact["pattern"] is not null))
            {
                var (slug, path) = row.Data;
                var texts = path.EndsWith("Statement", StringComparison.Ordinal) ? Statements
                    : path.EndsWith("Symbols", StringComparison.Ordinal) ? Symbols : Accounts;
                foreach (var text in texts)
                {
                    rows.Add(slug, path, text);
                }
            }

            return rows;
        }
    }

    /// <summary>Symbols for Windows that another version of the server accepts are a warning.</summary>
    [Theory]
    [MemberData(nameof(Patterned))]
    public void A_text_fits_the_pattern_of_the_server(string slug, string path, string text)
    {
        var fits =
            Regex.IsMatch(
                text, TypeFacts.At(slug, path)["pattern"]!.GetValue<string>(), RegexOptions.None,
                TimeSpan.FromSeconds(1));

        var inputs = TypeFacts.With(slug, path, text);
        var findings = TypeFacts.Check(slug, inputs);
        if (slug == "windows-local-account" && path.EndsWith("Symbols", StringComparison.Ordinal) && findings.IsEmpty && !fits)
        {
            findings = TypeFacts.Warnings(slug, inputs);
        }

        Assert.Equal(fits ? [] : [path], findings.Select(finding => finding.Path).Distinct());
    }

    /// <summary>What all server versions refuse is an error, and what some of them refuse is a warning.</summary>
    [Theory]
    [InlineData("a;b", true, false)]
    [InlineData("a|b", true, false)]
    [InlineData("a;b c", true, false)]
    [InlineData("a'b", false, true)]
    [InlineData("a\"b", false, true)]
    [InlineData("a`b", false, true)]
    [InlineData("x7 y", false, true)]
    [InlineData("a$b", false, true)]
    [InlineData("a&b", false, true)]
    [InlineData("a(b", false, true)]
    [InlineData("a)b", false, true)]
    [InlineData("a\nb", false, true)]
    [InlineData("a-b_c!", false, false)]
    public void A_password_for_Windows_has_the_characters_that_a_server_accepts(
        string password, bool isRefused, bool isWarned)
    {
        const string Slug = "windows-local-account";
        var inputs = Contracts.Inputs(Slug)
            .With("temporaryParameters", PropertyMap.Empty.With("password", password));

        var findings = TypeFacts.Check(Slug, inputs);
        var warnings = TypeFacts.Warnings(Slug, inputs);

        Assert.Equal(isRefused ? ["temporaryParameters.password"] : [], findings.Select(finding => finding.Path));
        Assert.Equal(isWarned ? ["temporaryParameters.password"] : [], warnings.Select(finding => finding.Path));
        Assert.DoesNotContain(
            findings.Concat(warnings),
            finding => finding.Reason.Contains(password, StringComparison.Ordinal) || !finding.IsHidden);
    }

    [Theory]
    [InlineData("cn=app,dc=example,dc=com", true)]
    [InlineData("CN = app, DC=example", true)]
    [InlineData("app@example.com", true)]
    [InlineData("app", false)]
    [InlineData("=app", false)]
    [InlineData("cn=", false)]
    [InlineData("a@b@c", false)]
    [InlineData("@example.com", false)]
    [InlineData("app@", false)]
    [InlineData("my app@example.com", false)]
    public void A_directory_account_has_a_distinguished_or_a_principal_name(string name, bool fits) =>
        AssertFits(fits, "ldap-password", "parameters.dn", name);

    [Theory]
    [InlineData(64, 'a', true)]
    [InlineData(65, 'a', false)]
    [InlineData(1, '+', true)]
    [InlineData(1, '=', true)]
    [InlineData(1, ',', true)]
    [InlineData(1, '.', true)]
    [InlineData(1, '@', true)]
    [InlineData(1, '_', true)]
    [InlineData(1, '-', true)]
    [InlineData(1, ' ', false)]
    [InlineData(1, ':', false)]
    [InlineData(1, '/', false)]
    [InlineData(1, '!', false)]
    [InlineData(1, '\u00e4', false)]
    public void An_IAM_user_name_has_the_form_that_IAM_accepts(int length, char letter, bool fits) =>
        AssertFits(
            fits, "aws-iam-user-secret", "parameters.userName", length == 1 ? $"a{letter}b"
            : new string(letter, length));

    [Theory]
    [InlineData("a@b", true)]
    [InlineData("a.b@example.com", true)]
    [InlineData("@example.com", false)]
    [InlineData("a@", false)]
    [InlineData("example.com", false)]
    [InlineData("a b@example.com", false)]
    public void A_service_account_has_an_email_address(string address, bool fits) =>
        AssertFits(fits, "gcp-service-account-key", "parameters.serviceAccountEmail", address);

    [Theory]
    [InlineData("account", false, null)]
    [InlineData("account", true, "parameters.policies[0].zoneIds is allowed only if scope is zones.")]
    [InlineData("all-zones", false, null)]
    [InlineData("all-zones", true, "parameters.policies[0].zoneIds is allowed only if scope is zones.")]
    [InlineData("zones", true, null)]
    [InlineData("zones", false, "parameters.policies[0].zoneIds is required if scope is zones.")]
    public void Zones_are_given_only_for_the_scope_zones(string scope, bool hasZones, string? finding)
    {
        var policy =
            new JsonObject { ["effect"] = "deny", ["scope"] = scope, ["permissionGroupIds"] = new JsonArray("g") };
        policy["zoneIds"] = hasZones ? new JsonArray("z") : null;

        var findings =
            TypeFacts.Check(
                "cloudflare-api-token", TypeFacts.With("cloudflare-api-token", "parameters.policies[0]", policy));

        Assert.Equal(finding is null ? [] : [finding], findings.Select(one => $"{one.Path} {one.Reason}"));
    }

    [Theory]
    [InlineData("a", "eu", "a", "eu", true)]
    [InlineData("a", "eu", "a", "fedramp", false)]
    [InlineData("a", "eu", "b", "eu", false)]
    [InlineData("a", null, "a", "default", true)]
    [InlineData("a", null, "a", null, true)]
    [InlineData("a", null, "a", "eu", false)]
    public void A_bucket_is_named_once_for_each_jurisdiction(
        string name, string? jurisdiction, string otherName, string? otherJurisdiction, bool isTwice)
    {
        var buckets = new JsonArray(
            new JsonObject { ["name"] = name, ["jurisdiction"] = jurisdiction },
                new JsonObject { ["name"] = otherName, ["jurisdiction"] = otherJurisdiction });

        var findings =
            TypeFacts.Check(
                "cloudflare-r2-access-key", TypeFacts.With("cloudflare-r2-access-key", "parameters.buckets", buckets));

        Assert.Equal(isTwice ? ["parameters.buckets[1]"] : [], findings.Select(finding => finding.Path));
    }

    [Theory]
    [InlineData(54, true)]
    [InlineData(55, true)]
    [InlineData(56, false)]
    public void More_than_55_options_are_a_warning(int count, bool fits) =>
        AssertWarned(!fits, Options([.. Enumerable.Range(0, count).Select(index => $"a{index}")]));

    [Theory]
    [InlineData("{}", true)]
    [InlineData("[]", false)]
    [InlineData("1", false)]
    [InlineData("{", false)]
    public void Options_are_a_JSON_object(string text, bool fits) =>
        AssertFits(fits, "litellm-api-key", "parameters.additionalOptions", text);

    [Fact]
    public void Every_option_that_the_server_sets_itself_is_refused_or_a_warning()
    {
        // An earlier version of the server accepts these.
        string[] later = ["allowed_routes", "permission", "object_permission"];
        var forbidden = Contracts.Facts("litellm-api-key")["parameterRules"]!.AsArray()
            .Single()!["forbidden"]!.AsArray().Select(name => name!.ToString()).ToList();

        Assert.Equal(12, forbidden.Count);
        Assert.All(
            forbidden.Except(later),
            name => AssertFits(
                false, "litellm-api-key", "parameters.additionalOptions", Options(["max_budget", name])));
        Assert.All(later, name => AssertWarned(true, Options(["max_budget", name])));
    }

    [Theory]
    [InlineData(4, 1, 1, 1, 1, true)]
    [InlineData(3, 1, 1, 1, 1, false)]
    [InlineData(8, 0, 0, 0, 0, false)]
    [InlineData(8, 0, 0, 0, 1, true)]
    [InlineData(8, 8, 0, 0, 0, true)]
    [InlineData(8, 8, 0, 0, 1, false)]
    public void Required_characters_are_some_and_fit_the_length(
        int length, int digits, int lowercase, int uppercase, int symbols, bool fits)
    {
        var required =
            new JsonObject
            {
                ["digits"] = digits,
                ["lowercase"] = lowercase,
                ["uppercase"] = uppercase,
                ["symbols"] = symbols
            };
        var rows = TypeFacts.Where(
            fact => fact["rules"]?.ToJsonString().Contains("some-class-required", StringComparison.Ordinal) == true);
        Assert.InRange(rows.Count, 10, int.MaxValue);
        foreach (var row in rows)
        {
            var (slug, path) = row.Data;
            var findings =
                TypeFacts.Check(
                    slug, TypeFacts.With(
                        slug, path, new JsonObject { ["length"] = length, ["required"] = required.DeepClone() }));

            Assert.Equal(fits ? [] : [$"{path}.required"], findings.Select(finding => finding.Path));
        }
    }

    [Theory]
    [InlineData("123456789012", true)]
    [InlineData("12345678901", false)]
    [InlineData("1234567890123", false)]
    [InlineData("12345678901a", false)]
    [InlineData("a23456789012", false)]
    public void An_AWS_account_has_12_digits(string account, bool fits) =>
        Assert.Equal(fits, !AwsRules.AccountId(account).Any());

    private static string Options(IEnumerable<string> names) =>
        new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)1))).ToJsonString();

    private static void AssertWarned(bool isWarned, string options)
    {
        const string Path = "parameters.additionalOptions";
        var inputs = TypeFacts.With("litellm-api-key", Path, options);

        Assert.Empty(TypeFacts.Check("litellm-api-key", inputs));
        Assert.Equal(
            isWarned ? [Path] : [], TypeFacts.Warnings("litellm-api-key", inputs).Select(finding => finding.Path));
    }

    private static void AssertFits(bool fits, string slug, string path, string text) =>
        Assert.Equal(
            fits ? [] : [path],
            TypeFacts.Check(slug, TypeFacts.With(slug, path, text)).Select(finding => finding.Path));
}

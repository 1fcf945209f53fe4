using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Fields;

/// <summary>
/// The finding about a secret value has its path and what would be right, and never the value; it names no property,
/// because the engine prints the value of one that is named.
/// </summary>
public sealed class SecretInputTests
{
    /// <summary>Type, path, wrong value and the whole reason where the value is secret.</summary>
    public static TheoryData<string, string, object, string> Wrong => new()
    {
        { "aws-iam-user-secret", "rotationInterval", 77.5,
            "rotationInterval is out of range; give a whole number of at least 1." },
        { "aws-iam-user-secret", "rotateAtUtc.hours", 77d,
            "rotateAtUtc.hours is out of range; give a whole number from 0 to 23." },
        { "snowflake-user-key-pair", "parameters.modulusLength", 77d,
            "parameters.modulusLength is invalid; give a whole number: 2048 or 4096." },
        { "aws-iam-user-secret", "isAutoRotationEnabled", 77d,
            "isAutoRotationEnabled is a number; give true or false." },
        { "aws-iam-user-secret", "isAutoRotationEnabled", "77",
            "isAutoRotationEnabled is a string; give true or false." },
        { "aws-iam-user-secret", "description", true, "description is a boolean; give a string." },
        { "aws-iam-user-secret", "connectionId", "77",
            "connectionId is invalid; give a UUID, such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301." },
        { "supabase-api-key", "parameters.keyType", "77",
            "parameters.keyType is invalid; give one of publishable, secret." },
        { "cloudflare-api-token", "parameters.allowedIps[0]", "77/",
            "parameters.allowedIps[0] is invalid; give an IP address or a CIDR block" },
        { "cloudflare-api-token", "parameters.policies[0].scope", "77",
            "parameters.policies[0].scope is invalid; give one of account," },
        { "aws-iam-user-secret", "secretsMapping.accessKeyId", "77/",
            "secretsMapping.accessKeyId is invalid; give a name without" },
        { "aws-iam-user-secret", "secretsMapping.secretAccessKey", "CI_ACCESS_KEY_ID",
            "secretsMapping.secretAccessKey is invalid, the same as accessKeyId;" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_invalid_secret_is_reported_without_its_value(string slug, string path, object wrong, string reason)
    {
        var value = Value(wrong);
        PropertyValue[] wrapped =
            [new PropertyValue.Secret(value), new PropertyValue.Output(value, IsSecret: true, [])];
        foreach (var hidden in wrapped)
        {
            var failure = Failure(slug, path, hidden);

            Assert.Equal("", failure.Path);
            Assert.StartsWith(reason, failure.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain(Shown(wrong), failure.Reason, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void The_same_value_is_quoted_where_it_is_no_secret(string slug, string path, object wrong, string reason)
    {
        PropertyValue[] wrapped = [Value(wrong), new PropertyValue.Output(Value(wrong), IsSecret: false, [])];
        foreach (var plain in wrapped)
        {
            var failure = Failure(slug, path, plain);

            Assert.Equal(path, failure.Path);
            Assert.StartsWith(path, reason, StringComparison.Ordinal);
            Assert.Contains(Shown(wrong), failure.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("hp-ilo-local-account")]
    [InlineData("ldap-password")]
    [InlineData("unix-linux-local-account")]
    [InlineData("windows-local-account")]
    public void A_field_that_is_secret_in_the_schema_needs_no_secret_mark(string slug)
    {
        var inputs = Contracts.Inputs(slug);

        var member =
            Assert.Single(
                TypeFacts.Check(slug, inputs.With("temporaryParameters", PropertyMap.Empty.With("password", 77d))))
                .ForEngine();
        Assert.Equal("", member.Path);
        Assert.StartsWith(
            "temporaryParameters.password is a number; give a string.", member.Reason, StringComparison.Ordinal);

        var whole = Assert.Single(TypeFacts.Check(slug, inputs.With("temporaryParameters", "77"))).ForEngine();
        Assert.Equal(new InputError("", "temporaryParameters is a string; give an object with password."), whole);

        var unknown = TypeFacts.Check(slug, inputs.With("temporaryParameters", PropertyMap.Empty.With("passwort", "77")))
            [^1].ForEngine();
        Assert.Equal("", unknown.Path);
        Assert.StartsWith("temporaryParameters.passwort is not a member", unknown.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frequency", "text", false)]
    [InlineData("myPassword", "text", true)]
    [InlineData("clientSecret", "text", true)]
    [InlineData("TOKENS", "text", true)]
    [InlineData("apiKey", "text", true)]
    [InlineData("credentials", "text", true)]
    [InlineData("temporaryParamters", "text", true)]
    [InlineData("temporaryParamters", 1d, true)]
    [InlineData("frequency", 1d, false)]
    [InlineData("frequency", true, false)]
    public void An_unknown_name_is_quoted_only_where_its_value_is_certainly_no_secret(
        string name, object value, bool isHidden)
    {
        AssertNamed(name, Value(value), isHidden);
        AssertNamed(name, new PropertyValue.Secret(Value(value)), isHidden: true);
        AssertNamed(name, new PropertyValue.List([Value(value)]), isHidden: true);
        AssertNamed(name, PropertyMap.Empty.With("a", Value(value)), isHidden: true);
    }

    [Fact]
    public void An_unknown_name_below_an_input_is_quoted_unless_the_input_contains_a_secret()
    {
        var user = PropertyMap.Empty.With("userName", "ci-bot");

        Assert.Equal("parameters.accessKey", Report(user.With("accessKey", "77")).Path);
        Assert.Equal("", Report(user.With("accessKey", new PropertyValue.Secret("77"))).Path);
        Assert.Equal(
            "", Report(user.With("userName", new PropertyValue.Secret("ci-bot")).With("accessKey", "77")).Path);

        static InputError Report(PropertyMap parameters) =>
            Assert.Single(
                TypeFacts.Check(
                    "aws-iam-user-secret", Contracts.Inputs("aws-iam-user-secret").With("parameters", parameters)))
                    .ForEngine();
    }

    private static void AssertNamed(string name, PropertyValue value, bool isHidden)
    {
        var failure =
            Assert.Single(TypeFacts.Check("ldap-password", Contracts.Inputs("ldap-password").With(name, value)))
            .ForEngine();

        Assert.Equal(
            (isHidden ? "" : name, isHidden),
            (failure.Path, failure.Reason.StartsWith($"{name} is not an input", StringComparison.Ordinal)));
    }

    /// <summary>The failure for a value at a path, with the marks that are around it.</summary>
    private static InputError Failure(string slug, string path, PropertyValue value)
    {
        var whole = TypeFacts.With(slug, path, "placeholder");
        return Assert.Single(TypeFacts.Check(slug, ((PropertyValue.Map)Put(whole, value)).Properties)).ForEngine();
    }

    private static PropertyValue Put(PropertyValue whole, PropertyValue value) => whole switch
    {
        PropertyValue.Text { Value: "placeholder" } => value,
        PropertyValue.List list => new PropertyValue.List([.. list.Items.Select(item => Put(item, value))]),
        PropertyValue.Map map =>
            PropertyMap.From(map.Properties.Select(pair => KeyValuePair.Create(pair.Key, Put(pair.Value, value)))),
        _ => whole,
    };

    private static PropertyValue Value(object value) =>
        value switch { double number => number, bool flag => flag, var text => (string)text };

    private static string Shown(object value) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(value is true ? "is true" : value)}");
}

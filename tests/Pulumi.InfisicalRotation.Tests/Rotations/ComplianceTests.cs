using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

public sealed class ComplianceTests
{
    [Theory]
    [InlineData(45, 90)]
    [InlineData(1, 2)]
    [InlineData(30, 1000)]
    public async Task A_schedule_that_keeps_the_limit_is_accepted(int interval, int allowed)
    {
        await using var engine = await ProviderHarness.Start();

        Assert.Empty(Errors(engine, Inputs(engine, interval, allowed)));
    }

    [Theory]
    [InlineData(46, 90, "rotationInterval is 46, so a credential can reach an age of 92 days (2 × rotationInterval); complianceMaxAgeDays allows 90. Use at most 45.")]
    [InlineData(1, 1, "rotationInterval is 1, so a credential can reach an age of 2 days (2 × rotationInterval); complianceMaxAgeDays allows 1. No interval of whole days is short enough for this type.")]
    public async Task A_schedule_beyond_the_limit_is_an_error_at_the_interval(int interval, int allowed, string expected)
    {
        await using var engine = await ProviderHarness.Start();

        Assert.Equal(expected, Assert.Single(Errors(engine, Inputs(engine, interval, allowed))));
    }

    [Fact]
    public async Task A_paused_rotation_has_no_limit_and_is_an_error()
    {
        await using var engine = await ProviderHarness.Start();

        var error = Assert.Single(Errors(engine, Inputs(engine, 30, 90).With("isAutoRotationEnabled", false)));

        Assert.StartsWith("isAutoRotationEnabled is false", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_of_the_provider_configuration_counts()
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(engine.Configuration().With("complianceMaxAgeDays", 30d));

        Assert.Contains("complianceMaxAgeDays allows 30", Assert.Single(Errors(engine, engine.Inputs())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_with_one_slot_reaches_the_interval_only()
    {
        await using var engine = await ProviderHarness.Start(token: "infisical-rotation:index:LdapPasswordRotation");
        var inputs = Inputs(engine, 90, 90)
            .With("parameters", PropertyMap.Empty.With("dn", "cn=app,dc=example,dc=com"))
            .With("secretsMapping", PropertyMap.Empty.With("dn", "DN").With("password", "PASSWORD"));

        Assert.Empty(Errors(engine, inputs));
        Assert.Contains(
            "an age of 91 days (1 × rotationInterval)",
            Assert.Single(Errors(engine, inputs.With("rotationInterval", 91d))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_interval_or_type_is_not_judged()
    {
        await using var engine = await ProviderHarness.Start(token: "infisical-rotation:index:SecretRotation");
        var inputs = Inputs(engine, 90, 1);

        Assert.Empty(Errors(engine, inputs.With("type", "a-future-type")));
        Assert.Empty(Errors(engine, inputs
            .With("type", "aws-iam-user-secret").With("rotationInterval", PropertyValue.Unknown.Instance)));
        Assert.NotEmpty(Errors(engine, inputs.With("type", "aws-iam-user-secret")));
    }

    [Fact]
    public async Task A_secret_limit_is_reported_without_a_path()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = Inputs(engine, 90, 1)
            .With("complianceMaxAgeDays", new PropertyValue.Secret(new PropertyValue.Number(1)));

        var answer = Check(engine, inputs);

        Assert.Equal("", Assert.Single(answer.Errors).Path);
    }

    private static PropertyMap Inputs(ProviderHarness engine, int interval, int allowed) => engine.Inputs()
        .With("rotationInterval", (double)interval).With("complianceMaxAgeDays", (double)allowed);

    private static CheckAnswer Check(ProviderHarness engine, PropertyMap inputs) => engine.Provider.Check(
        new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, inputs, null));

    private static IEnumerable<string> Errors(ProviderHarness engine, PropertyMap inputs) =>
        Check(engine, inputs).Errors.Select(error => error.ToString());
}

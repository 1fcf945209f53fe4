using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>What is stored of a rotation, from the answer alone.</summary>
public sealed class RotationStateTests
{
    private const string Slug = "aws-iam-user-secret";

    private static readonly DateTimeOffset Next = new(2026, 9, 1, 2, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("success", true, 0, "healthy")]
    [InlineData("failed", true, 0, "failed")]
    [InlineData("failed", false, 0, "failed")]
    [InlineData("success", false, 0, "paused")]
    [InlineData("success", false, 100, "paused")]
    [InlineData("success", true, 100, "overdue")]
    [InlineData(null, true, 0, "healthy")]
    public void Health_prefers_failed_to_paused_to_overdue(
        string? status, bool isEnabled, int daysAfter, string health)
    {
        var rotation = Rotation(("rotationStatus", status), ("isAutoRotationEnabled", isEnabled));

        Assert.Equal(health, rotation.Health(Next.AddDays(daysAfter)).ToOutput());
    }

    [Fact]
    public void A_rotation_is_overdue_only_after_the_retries_of_the_server()
    {
        Assert.Equal("healthy", Rotation().Health(Next + Schedule.OverdueAfter).ToOutput());
        Assert.Equal(
            "overdue", Rotation().Health(Next + Schedule.OverdueAfter + TimeSpan.FromMilliseconds(1)).ToOutput());
    }

    [Fact]
    public void The_version_changes_with_the_credential_and_with_nothing_else()
    {
        var version = RotationFacts.CredentialVersion(Rotation());

        Assert.Matches("^[0-9a-f]{16}$", version);
        Assert.NotEqual(version, RotationFacts.CredentialVersion(Rotation(("activeIndex", 1))));
        Assert.NotEqual(
            version, RotationFacts.CredentialVersion(Rotation(("lastRotatedAt", "2026-08-01T10:15:00.001Z"))));
        Assert.NotEqual(version, RotationFacts.CredentialVersion(Rotation(("id", "22222222-2222-4222-8222-222222222222"))));
        Assert.Equal(version, RotationFacts.CredentialVersion(Rotation(
            ("name", "other"), ("rotationStatus", "failed"), ("updatedAt", "2027-01-01T00:00:00.000Z"),
                ("lastRotatedAt", "2026-08-01T12:15:00.000+02:00"))));
    }

    [Fact]
    public void The_version_follows_a_time_in_an_unknown_format()
    {
        var first = Outputs(Rotation(("lastRotatedAt", "the first of August"), ("activeIndex", 0)));

        Assert.NotEqual(
            RotationFacts.CredentialVersion(Rotation(("lastRotatedAt", "the first of August"))),
            RotationFacts.CredentialVersion(Rotation(("lastRotatedAt", "the second of August"))));
        Assert.Equal("the first of August", first.TextOf("lastRotatedAt"));
    }

    [Fact]
    public void A_stored_time_without_a_zone_is_in_UTC()
    {
        var outputs = PropertyMap.Empty.With("createdAt", "2026-08-01T10:15:00.000");

        Assert.Equal(
            new DateTimeOffset(2026, 8, 1, 10, 15, 0, TimeSpan.Zero), RotationState.CreatedAt(outputs));
    }

    [Fact]
    public void A_value_absent_from_the_response_is_no_input()
    {
        var live =
            RotationState.Live(
                Contracts.Type(Slug), Rotation(("description", null), ("rotationInterval", 0), ("projectId", null)));

        Assert.Null(live.Get("description"));
        Assert.Null(live.Get("rotationInterval"));
        Assert.Null(live.Get("projectId"));
        Assert.Null(live.Get("type"));
        Assert.Equal(
            (PropertyValue)Slug, RotationState.Live(RotationTypes.Generic(Slug), Rotation())["type"]);
    }

    [Fact]
    public void A_paused_rotation_has_no_next_time_and_no_maximum_age()
    {
        var paused = Outputs(Rotation(("isAutoRotationEnabled", false)));
        var active = Outputs(Rotation());

        Assert.Equal((null, null), (paused.Get("nextRotationAt"), paused.Get("maxKeyAgeDays")));
        Assert.Equal(
            ((PropertyValue)"2026-09-01T02:30:00.000Z", (PropertyValue)60d),
            (active["nextRotationAt"], active["maxKeyAgeDays"]));
    }

    [Fact]
    public void The_inputs_of_the_provider_are_outputs_with_their_defaults()
    {
        var outputs = Outputs(Rotation());

        Assert.Equal(
            (true, true, false),
            (Flag("deleteSecretsOnDelete"), Flag("revokeCredentialsOnDelete"), Flag("adoptExisting")));
        Assert.Null(outputs.Get("rotateTriggers"));
        Assert.Equal(
            new PropertyValue.Bool(false),
            Outputs(Rotation(), ("deleteSecretsOnDelete", false))["deleteSecretsOnDelete"]);

        bool Flag(string name) => ((PropertyValue.Bool)outputs[name]).Value;
    }

    [Fact]
    public void A_message_of_the_server_is_secret_where_it_quotes_a_secret()
    {
        var rotation = Rotation(("lastRotationMessage", "no user hidden-bot"));

        Assert.IsType<PropertyValue.Text>(Outputs(rotation)["lastRotationMessage"]);
        Assert.IsType<PropertyValue.Secret>(
            Outputs(rotation, ("description", new PropertyValue.Secret("hidden-bot")))["lastRotationMessage"]);
    }

    [Fact]
    public void A_secret_mark_comes_from_the_inputs_or_from_the_old_outputs()
    {
        var before = PropertyMap.Empty.With("projectId", new PropertyValue.Secret("x"));
        var inputs = Contracts.Inputs(Slug).With("name", new PropertyValue.Secret("x"));

        var outputs = RotationState.OutputsOf(Contracts.Type(Slug), inputs, before, Rotation(), Next);

        Assert.IsType<PropertyValue.Secret>(outputs["projectId"]);
        Assert.IsType<PropertyValue.Secret>(outputs["name"]);
        Assert.IsType<PropertyValue.Text>(outputs["secretPath"]);
    }

    [Fact]
    public void The_creation_time_is_read_from_secret_and_plain_outputs()
    {
        var outputs = PropertyMap.Empty.With("createdAt", new PropertyValue.Secret("2026-08-01T10:15:00.000Z"));

        Assert.Equal(new DateTimeOffset(2026, 8, 1, 10, 15, 0, TimeSpan.Zero), RotationState.CreatedAt(outputs));
        Assert.Null(RotationState.CreatedAt(PropertyMap.Empty));
        Assert.Null(RotationState.CreatedAt(PropertyMap.Empty.With("createdAt", "soon")));
        Assert.Equal(
            "2026-08-01T08:15:00.007Z",
            RotationState.Iso(new DateTimeOffset(2026, 8, 1, 10, 15, 0, 7, TimeSpan.FromHours(2))));
    }

    [Theory]
    [InlineData("description", "other")]
    [InlineData("rotationInterval", 31)]
    [InlineData("isAutoRotationEnabled", false)]
    [InlineData("type", "okta-client-secret")]
    public void A_rotation_matches_its_inputs_where_nothing_differs(string name, object value)
    {
        var inputs = new RotationInputs(Contracts.Type(Slug), Contracts.Inputs(Slug));

        Assert.True(RotationState.IsAsRequested(inputs, Rotation()));
        Assert.False(RotationState.IsAsRequested(inputs, Rotation((name, value))));
    }

    [Fact]
    public void What_the_response_and_the_program_leave_out_is_as_it_was_before()
    {
        var before = PropertyMap.Empty.With("isAutoRotationEnabled", false);

        var outputs = RotationState.OutputsOf(
            Contracts.Type(Slug),
            Contracts.Inputs(Slug).Without("isAutoRotationEnabled"),
            before,
            Rotation(("isAutoRotationEnabled", null)),
            Next);

        Assert.Equal(new PropertyValue.Bool(false), outputs["isAutoRotationEnabled"]);
    }

    private static PropertyMap Outputs(Rotation rotation, params (string Name, PropertyValue Value)[] more) =>
        RotationState.OutputsOf(
        Contracts.Type(Slug),
            more.Aggregate(Contracts.Inputs(Slug), (inputs, pair) => inputs.With(pair.Name, pair.Value)), null,
            rotation, Next);

    private static Rotation Rotation(params (string Name, object? Value)[] changes)
    {
        var rotation = Contracts.Created(Slug)["secretRotation"]!.AsObject();
        foreach (var (name, value) in changes)
        {
            rotation[name] =
                value switch
                {
                    null => null,
                    bool flag => flag,
                    int number => number,
                    _ =>
                    JsonValue.Create((string)value)
                };
        }

        return rotation.Deserialize(ApiJson.Default.RotationWire)!.ToRotation()!;
    }
}

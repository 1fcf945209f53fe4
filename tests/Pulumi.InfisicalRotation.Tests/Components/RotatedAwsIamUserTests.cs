using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Components;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Components;

public sealed class RotatedAwsIamUserTests
{
    private const string Token = "infisical-rotation:index:RotatedAwsIamUser";

    private readonly List<ChildRegistration> _registered = [];
    private RegisteredChild? _outcome;
    private Func<string, CancellationToken, Task<string?>>? _findUserArn;

    [Fact]
    public async Task Names_are_derived_from_the_user_name()
    {
        var answer = await Construct(Inputs("ci.bot@team"));

        var child = Assert.Single(_registered);
        Assert.Equal(("infisical-rotation:index:AwsIamUserSecretRotation", "keys-rotation"), (child.Type, child.Name));
        Assert.Equal(new PropertyValue.Text("ci-bot-team"), child.Inputs["name"]);
        Assert.Equal(new PropertyValue.Text("CI_BOT_TEAM_ACCESS_KEY_ID"), answer.Outputs["accessKeyIdSecret"]);
        Assert.Equal(new PropertyValue.Text("CI_BOT_TEAM_SECRET_ACCESS_KEY"), answer.Outputs["secretAccessKeySecret"]);
        Assert.Equal(new PropertyValue.Text("made"), answer.Outputs["rotationId"]);
        Assert.Contains(
            "user/ci.bot@team", Printed.Text(answer.Outputs["requiredIamPolicy"]), StringComparison.Ordinal);
    }

    /// <summary>A new rotation of the same user can't exist beside the old one.</summary>
    [Fact]
    public async Task The_rotation_is_deleted_before_it_is_replaced()
    {
        await Construct(Inputs("ci-bot"));

        Assert.True(Assert.Single(_registered).DeleteBeforeReplace);
    }

    [Fact]
    public async Task An_unknown_name_registers_the_same_child_with_unknowns_and_its_dependency()
    {
        var user = new PropertyValue.Output(null, IsSecret: false, ["urn:user"]);

        var answer = await Construct(Inputs(user), isPreview: true);

        var child = Assert.Single(_registered);
        Assert.Equal("keys-rotation", child.Name);
        Assert.True(child.Inputs["name"].HasUnknown());
        Assert.True(child.Inputs["secretsMapping"].HasUnknown());
        Assert.Equal(["urn:user"], child.Dependencies["parameters"]);
        Assert.Equal(["urn:user"], child.Dependencies["name"]);
        Assert.True(answer.Outputs["accessKeyIdSecret"].HasUnknown());
    }

    [Fact]
    public async Task A_secret_user_name_makes_the_derived_names_secret()
    {
        await Construct(Inputs(new PropertyValue.Output("ci-bot", IsSecret: true, [])));

        Assert.True(Assert.Single(_registered).Inputs["name"].HasSecret());
    }

    [Fact]
    public async Task Given_names_are_kept()
    {
        await Construct(Inputs("ci-bot")
            .With("name", "mine")
            .With("secretsMapping", PropertyMap.Empty.With("accessKeyId", "MY_ID")));

        var child = Assert.Single(_registered);
        Assert.Equal(new PropertyValue.Text("mine"), child.Inputs["name"]);
        Assert.Equal(
            PropertyMap.Empty.With("accessKeyId", "MY_ID").With("secretAccessKey", "CI_BOT_SECRET_ACCESS_KEY"),
            ((PropertyValue.Map)child.Inputs["secretsMapping"]).Properties);
    }

    [Fact]
    public async Task Invalid_inputs_are_reported_together_and_nothing_is_registered()
    {
        var errors = await Assert.ThrowsAsync<ComponentInputException>(
            () => Construct(Inputs("ci-bot").Without("userName").With("rotationInterval", 0d).With("regoin", "x")));

        Assert.Equal(["userName", "rotationInterval", "regoin"], errors.Errors.Select(error => error.Path));
        Assert.Empty(_registered);
    }

    [Fact]
    public async Task An_unknown_mapping_gets_no_default_names()
    {
        var answer = await Construct(
            Inputs("ci-bot").With("secretsMapping", new PropertyValue.Output(null, IsSecret: false, [])),
            isPreview: true);

        var mapping = ((PropertyValue.Map)Assert.Single(_registered).Inputs["secretsMapping"]).Properties;
        Assert.Equal(
            (PropertyValue.Unknown.Instance, PropertyValue.Unknown.Instance),
            (mapping["accessKeyId"], mapping["secretAccessKey"]));
        Assert.True(answer.Outputs["accessKeyIdSecret"].HasUnknown());
    }

    [Fact]
    public async Task A_new_secret_mark_is_kept_although_the_child_returns_its_stored_state()
    {
        var stored = PropertyMap.Empty
            .With("rotationId", "made")
            .With("name", "ci-bot")
            .With("parameters", PropertyMap.Empty.With("userName", "ci-bot"))
            .With(
                "secretsMapping",
                PropertyMap.Empty.With("accessKeyId", "CI_BOT_ACCESS_KEY_ID")
                    .With("secretAccessKey", "CI_BOT_SECRET_ACCESS_KEY"));
        _outcome = new RegisteredChild("urn:child", "made", stored, IsUnknown: false);

        var answer = await Construct(Inputs("ci-bot").With("userName", new PropertyValue.Secret("ci-bot")));

        Assert.All(
            new[] { "userName", "name", "accessKeyIdSecret", "secretAccessKeySecret", "requiredIamPolicy" },
            name => Assert.IsType<PropertyValue.Secret>(answer.Outputs[name]));
        Assert.True(answer.Outputs["secretsMapping"].HasSecret());
        Assert.Equal(new PropertyValue.Text("made"), answer.Outputs["rotationId"]);
    }

    [Fact]
    public async Task A_secret_mapping_stays_secret()
    {
        var mapping = PropertyMap.Empty.With("accessKeyId", "MY_ID").With("secretAccessKey", "MY_KEY");

        var answer = await Construct(Inputs("ci-bot").With("secretsMapping", new PropertyValue.Secret(mapping)));

        Assert.Equal(
            new PropertyValue.Secret("MY_ID"),
            ((PropertyValue.Map)Assert.Single(_registered).Inputs["secretsMapping"]).Properties["accessKeyId"]);
        Assert.Equal(new PropertyValue.Secret("MY_KEY"), answer.Outputs["secretAccessKeySecret"]);
    }

    [Fact]
    public async Task A_secret_null_is_absent()
    {
        var nothing = new PropertyValue.Output(PropertyValue.Null.Instance, IsSecret: false, []);

        await Construct(
            Inputs("ci-bot")
                .With("name", nothing)
                .With("projectId", nothing)
                .With("secretsMapping", PropertyMap.Empty.With("accessKeyId", nothing)));

        var child = Assert.Single(_registered);
        Assert.Equal(new PropertyValue.Text("ci-bot"), child.Inputs["name"]);
        Assert.Equal(
            new PropertyValue.Text("CI_BOT_ACCESS_KEY_ID"),
            ((PropertyValue.Map)child.Inputs["secretsMapping"]).Properties["accessKeyId"]);
    }

    [Fact]
    public async Task Outputs_are_the_state_of_the_child_and_not_its_inputs()
    {
        _outcome = new RegisteredChild(
            "urn:child",
            "made",
            PropertyMap.Empty
                .With(
                    "secretsMapping",
                    PropertyMap.Empty.With("accessKeyId", "TRANSFORMED_ID").With("secretAccessKey", "TRANSFORMED_KEY"))
                .With("parameters", PropertyMap.Empty.With("userName", "transformed")),
            IsUnknown: false);

        var answer = await Construct(Inputs("ci-bot"));

        Assert.Equal(new PropertyValue.Text("TRANSFORMED_ID"), answer.Outputs["accessKeyIdSecret"]);
        Assert.Equal(new PropertyValue.Text("transformed"), answer.Outputs["userName"]);
        Assert.Contains(
            "user/transformed", Printed.Text(answer.Outputs["requiredIamPolicy"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outputs_of_a_skipped_child_are_unknown()
    {
        _outcome = new RegisteredChild("urn:child", "", PropertyMap.Empty, IsUnknown: true);

        var answer = await Construct(Inputs("ci-bot"));

        Assert.Equal(PropertyValue.Unknown.Instance, answer.Outputs["nextRotationAt"]);
        Assert.Equal(PropertyValue.Unknown.Instance, answer.Outputs["rotationId"]);
    }

    [Fact]
    public async Task An_omitted_input_is_absent_in_a_preview_too()
    {
        var answer = await Construct(Inputs("ci-bot").With("projectId", "p"), isPreview: true);

        Assert.Null(answer.Outputs.Get("description"));
        Assert.Null(answer.Outputs.Get("rotateTriggers"));
        Assert.Equal(PropertyValue.Unknown.Instance, answer.Outputs["environment"]);
        Assert.Equal(PropertyValue.Unknown.Instance, answer.Outputs["nextRotationAt"]);
    }

    [Fact]
    public async Task The_ARN_of_the_user_is_what_AWS_shows_and_secret_if_the_name_is()
    {
        _findUserArn = (name, _) => Task.FromResult<string?>($"arn:aws:iam::123456789012:user/bots/{name}");

        var plain = await Construct(Inputs("ci-bot"));
        var secret = await Construct(Inputs(new PropertyValue.Output("ci-bot", IsSecret: true, [])), isPreview: true);

        Assert.Equal(new PropertyValue.Text("arn:aws:iam::123456789012:user/bots/ci-bot"), plain.Outputs["userArn"]);
        Assert.True(plain.Dependencies.ContainsKey("userArn"));
        Assert.True(secret.Outputs["userArn"].HasSecret());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task The_ARN_of_a_user_that_AWS_does_not_show_is_unknown_in_a_preview_and_absent_afterwards(
        bool isPreview, bool isUnknown)
    {
        _findUserArn = (_, _) => Task.FromResult<string?>(null);

        var answer = await Construct(Inputs("ci-bot"), isPreview);

        Assert.Equal(isUnknown, answer.Outputs.Get("userArn")?.HasUnknown() ?? false);
    }

    [Fact]
    public async Task Without_the_block_for_AWS_there_is_no_ARN() =>
        Assert.Null((await Construct(Inputs("ci-bot"), isPreview: true)).Outputs.Get("userArn"));

    [Fact]
    public async Task The_permission_to_delete_the_oldest_key_is_passed_on()
    {
        await Construct(Inputs("ci-bot").With("allowDeletingOldestKey", true));

        Assert.Equal(new PropertyValue.Bool(true), Assert.Single(_registered).Inputs["allowDeletingOldestKey"]);
    }

    private static PropertyMap Inputs(PropertyValue userName) => PropertyMap.Empty
        .With("userName", userName)
        .With("connectionId", "11111111-1111-4111-8111-111111111111")
        .With("secretPath", "/")
        .With("rotationInterval", 30d);

    private Task<ConstructAnswer> Construct(PropertyMap inputs, bool isPreview = false) => RotatedAwsIamUser.Construct(
        new ConstructCall(Token, "keys", inputs, ImmutableDictionary<string, ImmutableArray<string>>.Empty, isPreview),
        (child, _) =>
        {
            _registered.Add(child);
            return Task.FromResult(_outcome ?? (isPreview
                ? new RegisteredChild("urn:child", "", PropertyMap.Empty, IsUnknown: false)
                : new RegisteredChild(
                    "urn:child", "made", PropertyMap.Empty.With("rotationId", "made"), IsUnknown: false)));
        },
        new ComponentSession(_findUserArn, _ => { }),
        CancellationToken.None);
}

using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Components;

public sealed class ConnectionChildrenTests
{
    private static PropertyMap Inputs { get; } =
        ComponentRun.Least.With("userName", "ci-bot").With("connection", ComponentRun.Connection);

    [Fact]
    public async Task The_connection_is_created_and_its_id_used()
    {
        var run = new ComponentRun();

        await run.Construct(Inputs.With("connection", ComponentRun.Connection.With("projectId", "p")));

        var child = run.Child("bot-connection");
        Assert.Equal("infisical-rotation:index:AwsConnection", child.Type);
        Assert.Equal(new PropertyValue.Text("p"), child.Inputs["projectId"]);
        Assert.Null(child.Inputs.Get("name"));
        var rotation = run.Child("bot-rotation");
        Assert.Equal(new PropertyValue.Text("id-of-bot-connection"), rotation.Inputs["connectionId"]);
        Assert.Equal(["urn:bot-connection"], rotation.Dependencies["connectionId"]);
    }

    [Fact]
    public async Task The_credentials_are_secret_although_the_program_does_not_mark_them()
    {
        var run = new ComponentRun();

        await run.Construct(Inputs);

        var credentials = ((PropertyValue.Map)run.Child("bot-connection").Inputs["credentials"]).Properties;
        Assert.Equal(new PropertyValue.Secret("hushed"), credentials["secretAccessKey"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Credentials_in_an_output_are_secret_too(bool isSecret)
    {
        var run = new ComponentRun();
        var whole = new PropertyValue.Output(ComponentRun.Connection, isSecret, ["urn:key"]);

        await run.Construct(Inputs.With("connection", whole));

        var child = run.Child("bot-connection");
        Assert.True(child.Inputs["credentials"].HasSecret());
        Assert.Equal(["urn:key"], child.Dependencies["credentials"]);
    }

    [Fact]
    public async Task A_connection_that_a_preview_does_not_create_is_unknown()
    {
        var run = new ComponentRun(isPreview: true);

        var answer = await run.Construct(Inputs);

        Assert.True(run.Child("bot-rotation").Inputs["connectionId"].HasUnknown());
        Assert.True(answer.Outputs["connectionId"].HasUnknown());
    }

    [Theory]
    [InlineData("roleName", "aws:iam/rolePolicy:RolePolicy", "role")]
    [InlineData("userName", "aws:iam/userPolicy:UserPolicy", "user")]
    public async Task The_policy_is_attached_before_the_rotation_is_created(string member, string type, string owner)
    {
        var run = new ComponentRun();
        var rotator = PropertyMap.Empty.With(member, new PropertyValue.Output("infisical", false, ["urn:owner"]));

        var answer = await run.Construct(
            ComponentRun.WithConnectionId.With("userName", "ci-bot").With("rotator", rotator));

        var child = run.Child("bot-rotator");
        Assert.Equal(type, child.Type);
        Assert.Equal(new PropertyValue.Text("infisical-rotation-ci-bot"), child.Inputs["name"]);
        Assert.Equal(new PropertyValue.Output("infisical", false, ["urn:owner"]), child.Inputs[owner]);
        Assert.Equal(["urn:owner"], child.Dependencies[owner]);
        Assert.Equal(answer.Outputs["requiredIamPolicy"], child.Inputs["policy"]);
        Assert.Contains(
            "[\"arn:*:iam::*:user/ci-bot\",\"arn:*:iam::*:user/*/ci-bot\"]",
            Printed.Text(child.Inputs["policy"]),
            StringComparison.Ordinal);
        Assert.Equal("bot-rotation", run.Names.Last());
        Assert.Equal(["urn:bot-rotator"], run.Child("bot-rotation").After);
    }

    [Fact]
    public async Task The_policy_is_for_the_user_that_the_component_creates()
    {
        var run = new ComponentRun();

        await run.Construct(ComponentRun.WithConnectionId
            .With("user", PropertyMap.Empty)
            .With("rotator", PropertyMap.Empty.With("roleName", "infisical")));

        Assert.Contains(
            $"\"Resource\":\"{ComponentRun.Arn}bot\"",
            Printed.Text(run.Child("bot-rotator").Inputs["policy"]),
            StringComparison.Ordinal);
        Assert.Equal(["urn:bot-user"], run.Child("bot-rotator").Dependencies["policy"]);
    }

    /// <summary>The check of the connection's policies would otherwise warn of the missing one.</summary>
    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public async Task A_preview_expects_the_policy_that_it_does_not_attach(
        bool isPreview, bool exists, bool isExpected)
    {
        var run = new ComponentRun(isPreview);
        if (exists)
        {
            run.Existing.Add("bot-rotator");
        }

        await run.Construct(ComponentRun.WithConnectionId
            .With("userName", " ci-bot")
            .With("rotator", PropertyMap.Empty.With("roleName", "infisical")));

        Assert.Equal(isExpected ? ["ci-bot"] : [], run.ExpectedPolicies);
    }

    [Fact]
    public async Task A_failed_child_keeps_the_rotation_from_being_registered_and_the_others_are_waited_for()
    {
        var run = new ComponentRun { Failing = { "bot-connection" } };

        await Assert.ThrowsAsync<RefusalException>(
            () => run.Construct(Inputs.Without("userName").With("user", PropertyMap.Empty)));

        Assert.Equal(["bot-connection", "bot-user"], run.Names.Order());
    }
}

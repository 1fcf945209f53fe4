using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Components;

public sealed class RotatedUserTests
{
    private const string ReadOnly = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
    private const string Own = "arn:aws:iam::123456789012:policy/ci/deploy";

    [Fact]
    public async Task The_user_has_the_given_properties_and_its_rotation_follows_it()
    {
        var run = new ComponentRun();
        var user = PropertyMap.Empty
            .With("name", " ci-bot ")
            .With("path", "/ci/")
            .With("tags", PropertyMap.Empty.With("team", "ci"))
            .With("permissionsBoundary", Own)
            .With("forceDestroy", true);

        var answer = await run.Construct(ComponentRun.WithConnectionId.With("user", user));

        var child = run.Child("bot-user");
        Assert.Equal("aws:iam/user:User", child.Type);
        Assert.Equal(user.With("name", "ci-bot"), child.Inputs);
        var rotation = run.Child("bot-rotation");
        Assert.Equal(PropertyMap.Empty.With("userName", "ci-bot"), Map(rotation.Inputs["parameters"]));
        Assert.Equal(["urn:bot-user"], rotation.Dependencies["parameters"]);
        Assert.Equal(new PropertyValue.Text("ci-bot"), rotation.Inputs["name"]);
        Assert.Equal(new PropertyValue.Text(ComponentRun.Arn + "ci-bot"), answer.Outputs["userArn"]);
        Assert.Equal(["urn:bot-user"], answer.Dependencies["userArn"]);
        Assert.Equal(new PropertyValue.Text("ci-bot"), answer.Outputs["userName"]);
        Assert.Contains(
            $"\"Resource\":\"{ComponentRun.Arn}ci-bot\"",
            Printed.Text(answer.Outputs["requiredIamPolicy"]),
            StringComparison.Ordinal);
    }

    /// <summary>A renamed user keeps its keys, and Infisical would try to revoke them under the old name.</summary>
    [Fact]
    public async Task Another_name_replaces_the_user()
    {
        var run = new ComponentRun();

        await run.Construct(ComponentRun.WithConnectionId.With("user", PropertyMap.Empty));

        Assert.Equal(["name"], run.Child("bot-user").ReplaceOnChanges);
        Assert.Null(run.Child("bot-user").DeleteBeforeReplace);
        Assert.Equal(PropertyMap.Empty.With("name", "bot"), run.Child("bot-user").Inputs);
    }

    /// <summary>With the block for AWS, the rotation would report that the user does not exist.</summary>
    [Fact]
    public async Task In_a_preview_the_names_are_known_and_the_new_user_is_not()
    {
        var run = new ComponentRun(isPreview: true);

        var answer = await run.Construct(ComponentRun.WithConnectionId.With("user", PropertyMap.Empty));

        var rotation = run.Child("bot-rotation");
        Assert.Equal(PropertyMap.Empty.With("userName", PropertyValue.Unknown.Instance), Map(rotation.Inputs["parameters"]));
        Assert.Equal(new PropertyValue.Text("bot"), rotation.Inputs["name"]);
        Assert.Equal(new PropertyValue.Text("BOT_ACCESS_KEY_ID"), answer.Outputs["accessKeyIdSecret"]);
        Assert.True(answer.Outputs["userArn"].HasUnknown());
        Assert.True(answer.Outputs["userName"].HasUnknown());
        Assert.True(answer.Outputs["requiredIamPolicy"].HasUnknown());
    }

    [Fact]
    public async Task In_a_preview_a_user_that_exists_is_known()
    {
        var run = new ComponentRun(isPreview: true) { Existing = { "bot-user" } };

        var answer = await run.Construct(ComponentRun.WithConnectionId.With("user", PropertyMap.Empty));

        Assert.Equal(
            PropertyMap.Empty.With("userName", "bot"), Map(run.Child("bot-rotation").Inputs["parameters"]));
        Assert.Equal(new PropertyValue.Text(ComponentRun.Arn + "bot"), answer.Outputs["userArn"]);
    }

    [Fact]
    public async Task A_secret_name_makes_everything_secret_that_is_derived_from_it()
    {
        var run = new ComponentRun();
        var user = PropertyMap.Empty.With("name", new PropertyValue.Output("hushed", true, []));

        var answer = await run.Construct(ComponentRun.WithConnectionId.With("user", user));

        Assert.All(
            new[] { "userName", "userArn", "name", "accessKeyIdSecret", "requiredIamPolicy" },
            name => Assert.True(answer.Outputs[name].HasSecret(), name));
        Assert.True(run.Child("bot-rotation").Inputs["parameters"].HasSecret());
    }

    [Fact]
    public async Task Attachments_are_named_for_their_policies_whatever_the_order()
    {
        var (there, back) = (new ComponentRun(), new ComponentRun());

        await there.Construct(With(ReadOnly, Own));
        await back.Construct(With(Own, ReadOnly));

        var child = there.Child("bot-policy-ee28ef7ae8c2");
        Assert.Equal("aws:iam/userPolicyAttachment:UserPolicyAttachment", child.Type);
        Assert.Equal(PropertyMap.Empty.With("user", "bot").With("policyArn", ReadOnly), child.Inputs);
        Assert.Equal(["urn:bot-user"], child.Dependencies["user"]);
        Assert.Contains("bot-policy-b535c084269e", there.Names);
        Assert.Equal(there.Names.Order(), back.Names.Order());
    }

    [Fact]
    public async Task A_secret_ARN_has_the_name_of_a_plain_one_so_that_marking_it_detaches_nothing()
    {
        var (plain, secret) = (new ComponentRun(), new ComponentRun());

        await plain.Construct(With(Own));
        await secret.Construct(With(new PropertyValue.Secret(Own)));

        Assert.Equal(plain.Names.Order(), secret.Names.Order());
        Assert.DoesNotContain(secret.Names, name => name.Contains("deploy", StringComparison.Ordinal));
        Assert.Contains(secret.Registered, child => child.Inputs.Get("policyArn") is PropertyValue.Secret);
    }

    [Fact]
    public async Task An_unknown_policy_is_attached_in_a_preview_too()
    {
        var run = new ComponentRun(isPreview: true);

        await run.Construct(With(ReadOnly, new PropertyValue.Output(null, false, ["urn:policy"])));

        Assert.Equal(["urn:policy"], run.Child("bot-policy[1]").Dependencies["policyArn"]);
    }

    /// <summary>Replacing a policy would otherwise replace the user as well.</summary>
    [Fact]
    public async Task The_user_does_not_depend_on_the_policies_that_are_attached_to_it()
    {
        var run = new ComponentRun
        {
            Dependencies = new ComponentRun().Dependencies.Add("user", ["urn:policy", "urn:listed"]),
        };

        await run.Construct(With(new PropertyValue.Output(Own, false, ["urn:policy"])));

        Assert.Equal([], run.Child("bot-user").Dependencies["name"]);
        Assert.Equal(
            ["urn:listed", "urn:policy"],
            run.Child("bot-policy-b535c084269e").Dependencies["policyArn"].Order());
    }

    private static PropertyMap With(params PropertyValue[] policies) => ComponentRun.WithConnectionId.With(
        "user", PropertyMap.Empty.With("policyArns", new PropertyValue.List([.. policies])));

    private static PropertyMap Map(PropertyValue value) => ((PropertyValue.Map)value).Properties;
}

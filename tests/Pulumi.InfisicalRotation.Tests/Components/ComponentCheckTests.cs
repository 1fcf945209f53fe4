using Pulumi.InfisicalRotation.Components;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Components;

public sealed class ComponentCheckTests
{
    private static PropertyMap Both { get; } = ComponentRun.WithConnectionId.With("userName", "ci-bot");

    [Fact]
    public void A_user_and_a_connection_are_required_in_one_of_two_ways()
    {
        Assert.Equal(["userName", "connectionId"], Paths(ComponentRun.Least));
        Assert.Empty(Paths(Both));
        Assert.Empty(Paths(
            ComponentRun.Least.With("user", PropertyMap.Empty).With("connection", ComponentRun.Connection)));
    }

    [Fact]
    public void Two_ways_at_once_are_an_error_that_never_shows_the_credentials()
    {
        var errors = Errors(Both.With("user", PropertyMap.Empty).With("connection", ComponentRun.Connection));

        Assert.Equal(["user", "connection"], errors.Select(error => error.Path));
        Assert.Contains("together with userName", errors[0].Reason, StringComparison.Ordinal);
        Assert.True(errors[1].IsHidden);
    }

    [Fact]
    public void An_unknown_value_counts_as_given()
    {
        var inputs = ComponentRun.Least
            .With("userName", new PropertyValue.Output(null, false, []))
            .With("connection", PropertyValue.Unknown.Instance)
            .With("rotator", PropertyValue.Unknown.Instance);

        Assert.Empty(Paths(inputs));
        Assert.Equal(["user"], Paths(inputs.With("user", PropertyValue.Unknown.Instance)));
    }

    [Theory]
    [InlineData("name", "a/b")]
    [InlineData("name", "")]
    [InlineData("path", "ci")]
    [InlineData("path", "/ci")]
    [InlineData("permissionsBoundary", "arn:aws:iam::123456789012:role/x")]
    [InlineData("forceDestroy", "yes")]
    [InlineData("tags", "a=b")]
    [InlineData("policyArns", "arn:aws:iam::aws:policy/ReadOnlyAccess")]
    public void A_wrong_member_of_the_user_is_named(string member, string value) =>
        Assert.Equal([$"user.{member}"], Paths(
            ComponentRun.WithConnectionId.With("user", PropertyMap.Empty.With(member, value))));

    [Fact]
    public void Tags_are_texts_and_policies_are_given_once()
    {
        var policies = new PropertyValue.List(
        [
            "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::123456789012:policy/ci/deploy", "nothing",
        ]);
        var same = new PropertyValue.List(["arn:aws:iam::aws:policy/A", " arn:aws:iam::aws:policy/A"]);
        var tags = PropertyMap.Empty.With("team", "ci").With("cost center", 7d).With("none", PropertyValue.Null.Instance);
        var user = PropertyMap.Empty.With("tags", tags);

        Assert.Equal(
            ["user.tags[\"cost center\"]", "user.policyArns[2]"],
            Paths(ComponentRun.WithConnectionId.With("user", user.With("policyArns", policies))));
        Assert.Equal(
            ["user.tags[\"cost center\"]", "user.policyArns[1]"],
            Paths(ComponentRun.WithConnectionId.With("user", user.With("policyArns", same))));
    }

    [Fact]
    public void The_name_of_the_component_must_fit_if_it_is_the_default()
    {
        var inputs = ComponentRun.WithConnectionId.With("user", PropertyMap.Empty);

        Assert.Equal(["user.name"], Paths(inputs, "the bot"));
        Assert.Empty(Paths(inputs.With("user", PropertyMap.Empty.With("name", "bot")), "the bot"));
        Assert.Empty(Paths(inputs.With("user", PropertyValue.Unknown.Instance), "the bot"));
    }

    [Fact]
    public void The_credentials_must_fit_the_method_of_the_connection()
    {
        var role = PropertyMap.Empty.With("roleArn", "arn:aws:iam::123456789012:role/infisical");
        var inputs = ComponentRun.Least.With("userName", "ci-bot");

        Assert.Empty(Paths(inputs.With("connection", Of("assume-role", role))));
        Assert.Equal(
            [
                "connection.credentials.accessKeyId", "connection.credentials.secretAccessKey",
                "connection.credentials.roleArn",
            ],
            Paths(inputs.With("connection", Of("access-key", role))));
        Assert.Equal(
            ["connection.method", "connection.credentials"], Paths(inputs.With("connection", PropertyMap.Empty)));
        Assert.All(
            Errors(inputs.With("connection", Of("access-key", role.With("secretAccessKey", 7d)))),
            error => Assert.True(error.IsHidden));

        static PropertyMap Of(string method, PropertyMap credentials) =>
            PropertyMap.Empty.With("method", method).With("credentials", credentials);
    }

    [Fact]
    public void A_rotator_is_one_role_or_one_user()
    {
        Assert.Empty(Paths(Rotator("roleName", "infisical")));
        Assert.Equal(["rotator"], Paths(Both.With("rotator", PropertyMap.Empty)));
        Assert.Equal(
            ["rotator.userName"],
            Paths(Both.With("rotator", PropertyMap.Empty.With("roleName", "r").With("userName", "u"))));
        Assert.Equal(
            ["rotator.roleName"], Paths(Rotator("roleName", "arn:aws:iam::123456789012:role/infisical")));
    }

    /// <summary>The second rotation would delete the key of the connection.</summary>
    [Fact]
    public void The_rotated_user_cannot_be_the_user_of_the_connection()
    {
        Assert.Empty(Paths(Rotator("userName", "infisical")));
        Assert.Equal(["rotator.userName"], Paths(Rotator("userName", " ci-bot")));
        Assert.Equal(["rotator.userName"], Paths(
            Rotator("userName", "bot").Without("userName").With("user", PropertyMap.Empty)));
    }

    private static PropertyMap Rotator(string member, string name) =>
        Both.With("rotator", PropertyMap.Empty.With(member, name));

    private static string[] Paths(PropertyMap inputs, string component = "bot") =>
        [.. Errors(inputs, component).Select(error => error.Path)];

    private static InputError[] Errors(PropertyMap inputs, string component = "bot")
    {
        var call = new ConstructCall("type", component, inputs, new ComponentRun().Dependencies, IsPreview: true);
        return [.. ComponentCheck.Run(new ComponentInputs(call), inputs)];
    }
}

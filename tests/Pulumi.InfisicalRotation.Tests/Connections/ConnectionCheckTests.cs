using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

public sealed class ConnectionCheckTests
{
    [Fact]
    public async Task The_name_defaults_to_the_resource_name()
    {
        await using var engine = await ConnectionHarness.Start();

        var inputs = engine.Check(ConnectionHarness.Postgres().Without("name"), name: "Orders DB");

        Assert.Equal(new PropertyValue.Text("orders-db"), inputs["name"]);
    }

    [Fact]
    public async Task The_project_of_the_configuration_is_no_default()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.NewRun(engine.Configuration().With("projectId", engine.Server.Seed.Project.Id));

        Assert.Null(engine.Check(ConnectionHarness.Postgres()).Get("projectId"));
    }

    [Fact]
    public async Task A_member_of_another_method_is_refused()
    {
        await using var engine = await ConnectionHarness.Start("aws");
        var inputs = ConnectionHarness.Aws(engine.Server.Seed.AwsRootKey).With("method", "assume-role");

        var errors = Errors(engine, inputs);

        // Without a path, because the engine prints the value of the property that an error names.
        Assert.Contains(errors, error => error.ToString().Contains("credentials.roleArn", StringComparison.Ordinal));
        Assert.Contains(
            errors, error => error.ToString().Contains("credentials.secretAccessKey", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_required_of_an_unknown_method()
    {
        await using var engine = await ConnectionHarness.Start("aws");

        Assert.Empty(Errors(engine, PropertyMap.Empty
            .With("method", PropertyValue.Unknown.Instance)
            .With("credentials", PropertyValue.Unknown.Instance)));
    }

    [Theory]
    [InlineData("salesforce", "client-credentials", "instanceUrl", "example.my.salesforce.com", 0)]
    [InlineData("datadog", "token", "url", "api.datadoghq.eu", 0)]
    [InlineData("datadog", "application-key", "url", "api.datadoghq.eu", 0)]
    [InlineData("datadog", "api-key", "url", "api.datadoghq.eu", 1)]
    public async Task An_address_needs_a_scheme_only_where_the_server_asks_for_one(
        string app, string method, string member, string address, int expected)
    {
        await using var engine = await ConnectionHarness.Start(app);
        var inputs = ConnectionFacts.Inputs(app, method).WithCredential(member, address);

        Assert.Equal(expected, Errors(engine, inputs).Length);
        Assert.Empty(Errors(engine, inputs.With("method", PropertyValue.Unknown.Instance)));
    }

    [Fact]
    public async Task Two_gateways_are_refused()
    {
        await using var engine = await ConnectionHarness.Start();
        var id = "2f0c7a5e-3f1b-4a52-8f7d-9a1f6f1c0d44";

        var errors = Errors(engine, ConnectionHarness.Postgres().With("gatewayId", id).With("gatewayPoolId", id));

        Assert.Equal("gatewayPoolId", Assert.Single(errors).Path);
    }

    [Theory]
    [InlineData("stripe", "oauth")]
    [InlineData("azure-client-secrets", "oauth")]
    public async Task A_method_that_needs_a_browser_names_the_lookup(string app, string method)
    {
        await using var engine = await ConnectionHarness.Start(app);

        var error = Assert.Single(Errors(engine, ConnectionFacts.Inputs(app, method)));

        Assert.Equal("method", error.Path);
        Assert.Contains("getAppConnection", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_imported_connection_of_such_a_method_is_accepted()
    {
        await using var engine = await ConnectionHarness.Start("stripe");
        var imported = PropertyMap.Empty
            .With("name", "stripe")
            .With("method", "oauth")
            .With("credentials", PropertyMap.Empty);

        Assert.Empty(Errors(engine, imported, olds: imported));
    }

    [Fact]
    public async Task A_tenant_is_required_only_of_the_methods_whose_servers_all_require_it()
    {
        await using var engine = await ConnectionHarness.Start("azure-client-secrets");
        var imported = PropertyMap.Empty
            .With("name", "azure")
            .With("method", "oauth")
            .With("credentials", PropertyMap.Empty);

        Assert.Empty(Errors(engine, imported, olds: imported));
        Assert.Single(Errors(
            engine, ConnectionFacts.Inputs("azure-client-secrets", "client-secret").WithoutCredential("tenantId")));
    }

    [Fact]
    public async Task Managed_credentials_cannot_be_turned_off()
    {
        await using var engine = await ConnectionHarness.Start();
        var managed = ConnectionHarness.Postgres().With("isPlatformManagedCredentials", true);

        var error = Assert.Single(Errors(engine, ConnectionHarness.Postgres(), olds: engine.Check(managed)));

        Assert.Equal("isPlatformManagedCredentials", error.Path);
    }

    [Fact]
    public async Task A_replacement_need_not_be_managed()
    {
        await using var engine = await ConnectionHarness.Start();
        var managed = ConnectionHarness.Postgres().With("isPlatformManagedCredentials", true);
        var news = ConnectionHarness.Postgres().With("projectId", engine.Server.Seed.Project.Id);

        Assert.Empty(Errors(engine, news, olds: engine.Check(managed)));
    }

    [Fact]
    public async Task A_switch_that_is_not_known_yet_turns_nothing_off()
    {
        await using var engine = await ConnectionHarness.Start();
        var managed = ConnectionHarness.Postgres().With("isPlatformManagedCredentials", true);
        var news = ConnectionHarness.Postgres()
            .With("isPlatformManagedCredentials", PropertyValue.Unknown.Instance);

        Assert.Empty(Errors(engine, news, olds: engine.Check(managed)));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Two_resources_cannot_use_one_name_in_one_place(bool inOtherProject, int expected)
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Check(ConnectionHarness.Postgres(), name: "one");
        var second = inOtherProject
            ? ConnectionHarness.Postgres().With("projectId", engine.Server.Seed.Project.Id)
            : ConnectionHarness.Postgres();

        Assert.Equal(expected, Errors(engine, second, name: "two").Length);
    }

    [Theory]
    [InlineData(false, "is \"orders\", which urn:pulumi:")]
    [InlineData(true, "is already used by urn:pulumi:")]
    public async Task A_name_that_another_resource_uses_is_shown_unless_it_is_marked(bool isMarked, string said)
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Check(ConnectionHarness.Postgres(), name: "one");
        var second = isMarked
            ? ConnectionHarness.Postgres().With("name", new PropertyValue.Secret("orders"))
            : ConnectionHarness.Postgres();

        var error = Assert.Single(Errors(engine, second, name: "two"));

        Assert.Contains(said, error.Reason, StringComparison.Ordinal);
        Assert.Contains("::one of this stack", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_about_credentials_does_not_contain_them()
    {
        await using var engine = await ConnectionHarness.Start("okta");
        var inputs = ConnectionFacts.Inputs("okta", "api-token").WithCredential("apiToken", "canary-token");

        var error = Assert.Single(Errors(engine, inputs));

        Assert.DoesNotContain("canary", error.Reason + error.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_is_marked_secret_is_not_named_to_the_engine()
    {
        await using var engine = await ConnectionHarness.Start();
        var id = "2f0c7a5e-3f1b-4a52-8f7d-9a1f6f1c0d44";

        var error = Assert.Single(Errors(engine, ConnectionHarness.Postgres()
            .With("gatewayId", id)
            .With("gatewayPoolId", new PropertyValue.Secret(id))));

        Assert.Empty(error.Path);
    }

    [Fact]
    public async Task A_resource_whose_project_is_unknown_claims_no_name()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Check(ConnectionHarness.Postgres(), name: "one");
        engine.Check(ConnectionHarness.Postgres().With("projectId", PropertyValue.Unknown.Instance), name: "one");

        Assert.Empty(Errors(engine, ConnectionHarness.Postgres(), name: "two"));
    }

    private static ImmutableArray<InputError> Errors(
        ProviderHarness engine, PropertyMap news, PropertyMap? olds = null, string name = "r") =>
        engine.Provider.Check(new CheckCall(
            engine.Token, name, engine.Urn(name), olds ?? PropertyMap.Empty, news, null)).Errors;
}

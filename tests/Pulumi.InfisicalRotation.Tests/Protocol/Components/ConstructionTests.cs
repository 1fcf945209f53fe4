using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Components;

public sealed class ConstructionTests
{
    private const string Child = "infisical-rotation:index:Child";
    private const string ComponentUrn = "urn:pulumi:stack::project::infisical-rotation:index:Component::app";

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_component_registers_itself_as_the_program_did_with_every_option()
    {
        var request = WithAllOptions();

        var self = (await Construct(request, OneChild)).Registered("app");

        Assert.Equal(
            new RegisterResourceRequest
            {
                Type = request.Type,
                Name = "app",
                Parent = "urn:parent",
                Object = request.Inputs,
                AcceptSecrets = true,
                AcceptResources = true,
                SupportsPartialValues = true,
                SupportsResultReporting = true,
                Dependencies = { "urn:before" },
                PropertyDependencies = { ["userName"] = new() { Urns = { "urn:user" } } },
                Providers = { ["aws"] = "urn:aws::id" },
                Aliases = { new Alias { Urn = "urn:old" } },
                AliasSpecs = true,
                Protect = true,
                RetainOnDelete = false,
                DeletedWith = "urn:with",
                DeleteBeforeReplace = true,
                DeleteBeforeReplaceDefined = true,
                IgnoreChanges = { "a" },
                ReplaceOnChanges = { "b" },
                AdditionalSecretOutputs = { "c" },
                CustomTimeouts = new() { Create = "5m", Update = "6m", Delete = "7m", Read = "8m" },
                ReplaceWith = { "urn:other" },
                ReplacementTrigger = Value.ForNumber(1),
                Hooks = new() { BeforeCreate = { "h" }, OnError = { "e" } },
                ParentStackTraceHandle = "trace",
            },
            self);
    }

    [Fact]
    public async Task An_option_that_was_not_given_is_not_passed_as_false()
    {
        var self = (await Construct(Request(), OneChild)).Registered("app");

        Assert.False(self.HasProtect);
        Assert.False(self.HasRetainOnDelete);
        Assert.False(self.DeleteBeforeReplaceDefined);
        Assert.Null(self.CustomTimeouts);
        Assert.Null(self.Hooks);
    }

    [Fact]
    public async Task A_child_has_its_parent_and_the_dependencies_of_each_input()
    {
        var inputs = PropertyMap.Empty
            .With("plain", 1)
            .With("declared", "x")
            .With("output", new PropertyValue.List([new PropertyValue.Output(null, true, ["urn:b", "urn:c"])]));
        var dependencies = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(
            "declared", ["urn:a", "urn:b"]);

        var monitor = await Construct(
            Request(), async register => await register(new(Child, "app-child", inputs, dependencies), End));
        var child = monitor.Registered("app-child");

        Assert.Equal(ComponentUrn, child.Parent);
        Assert.True(child is
        {
            Custom: true,
            Remote: false,
            SupportsPartialValues: true,
            AcceptSecrets: true,
            AcceptResources: true,
            SupportsResultReporting: true,
        });
        Assert.Empty(child.PropertyDependencies["plain"].Urns);
        Assert.Equal(["urn:a", "urn:b"], child.PropertyDependencies["declared"].Urns);
        Assert.Equal(["urn:b", "urn:c"], child.PropertyDependencies["output"].Urns);
        Assert.Equal(["urn:a", "urn:b", "urn:c"], child.Dependencies.Order());
        Assert.Equal("trace", child.ParentStackTraceHandle);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(null)]
    public async Task A_child_is_deleted_before_its_replacement_if_the_component_says_so(bool? isDeletedFirst)
    {
        var monitor = await Construct(Request(), async register => await register(
            new(Child, "app-child", PropertyMap.Empty, ImmutableDictionary<string, ImmutableArray<string>>.Empty)
            {
                DeleteBeforeReplace = isDeletedFirst,
            },
            End));
        var child = monitor.Registered("app-child");

        Assert.Equal(
            (isDeletedFirst ?? false, isDeletedFirst is not null), (child.DeleteBeforeReplace, child.DeleteBeforeReplaceDefined));
    }

    [Fact]
    public async Task A_child_can_come_after_other_resources_and_replace_what_its_provider_would_update()
    {
        var inputs = PropertyMap.Empty.With("a", new PropertyValue.Output("x", false, ["urn:a"]));

        var child = (await Construct(Request(), async register => await register(
            new(Child, "app-child", inputs, None) { After = ["urn:b", "urn:a"], ReplaceOnChanges = ["a"] }, End)))
            .Registered("app-child");

        Assert.Equal(["urn:a", "urn:b"], child.Dependencies.Order());
        Assert.Equal(["urn:a"], child.PropertyDependencies["a"].Urns);
        Assert.Equal(["a"], child.ReplaceOnChanges);
    }

    [Fact]
    public async Task The_state_gets_the_secret_wrappers_that_the_provider_adds()
    {
        await using var served = await ServedProvider.Start();
        served.Provider.OnStoredInputs = call =>
            call.Inputs.With("password", new PropertyValue.Secret(call.Inputs["password"]));
        var request = Request();
        request.Inputs.Fields["password"] = Value.ForString("hushed");

        var self = (await Construct(request, OneChild, served)).Registered("app");

        Assert.Equal(
            "1b47061264138c4ac30d75fd1eb44270",
            self.Object.Fields["password"].StructValue.Fields["4dabf18193072939515e22adb298388d"].StringValue);
    }

    [Fact]
    public async Task A_child_of_this_package_has_its_version_and_the_provider_of_the_component()
    {
        await using var served = await ServedProvider.Start();
        await served.Client.ConfigureAsync(
            new ConfigureRequest { Urn = "urn:provider", Id = "an-id" }, cancellationToken: End);

        var child = (await Construct(Request(), OneChild, served)).Registered("app-child");

        Assert.Equal("urn:provider::an-id", child.Provider);
        Assert.Equal(
            (await served.Client.GetPluginInfoAsync(new Empty(), cancellationToken: End)).Version, child.Version);
    }

    [Fact]
    public async Task An_explicit_provider_of_the_component_takes_precedence()
    {
        await using var served = await ServedProvider.Start();
        await served.Client.ConfigureAsync(
            new ConfigureRequest { Urn = "urn:provider", Id = "an-id" }, cancellationToken: End);
        var request = Request();
        request.Providers.Add("infisical-rotation", "urn:given::1");

        Assert.Equal("urn:given::1", (await Construct(request, OneChild, served)).Registered("app-child").Provider);
    }

    [Fact]
    public async Task A_child_of_another_package_gets_only_an_explicit_provider()
    {
        var request = Request();
        request.Providers.Add("aws", "urn:aws::id");

        var monitor = await Construct(request, async register =>
        {
            await register(new("aws:iam/user:User", "app-user", PropertyMap.Empty, None), End);
            await register(new("gcp:x:Y", "app-y", PropertyMap.Empty, None), End);
        });

        Assert.Equal(
            ("urn:aws::id", ""), (monitor.Registered("app-user").Provider, monitor.Registered("app-user").Version));
        Assert.Equal(("", ""), (monitor.Registered("app-y").Provider, monitor.Registered("app-y").Version));
    }

    [Fact]
    public async Task Concurrent_children_register_their_component_once()
    {
        var monitor = await Construct(Request(), register => Task.WhenAll(Enumerable.Range(0, 20).Select(index =>
            register(new(Child, $"app-{index}", PropertyMap.Empty, None), End))));

        Assert.Equal(21, monitor.Registrations.Count);
        Assert.Equal("app", monitor.Registrations.First().Name);
        Assert.Single(monitor.Outputs);
    }

    [Fact]
    public async Task A_component_without_children_is_registered_too()
    {
        var monitor = await Construct(Request(), _ => Task.CompletedTask);

        Assert.Equal("app", Assert.Single(monitor.Registrations).Name);
        Assert.Equal(ComponentUrn, Assert.Single(monitor.Outputs).Urn);
    }

    private static ImmutableDictionary<string, ImmutableArray<string>> None =>
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    private static Task OneChild(RegisterChild register) =>
        register(new(Child, "app-child", PropertyMap.Empty, None), End);

    private static async Task<FakeMonitor> Construct(
        ConstructRequest request, Func<RegisterChild, Task> children, ServedProvider? given = null)
    {
        var monitor = new FakeMonitor();
        await using var server = await LoopbackServer.Start(ResourceMonitor.BindService(monitor), End);
        await using var own = given is null ? await ServedProvider.Start() : null;
        var served = given ?? own!;
        request.MonitorEndpoint = server.Address;
        served.Provider.OnConstruct = async (call, register, _) =>
        {
            await children(register);
            return new ConstructAnswer(call.Inputs, call.Dependencies);
        };
        await served.Client.ConstructAsync(request, cancellationToken: End);
        return monitor;
    }

    private static ConstructRequest Request() =>
        new()
        {
            Type = "infisical-rotation:index:Component",
            Name = "app",
            StackTraceHandle = "trace",
            Inputs = new Struct(),
        };

    private static ConstructRequest WithAllOptions()
    {
        var request = Request();
        request.Parent = "urn:parent";
        request.Inputs.Fields["userName"] = Value.ForString("ci-bot");
        request.InputDependencies["userName"] = new() { Urns = { "urn:user" } };
        request.Dependencies.Add("urn:before");
        request.Providers["aws"] = "urn:aws::id";
        request.Aliases.Add(new Alias { Urn = "urn:old" });
        request.Protect = true;
        request.RetainOnDelete = false;
        request.DeletedWith = "urn:with";
        request.DeleteBeforeReplace = true;
        request.IgnoreChanges.Add("a");
        request.ReplaceOnChanges.Add("b");
        request.AdditionalSecretOutputs.Add("c");
        request.CustomTimeouts = new() { Create = "5m", Update = "6m", Delete = "7m", Read = "8m" };
        request.ReplaceWith.Add("urn:other");
        request.ReplacementTrigger = Value.ForNumber(1);
        request.ResourceHooks = new() { BeforeCreate = { "h" }, OnError = { "e" } };
        return request;
    }
}

using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>The whole lifecycle of every type, as its own resource and as the generic one.</summary>
public sealed class EveryTypeTests
{
    public static TheoryData<string, bool> Resources
    {
        get
        {
            var rows = new TheoryData<string, bool>();
            foreach (var type in RotationTypes.All)
            {
                rows.Add(type.Slug, false);
                rows.Add(type.Slug, true);
            }

            return rows;
        }
    }

    /// <summary>Types whose credentials belong to something that the parameters name.</summary>
    public static TheoryData<string> Owned =>
    [
        .. RotationTypes.All
            .Where(type => type.Parameters.Any(parameter => parameter.Replaces))
            .Select(type => type.Slug),
    ];

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task A_rotation_passes_its_whole_lifecycle_and_leaves_nothing(string slug, bool isGeneric)
    {
        await using var engine = await Start(slug, isGeneric);
        var route = $"/api/v2/secret-rotations/{slug}";
        var inputs = Inputs(Contracts.Inputs(slug), slug, isGeneric);

        await engine.PreviewCreate(inputs);
        Assert.Empty(engine.Server.World.Rotations);
        var before = engine.Server.Requests.All.Length;
        var stored = await engine.Create(inputs);
        Assert.Equal([$"POST {route}"], engine.RequestsSince(before));

        engine.NewRun();
        before = engine.Server.Requests.All.Length;
        var read = await engine.Read(stored);
        Assert.Equal([$"GET {route}/{stored.Id}"], engine.RequestsSince(before));
        Assert.Equal(stored.Inputs, read!.Inputs);
        Assert.Empty(engine.Diff(read, inputs));

        var changed = Inputs(Contracts.ChangedInputs(slug), slug, isGeneric);
        Assert.DoesNotContain(engine.Diff(read, changed), change => change.Replaces);
        before = engine.Server.Requests.All.Length;
        var updated = await engine.Update(read, changed);
        Assert.Equal(["GET /api/v4/secrets", $"PATCH {route}/{stored.Id}"], engine.RequestsSince(before));
        Assert.Empty(engine.Diff((await engine.Read(updated))!, changed));

        var imported = await engine.Import($"{engine.Server.Seed.Project.Id}/dev/services/{updated.Text("name")}");
        Assert.Equal(stored.Id, imported!.Id);
        Assert.Equal(imported.Inputs, engine.Check(imported.Inputs, imported.Inputs));
        Assert.Empty(engine.Diff(imported, changed));

        before = engine.Server.Requests.All.Length;
        await engine.Delete(updated with { Inputs = updated.Inputs.With("revokeCredentialsOnDelete", true) });
        Assert.Equal([$"DELETE {route}/{stored.Id}"], engine.RequestsSince(before));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
        Assert.Empty(engine.Server.World.Credentials);
    }

    [Theory]
    [MemberData(nameof(Contracts.Slugs), MemberType = typeof(Contracts))]
    public async Task The_request_equals_the_accepted_one_of_the_contract(string slug)
    {
        await using var engine = await Start(slug, isGeneric: false);

        await engine.Create(Contracts.Inputs(slug));

        var sent = JsonNode.Parse(engine.Server.Requests.To("POST", "/api/v2/secret-rotations/").Single().Body);
        Assert.True(JsonNode.DeepEquals(Contracts.Create(slug), sent), sent!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public async Task A_change_of_the_account_replaces_and_deletes_before_it_creates(string slug)
    {
        var type = Contracts.Type(slug);
        await using var engine = await Start(slug, isGeneric: false);
        var stored = await engine.Create(Contracts.Inputs(slug));
        foreach (var field in type.Parameters.Where(field => field.Replaces))
        {
            var parameters = ((PropertyValue.Map)stored.Inputs["parameters"]).Properties;
            var value = new[] { EveryField.Valid(field), EveryField.Valid(field, other: true) }.First(
                one => !Canonical.AreEqual(field, parameters.Get(field.Name), one));
            var other = stored.Inputs.With("parameters", parameters.With(field.Name, value));

            var answer = engine.Provider.Diff(
                new DiffCall(engine.Token, engine.Urn("r"), stored.Id, stored.Inputs, stored.Outputs, other, []));

            Assert.True(answer.DeleteBeforeReplace, field.Name);
            Assert.Contains(answer.Changes, change => change.Replaces && change.Path == $"parameters.{field.Name}");
        }

        await engine.Delete(stored);
        var next = await engine.Create(Contracts.Inputs(slug));
        Assert.NotEqual(stored.Id, next.Id);
        Assert.Single(engine.Server.World.Rotations);
    }

    [Fact]
    public void Every_other_type_issues_credentials_that_belong_to_no_account() => Assert.Equal(
        [
            "cloudflare-api-token", "cloudflare-r2-access-key", "convex-access-key", "datadog-api-key",
            "dbt-service-token", "litellm-api-key", "open-router-api-key", "redis-credentials", "stripe-api-key",
        ],
        Contracts.Slugs.Select(row => row.Data).Except(Owned.Select(row => row.Data)));

    [Theory]
    [InlineData("hp-ilo-local-account")]
    [InlineData("ldap-password")]
    [InlineData("unix-linux-local-account")]
    [InlineData("windows-local-account")]
    public async Task A_field_that_only_a_create_sends_is_in_no_output_and_in_no_log(string slug)
    {
        const string Password = "present-password";
        await using var engine = await Start(slug, isGeneric: false);
        var inputs = Contracts.Inputs(slug).With("temporaryParameters", PropertyMap.Empty.With("password", Password));
        var echo = Fault.Error(400, "BadRequest", $"The password {Password} is wrong.");
        engine.Server.Faults.On("POST", $"/api/v2/secret-rotations/{slug}", echo);

        await engine.PreviewCreate(inputs);
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(inputs));
        var stored = await engine.Create(inputs);

        Assert.All(engine.Server.Requests.To("POST", "/api/v2/secret-rotations/"), request => Assert.Equal(
            Password, JsonNode.Parse(request.Body)!["temporaryParameters"]!["password"]!.GetValue<string>()));
        Assert.Contains("The password [secret] is wrong.", refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty(engine.Log);
        Assert.DoesNotContain(Password, string.Join('\n', engine.Log), StringComparison.Ordinal);
        Assert.IsType<PropertyValue.Secret>(stored.Inputs["temporaryParameters"]);
        Assert.Null(stored.Outputs.Get("temporaryParameters"));
        Assert.DoesNotContain(
            stored.Outputs, pair => Printed.Text(pair.Value).Contains(Password, StringComparison.Ordinal));
    }

    [Fact]
    public void No_other_type_has_fields_that_only_a_create_sends() => Assert.Equal(
        ["hp-ilo-local-account", "ldap-password", "unix-linux-local-account", "windows-local-account"],
        RotationTypes.All.Where(type => type.Inputs.Any(field => field.IsCreateOnly)).Select(type => type.Slug));

    private static PropertyMap Inputs(PropertyMap inputs, string slug, bool isGeneric) =>
        isGeneric ? inputs.With("type", slug) : inputs;

    private static Task<ProviderHarness> Start(string slug, bool isGeneric) => ProviderHarness.Start(
        new EmulatorOptions { Seed = Seed.WithEveryApp() },
        PackageInfo.Token(isGeneric ? RotationTypes.GenericName : Contracts.Type(slug).TypeName));
}

using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>A type that is newer than the provider, through the generic resource.</summary>
public sealed class UnknownTypeTests
{
    private const string Token = "infisical-rotation:index:SecretRotation";

    [Fact]
    public async Task An_unknown_type_is_a_warning_and_is_passed_on_unchanged()
    {
        await using var engine = await ProviderHarness.Start(token: Token);
        var inputs = Inputs(engine);
        engine.Server.Faults.On("POST", "/api/v2/secret-rotations/shiny-new-key", Answer(engine));

        await engine.PreviewCreate(inputs);
        var stored = await engine.Create(inputs);

        Assert.Contains(
            "does not know the rotation type \"shiny-new-key\"",
            Assert.Single(engine.Warnings),
            StringComparison.Ordinal);
        var sent = engine.Server.Requests.To("POST", "/api/v2/secret-rotations/").Single().Body;
        Assert.Contains("\"parameters\":{\"depth\":3,\"shape\":{\"kind\":\"round\"}}", sent, StringComparison.Ordinal);
        Assert.Contains("\"temporaryParameters\":{\"password\":\"once\"}", sent, StringComparison.Ordinal);
        Assert.Null(stored.Outputs.Get("maxKeyAgeDays"));
        Assert.Null(stored.Outputs.Get("temporaryParameters"));
    }

    [Fact]
    public async Task Members_that_the_server_adds_are_kept_in_the_outputs_and_are_no_diff()
    {
        await using var engine = await ProviderHarness.Start(token: Token);
        var inputs = Inputs(engine);
        engine.Server.Faults.On("POST", "/api/v2/secret-rotations/shiny-new-key", Answer(engine));
        engine.Server.Faults.On("GET", "/api/v2/secret-rotations/shiny-new-key", Answer(engine));

        var read = await engine.Read(await engine.Create(inputs));

        Assert.Equal("added", Printed.Text(((PropertyValue.Map)read!.Outputs["parameters"]).Properties["byServer"]));
        Assert.Empty(engine.Diff(read, inputs));
        Assert.Equal("parameters.depth", Assert.Single(engine.Diff(read, inputs.With("parameters", PropertyMap.Empty
            .With("depth", 4d).With("shape", PropertyMap.Empty.With("kind", "round"))))).Path);
    }

    [Fact]
    public async Task An_unknown_value_of_type_checks_and_previews()
    {
        await using var engine = await ProviderHarness.Start(token: Token);

        var answer = await engine.PreviewCreate(Inputs(engine).With("type", PropertyValue.Unknown.Instance));

        Assert.Empty(answer.Id);
    }

    [Fact]
    public async Task A_known_type_is_checked_for_what_its_own_resource_requires()
    {
        await using var engine = await ProviderHarness.Start(token: Token);

        var answer = engine.Provider.Check(
            new CheckCall(
                Token,
                "r",
                "urn",
                PropertyMap.Empty,
                Inputs(engine).With("type", "ldap-password").Without("temporaryParameters"),
                null));

        Assert.Equal(
            ["parameters.dn", "secretsMapping.dn", "secretsMapping.password"],
            answer.Errors.Select(failure => failure.Path));
    }

    [Fact]
    public async Task A_misspelt_type_is_reported_with_the_nearest_one()
    {
        await using var engine = await ProviderHarness.Start(token: Token);

        await engine.PreviewCreate(engine.Inputs().With("type", "aws-iam-user-secrets"));

        Assert.Contains("Did you mean aws-iam-user-secret?", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    /// <summary>
    /// A read takes a member that the server does not show for one that it does not support. After a lost response it may
    /// be one that never arrived.
    /// </summary>
    [Theory]
    [InlineData("", false)]
    [InlineData(",\"weight\":7", true)]
    public async Task A_new_member_that_is_not_shown_after_a_lost_response_did_not_arrive(string shown, bool isApplied)
    {
        await using var engine = await ProviderHarness.Start(token: Token);
        engine.Server.Faults.On("POST", "/api/v2/secret-rotations/shiny-new-key", Answer(engine));
        var stored = await engine.Create(Inputs(engine));
        engine.Server.Faults.On("PATCH", "/api/v2/secret-rotations/shiny-new-key", Fault.CutBeforeHandling);
        engine.Server.Faults.On("GET", "/api/v2/secret-rotations/shiny-new-key", Answer(engine, shown), times: 100);
        var news = Inputs(engine).With("parameters", PropertyMap.Empty
            .With("depth", 3d).With("shape", PropertyMap.Empty.With("kind", "round")).With("weight", 7d));

        var error = await Record.ExceptionAsync(() => engine.Update(stored, news));

        Assert.Equal(!isApplied, error is RefusalException);
        Assert.Equal(isApplied, error is null);
        Assert.Single(engine.Server.Requests.To("PATCH", "/api/v2/secret-rotations/"));
    }

    [Fact]
    public async Task A_preview_promises_no_age_of_a_credential()
    {
        await using var engine = await ProviderHarness.Start(token: Token);

        var preview = await engine.PreviewCreate(Inputs(engine));

        Assert.Null(preview.Outputs.Get("maxKeyAgeDays"));
        Assert.DoesNotContain(engine.Log, line => line.Contains("days old", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replacement_of_a_known_type_is_refused_while_its_predecessor_has_its_name()
    {
        await using var engine = await ProviderHarness.Start(token: Token);
        var inputs = engine.Inputs().With("type", "aws-iam-user-secret");
        var stored = await engine.Create(inputs);
        engine.NewRun();
        engine.DiffBeforeProgram(stored);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(inputs));

        Assert.Contains("both need the name \"ci-key\"", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    private static PropertyMap Inputs(ProviderHarness engine) => engine.Inputs()
        .With("type", "shiny-new-key")
        .With("parameters", PropertyMap.Empty.With("depth", 3d).With("shape", PropertyMap.Empty.With("kind", "round")))
        .With("secretsMapping", PropertyMap.Empty.With("key", "SHINY"))
        .With("temporaryParameters", new PropertyValue.Secret(PropertyMap.Empty.With("password", "once")));

    private static Fault Answer(ProviderHarness engine, string more = "") => Fault.Answer(200, $$$"""
        {"secretRotation":{"id":"33333333-3333-4333-8333-333333333333","name":"ci-key","description":null,"type":"shiny-new-key",
         "parameters":{"depth":3,"shape":{"kind":"round"},"byServer":"added"{{{more}}}},"secretsMapping":{"key":"SHINY"},
         "isAutoRotationEnabled":true,"rotationInterval":30,"rotateAtUtc":{"hours":0,"minutes":0},"activeIndex":0,"rotationStatus":"success",
         "lastRotatedAt":"2026-08-01T10:15:00.000Z","nextRotationAt":"2126-09-01T02:30:00.000Z","projectId":"{{{engine.Server.Seed.Project.Id}}}",
         "folder":{"id":"f","path":"/services"},"environment":{"id":"e","name":"Development","slug":"dev"},
         "connectionId":"{{{engine.Server.Seed.Connection.Id}}}","connection":{"id":"c","name":"new","app":"shiny"},"somethingNew":1}}
        """);
}

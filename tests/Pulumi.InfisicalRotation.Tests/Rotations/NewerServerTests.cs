using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>
/// A known type on a newer server, which has another choice, more members and one more secret. The generic resource
/// passes them on; the typed one knows what its schema has.
/// </summary>
public sealed class NewerServerTests
{
    private const string Slug = "cloudflare-r2-access-key";

    private static readonly PropertyMap Newer = Contracts.Inputs(Slug)
        .With("type", Slug)
        .With("parameters", PropertyMap.Empty
            .With("name", "backups")
            .With("accessLevel", "admin")
            .With("tier", "gold")
            .With("buckets", new PropertyValue.List(
                [PropertyMap.Empty.With("name", "backups").With("storageClass", "cold")])))
        .With("secretsMapping", PropertyMap.Empty
            .With("accessKeyId", "CI_ID").With("secretAccessKey", "CI_SECRET").With("endpoint", "CI_ENDPOINT"));

    [Fact]
    public async Task What_only_the_server_knows_is_sent_after_a_warning_for_each()
    {
        await using var engine = await Start();

        await engine.PreviewCreate(Newer);
        var stored = await engine.Create(Newer);

        Assert.Equal(
            [
                "parameters.buckets[0].storageClass is not a member",
                "parameters.accessLevel is \"admin\", which this",
                "parameters.tier is not a member",
                "secretsMapping.endpoint is not a member",
            ],
            engine.Warnings.Select(line => string.Join(' ', line.Split(' ')[1..6])));
        var sent = Sent(engine, "POST");
        Assert.Equal("gold", sent["parameters"]!["tier"]!.GetValue<string>());
        Assert.Equal("cold", sent["parameters"]!["buckets"]![0]!["storageClass"]!.GetValue<string>());
        Assert.Contains(engine.Server.World.Secrets, secret => secret.Name == "CI_ENDPOINT");
        engine.NewRun();
        var read = (await engine.Read(stored))!;
        Assert.Equal(stored.Inputs, read.Inputs);
        Assert.Empty(engine.Diff(read, Newer));
        await engine.Delete(read);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task Another_value_on_the_server_is_drift_and_is_put_back()
    {
        await using var engine = await Start();
        var stored = await engine.Create(Newer);
        var parameters = ((PropertyValue.Map)Newer["parameters"]).Properties;
        await engine.SendElsewhere(HttpMethod.Patch, Slug, $"/{stored.Id}", PropertyMap.Empty.With(
            "parameters", parameters.With("tier", "silver")));
        engine.NewRun();

        var read = (await engine.Read(stored))!;

        Assert.Equal("parameters.tier", Assert.Single(engine.Diff(read, Newer)).Path);
        await engine.Update(read, Newer);
        Assert.Equal("gold", Sent(engine, "PATCH")["parameters"]!["tier"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_answer_about_a_newer_member_is_looked_up(bool isApplied)
    {
        await using var engine = await Start();
        var stored = await engine.Create(Newer);
        engine.Server.Faults.On(
            "PATCH", "/api/v2/secret-rotations", isApplied ? Fault.CutAfterHandling : Fault.CutBeforeHandling);
        var parameters = ((PropertyValue.Map)Newer["parameters"]).Properties;

        var refusal = await Record.ExceptionAsync(
            () => engine.Update(stored, Newer.With("parameters", parameters.With("tier", "silver"))));

        Assert.Equal(!isApplied, refusal is RefusalException);
        Assert.Equal(isApplied, refusal is null);
    }

    [Fact]
    public async Task A_newer_member_that_the_program_gives_up_is_not_sent_back()
    {
        await using var engine = await Start();
        var stored = await engine.Create(Newer);
        var parameters = ((PropertyValue.Map)Newer["parameters"]).Properties.Without("tier");
        engine.NewRun();
        var read = (await engine.Read(stored))!;

        var updated = await engine.Update(read, Newer.With("parameters", parameters));

        Assert.False(Sent(engine, "PATCH")["parameters"]!.AsObject().ContainsKey("tier"));
        Assert.Empty(engine.Diff((await engine.Read(updated))!, Newer.With("parameters", parameters)));
    }

    [Fact]
    public async Task An_older_server_ignores_the_members_and_that_is_a_warning_and_no_drift()
    {
        await using var engine = await Start(isNewer: false);
        var parameters = ((PropertyValue.Map)Newer["parameters"]).Properties.With("accessLevel", "object-read");
        var inputs = Newer.With("parameters", parameters);

        var stored = await engine.Create(inputs);

        Assert.Contains(
            "ignored parameters.buckets[0].storageClass, parameters.tier, secretsMapping.endpoint",
            Assert.Single(engine.Warnings),
            StringComparison.Ordinal);
        engine.NewRun();
        Assert.Empty(engine.Diff((await engine.Read(stored))!, inputs));
    }

    [Fact]
    public async Task A_newer_member_is_checked_like_any_value_that_is_sent()
    {
        await using var engine = await Start();
        var parameters = ((PropertyValue.Map)Newer["parameters"]).Properties;
        var mapping = ((PropertyValue.Map)Newer["secretsMapping"]).Properties;

        Assert.Equal(["parameters.tier"], Errors(engine, Newer.With(
            "parameters", parameters.With("tier", new PropertyValue.Number(double.PositiveInfinity)))));
        Assert.Equal(["secretsMapping.endpoint"], Errors(engine, Newer.With(
            "secretsMapping", mapping.With("endpoint", "A/B"))));
        Assert.Equal(["secretsMapping.endpoint"], Errors(engine, Newer.With(
            "secretsMapping", mapping.With("endpoint", "CI_ID"))));
        Assert.Equal(["parameters.name"], Errors(engine, Newer.With("parameters", parameters.Without("name"))));
    }

    [Fact]
    public async Task The_typed_resource_accepts_none_of_them()
    {
        await using var engine = await Start();
        engine.Token = PackageInfo.Token(Contracts.Type(Slug).TypeName);

        Assert.Equal(
            ["parameters.buckets[0].storageClass", "parameters.accessLevel", "parameters.tier", "secretsMapping.endpoint"],
            Errors(engine, Newer.Without("type")));
    }

    private static IEnumerable<string> Errors(ProviderHarness engine, PropertyMap inputs) => engine.Provider
        .Check(new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, inputs, null))
        .Errors.Select(error => error.Path);

    private static JsonNode Sent(ProviderHarness engine, string method) => JsonNode.Parse(
        engine.Server.Requests.All.Last(request => request.Method == method
            && request.Path.StartsWith("/api/v2/secret-rotations", StringComparison.Ordinal)).Body)!;

    private static Task<ProviderHarness> Start(bool isNewer = true)
    {
        var options = new EmulatorOptions { Seed = Seed.WithEveryApp() };
        if (isNewer)
        {
            options.OtherTypes[Slug] = NewerType();
        }

        return ProviderHarness.Start(options, PackageInfo.Token(RotationTypes.GenericName));
    }

    private static JsonObject NewerType()
    {
        var type = Contract.Read(Slug, "type.json").AsObject();
        var parameters = type["parameters"]!.AsArray();
        parameters.Add(Text("tier"));
        Named(parameters, "accessLevel")["oneOf"]!.AsArray().Add("admin");
        Named(parameters, "buckets")["items"]!["fields"]!.AsArray().Add(Text("storageClass"));
        type["secretsMapping"]!.AsArray().Add("endpoint");
        type["credential"]!.AsArray().Add(new JsonObject { ["name"] = "endpoint" });
        return type;
    }

    private static JsonObject Text(string name) => new() { ["name"] = name, ["kind"] = "text" };

    private static JsonNode Named(JsonArray fields, string name) =>
        fields.Single(field => field!["name"]!.GetValue<string>() == name)!;
}

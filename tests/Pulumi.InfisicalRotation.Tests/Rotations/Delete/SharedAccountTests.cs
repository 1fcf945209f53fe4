using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Delete;

/// <summary>
/// Deleting one of two rotations of an account: what the other one has published must go on working. For these types,
/// revoking sets a credential that nobody knows.
/// </summary>
public sealed class SharedAccountTests
{
    public static TheoryData<string, string, bool> Types => new()
    {
        { "postgres-credentials", "password", true },
        { "postgres-credentials", "password", false },
        { "auth0-client-secret", "clientSecret", true },
        { "auth0-client-secret", "clientSecret", false },
    };

    /// <summary>A resource that was renamed without an alias, or one of two that somebody removed.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public async Task The_published_credential_of_the_other_rotation_goes_on_working(
        string slug, string secret, bool isSameRun)
    {
        await using var engine = await Start(slug);
        var old = await engine.Create(Contracts.Inputs(slug), "db");
        var other = await engine.Create(Second(slug, secret), "database");
        if (!isSameRun)
        {
            engine.NewRun();
        }

        await engine.Delete(old);

        Assert.True(Works(engine, "OTHER_SECRET"));
        Assert.Equal(other.Id, Assert.Single(engine.Server.World.Rotations).Id);
        Assert.Contains(
            engine.Warnings,
            line => line.Contains("were not revoked, because the rotation \"second\"", StringComparison.Ordinal)
                && line.Contains("change its rotateTriggers", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_last_of_them_revokes(bool isParallel)
    {
        const string Slug = "postgres-credentials";
        await using var engine = await Start(Slug);
        var one = await engine.Create(Contracts.Inputs(Slug), "db");
        var two = await engine.Create(Second(Slug, "password"), "database");
        engine.NewRun();

        var first = engine.Delete(one);
        if (!isParallel)
        {
            await first;
        }

        await engine.Delete(two);
        await first;

        Assert.Empty(engine.Server.World.Rotations);
        Assert.Empty(engine.Server.World.Credentials);
    }

    [Fact]
    public async Task An_account_that_only_the_deleted_rotation_had_is_named()
    {
        const string Slug = "postgres-credentials";
        await using var engine = await Start(Slug);
        var old = await engine.Create(Contracts.Inputs(Slug), "db");
        await engine.Create(
            Second(Slug, "password").With(
                "parameters", PropertyMap.Empty.With("username1", "app_b").With("username2", "app_c")),
            "database");

        await engine.Delete(old);

        Assert.True(Works(engine, "OTHER_SECRET"));
        Assert.Contains(
            engine.Warnings,
            line => line.Contains("also rotates \"app_b\"", StringComparison.Ordinal)
                && line.Contains("The credential of \"app_a\" stays valid and is no longer rotated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_of_a_third_rotation_is_not_called_free()
    {
        const string Slug = "postgres-credentials";
        await using var engine = await Start(Slug);
        var old = await engine.Create(Contracts.Inputs(Slug), "db");
        await engine.Create(OfAccounts("second", "B", "app_b", "app_c"), "second");
        await engine.Create(OfAccounts("third", "C", "app_a", "app_d"), "third");

        await engine.Delete(old);

        var warning = Assert.Single(engine.Warnings, line => line.Contains("not revoked", StringComparison.Ordinal));
        Assert.DoesNotContain("stays valid and is no longer rotated", warning, StringComparison.Ordinal);
    }

    /// <summary>The server has issued the new credential, and its answer is still on the way.</summary>
    [Fact]
    public async Task A_deletion_waits_for_the_creation_of_a_rotation_of_the_same_account()
    {
        const string Slug = "postgres-credentials";
        await using var engine = await Start(Slug);
        var old = await engine.Create(Contracts.Inputs(Slug), "db");
        engine.NewRun();
        await engine.Read(old);
        var hold = new Hold();
        engine.Server.Faults.On("POST", $"/api/v2/secret-rotations/{Slug}", Fault.AnswerWaits(hold));

        var creating = engine.Create(Second(Slug, "password"), "database");
        await hold.Arrived;
        var deleting = engine.Delete(old);
        for (var read = 0; read < 10; read++)
        {
            await engine.Import(old.Id, "other");
        }

        hold.Release();
        await creating;
        await deleting;

        Assert.True(Works(engine, "OTHER_SECRET"));
        Assert.Single(engine.Server.World.Rotations);
    }

    [Fact]
    public async Task A_rotation_of_another_account_does_not_keep_the_credentials_alive()
    {
        const string Slug = "postgres-credentials";
        await using var engine = await Start(Slug);
        var old = await engine.Create(Contracts.Inputs(Slug), "db");
        await engine.Create(
            Second(Slug, "password").With(
                "parameters", PropertyMap.Empty.With("username1", "app_c").With("username2", "app_d")),
            "database");

        await engine.Delete(old);

        Assert.Equal("app_c", Assert.Single(engine.Server.World.Credentials).Owner);
        Assert.Empty(engine.Warnings);
    }

    /// <summary>A list can be older than the deletion of the other rotation.</summary>
    [Fact]
    public async Task A_rotation_that_no_longer_exists_does_not_keep_the_credentials_alive()
    {
        const string Slug = "postgres-credentials";
        await using var engine = await Start(Slug);
        var old = await engine.Create(Contracts.Inputs(Slug), "db");
        var other = await engine.Create(Second(Slug, "password"), "database");
        engine.NewRun();
        await engine.ReadTogether(old, other);
        await engine.SendElsewhere(
            HttpMethod.Delete, Slug, $"/{other.Id}?deleteSecrets=true&revokeGeneratedCredentials=false", null);

        await engine.Delete(old);

        Assert.Empty(engine.Server.World.Credentials);
        Assert.Empty(engine.Server.World.Rotations);
    }

    [Fact]
    public async Task A_deletion_that_failed_counts_as_a_rotation_again()
    {
        const string Slug = "postgres-credentials";
        await using var engine = await Start(Slug);
        var one = await engine.Create(Contracts.Inputs(Slug), "db");
        var two = await engine.Create(Second(Slug, "password"), "database");
        engine.NewRun();
        engine.Server.Faults.On("DELETE", $"/api/v2/secret-rotations/{Slug}/{two.Id}", CommonFaults.Forbidden);

        await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(two));
        await engine.Delete(one);

        Assert.True(Works(engine, "OTHER_SECRET"));
    }

    [Fact]
    public async Task The_preview_of_the_second_rotation_says_how_to_remove_the_first()
    {
        const string Slug = "postgres-credentials";
        await using var engine = await Start(Slug);
        await engine.Create(Contracts.Inputs(Slug), "db");
        engine.NewRun();

        await engine.PreviewCreate(Second(Slug, "password"), "database");

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains("set revokeCredentialsOnDelete: false on the other one", warning, StringComparison.Ordinal);
        Assert.Contains("deletes either one without revoking", warning, StringComparison.Ordinal);
    }

    private static Task<ProviderHarness> Start(string slug) => ProviderHarness.Start(
        new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(slug).TypeName));

    private static PropertyMap Second(string slug, string secret)
    {
        var name = slug == "auth0-client-secret" ? "clientId" : "username";
        return Contracts.Inputs(slug).With("name", "second").With(
            "secretsMapping", PropertyMap.Empty.With(name, "OTHER_NAME").With(secret, "OTHER_SECRET"));
    }

    private static PropertyMap OfAccounts(string name, string prefix, string first, string second) =>
        Contracts.Inputs("postgres-credentials").With("name", name)
            .With(
                "secretsMapping",
                PropertyMap.Empty.With("username", $"{prefix}_USER").With("password", $"{prefix}_PASSWORD"))
            .With("parameters", PropertyMap.Empty.With("username1", first).With("username2", second));

    private static bool Works(ProviderHarness engine, string secret)
    {
        var value = engine.Server.World.Secrets.Single(one => one.Name == secret).Value;
        return engine.Server.World.Credentials.Any(one => one["password"] == value || one["clientSecret"] == value);
    }
}

using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>
/// The client secret was changed in the program: each command reads with the stored old one first, in a process of its
/// own. Infisical locks the identity after three refused logins.
/// </summary>
public sealed class RememberedRefusalTests : IDisposable
{
    private const string NewSecret = "n3w-s3cret-for-test";

    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory();

    public void Dispose() => _cache.Delete(recursive: true);

    [Fact]
    public async Task Previews_and_updates_with_an_outdated_secret_in_the_state_do_not_lock_the_identity()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Variables["XDG_CACHE_HOME"] = engine.Variables["LOCALAPPDATA"] = engine.Variables["HOME"] = _cache.FullName;
        var old = engine.Configuration();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.Add(engine.Server.Seed.Identity with { ClientSecret = NewSecret });
        var current = engine.Configuration(engine.Server.Seed.Identity with { ClientSecret = NewSecret });
        var before = Logins(engine);

        for (var command = 0; command < 4; command++)
        {
            engine.NewRun(old);
            Assert.NotNull(await engine.Read(stored));
            engine.NewRun(current);
            stored = await engine.Update(stored, engine.Inputs().With("rotationInterval", 31d + command));
        }

        // One refused login, and one that succeeds for each command.
        Assert.Equal(1 + 4, Logins(engine) - before);
        Assert.DoesNotContain(engine.Log, line => line.Contains("locked", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(
            engine.Warnings, line => line.Contains("is not repeated before", StringComparison.Ordinal));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_remembered_refusal_refuses_a_change_with_the_way_out()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Variables["XDG_CACHE_HOME"] = engine.Variables["LOCALAPPDATA"] = engine.Variables["HOME"] = _cache.FullName;
        var wrong = engine.Configuration(engine.Server.Seed.Identity with { ClientSecret = "wr0ng-for-test" });
        engine.NewRun(wrong);
        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));
        engine.NewRun(wrong);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Equal(RefusalKind.PermissionDenied, refusal.Kind);
        Assert.Contains("Check auth of the provider", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, Logins(engine));
    }

    private static int Logins(ProviderHarness engine) => engine.Server.Requests.To("POST", "/api/v1/auth/").Length;
}

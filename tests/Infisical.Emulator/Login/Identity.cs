using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>A machine identity with universal auth; client id and secret follow from its name.</summary>
/// <param name="Name">The name.</param>
public sealed record Identity(string Name)
{
    /// <summary>The id.</summary>
    public string Id { get; init; } = Ids.For($"identity:{Name}");

    /// <summary>What it logs in with.</summary>
    public string ClientId { get; init; } = Ids.For($"client:{Name}");

    /// <inheritdoc cref="ClientId"/>
    public string ClientSecret { get; init; } = $"s3cret-of-{Name}-for-test";

    /// <summary>What it logs in to a directory with.</summary>
    public string LdapUsername { get; init; } = $"uid={Name}";

    /// <inheritdoc cref="LdapUsername"/>
    public string LdapPassword { get; init; } = $"p4ssword-of-{Name}-for-test";

    /// <summary>The audience that its tokens must have; null, the default, is any.</summary>
    public string? Audience { get; init; }

    /// <summary>When the client secret stops working; never, if not said.</summary>
    public DateTimeOffset? ClientSecretExpiresAt { get; init; }

    /// <summary>How often the client secret can be used; 0, the default, is any number.</summary>
    public int ClientSecretUses { get; init; }

    /// <summary>How long a token lives, in seconds; 0 is forever. Default 30 days.</summary>
    public long TokenTtl { get; init; } = 2_592_000;

    /// <summary>How long a token can be kept alive by renewing, in seconds. Default 30 days.</summary>
    public long TokenMaxTtl { get; init; } = 2_592_000;

    /// <summary>What it may do; null, the default, is everything.</summary>
    public ImmutableArray<Grant>? Grants { get; init; }

    /// <summary>Projects it is a member of; null, the default, is all.</summary>
    public ImmutableArray<string>? Projects { get; init; }
}

/// <summary>A right; a condition that is null holds for anything.</summary>
/// <param name="Subject">For instance <c>secret-rotation</c>; <c>*</c> is any.</param>
/// <param name="Action">For instance <c>create</c>; <c>*</c> is any.</param>
public sealed record Grant(string Subject, string Action)
{
    /// <summary>Only in this environment.</summary>
    public string? Environment { get; init; }

    /// <summary>Only in this folder.</summary>
    public string? SecretPath { get; init; }

    /// <summary>Only with this connection.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>Only the secret of this name.</summary>
    public string? SecretName { get; init; }
}

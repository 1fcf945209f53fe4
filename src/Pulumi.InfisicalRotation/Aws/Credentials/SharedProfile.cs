namespace Pulumi.InfisicalRotation.Aws.Credentials;

/// <summary>A profile of the shared configuration files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region, or null.</param>
internal sealed record SharedProfile(string Name, string? Region)
{
    /// <summary>The role that the profile assumes; null if it has keys of its own.</summary>
    public AssumedRole? Role { get; init; }

    /// <summary>The profile whose keys assume the role.</summary>
    public string? SourceProfile { get; init; }

    /// <summary>Where the keys that assume the role come from, if not from a profile.</summary>
    public string? CredentialSource { get; init; }

    public string? WebIdentityTokenFile { get; init; }

    public bool NeedsMfa { get; init; }

    /// <summary>Reads the profile's own keys: fixed ones, or those of a program that it names.</summary>
    public required Func<DateTimeOffset, Task<AwsKeys>> ReadKeys { get; init; }
}

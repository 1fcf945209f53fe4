using Pulumi.InfisicalRotation.Aws.Iam;

namespace Pulumi.InfisicalRotation.Aws.Credentials;

/// <summary>
/// Where credentials come from, in AWS's usual order: the settings, the environment, a web identity, a profile, the
/// container or instance. A role is assumed by a request of our own, because the SDK does so only with further packages.
/// </summary>
internal sealed class KeyChain(AwsOptions options, StsClient sts)
{
    private const string KeyIdVariable = "AWS_ACCESS_KEY_ID";
    private const string SecretVariable = "AWS_SECRET_ACCESS_KEY";
    private const string DefaultProfile = "default";

    private AwsSettings Settings => options.Settings;

    /// <exception cref="AwsException">There are no keys.</exception>
    public async Task<AwsKeys> Find()
    {
        try
        {
            return await FindKeys();
        }
        catch (Exception fault) when (fault is not (AwsException or OutOfMemoryException))
        {
            // The SDK quotes a line that it cannot read, and with it a secret, so neither its text nor itself is kept.
            // Nobody can cancel the search: a cancellation is a timeout of the SDK.
            throw Missing(AwsMessages.SourceFailed(fault));
        }
    }

    private async Task<AwsKeys> FindKeys()
    {
        var keys = await OfSettings() ?? OfEnvironment() ?? await OfWebIdentity() ?? await OfUsualProfile()
            ?? await SdkCredentials.OfMachine(Now);
        return Settings.RoleArn is { } role ? await sts.AssumeRole(keys, new AssumedRole(role), default) : keys;
    }

    // As AWS's own expiry, so that one clock decides about all keys.
    private DateTimeOffset Now => sts.Now;

    private string? ProfileFile => options.Variable("AWS_SHARED_CREDENTIALS_FILE");

    private async Task<AwsKeys?> OfSettings() =>
        Settings is { AccessKeyId: { } id, SecretAccessKey: { } secret }
            ? new AwsKeys(id, secret, Settings.SessionToken)
            : Settings.Profile is { } name
                ? await OfProfile(name, []) ?? throw Missing(AwsMessages.ProfileMissing(name))
                : null;

    private AwsKeys? OfEnvironment() => (options.Variable(KeyIdVariable), options.Variable(SecretVariable)) switch
    {
        ({ } id, { } secret) => new AwsKeys(id, secret, options.Variable("AWS_SESSION_TOKEN")),
        (null, not null) => throw Missing(AwsMessages.PartialVariables(SecretVariable, KeyIdVariable)),
        (not null, null) => throw Missing(AwsMessages.PartialVariables(KeyIdVariable, SecretVariable)),
        _ => null,
    };

    private async Task<AwsKeys?> OfWebIdentity() =>
        options.Variable("AWS_WEB_IDENTITY_TOKEN_FILE") is { } file && options.Variable("AWS_ROLE_ARN") is { } role
            ? await AssumeWith(
                file, new AssumedRole(role) { SessionName = options.Variable("AWS_ROLE_SESSION_NAME") }, null)
            : null;

    private async Task<AwsKeys?> OfUsualProfile()
    {
        var named = options.Variable("AWS_PROFILE");
        return await OfProfile(named ?? DefaultProfile, [])
            ?? (named is null ? null : throw Missing(AwsMessages.ProfileMissing(named)));
    }

    private async Task<AwsKeys?> OfProfile(string name, HashSet<string> visited)
    {
        if (SdkCredentials.Profile(name, ProfileFile) is not { } profile)
        {
            return null;
        }

        if (!visited.Add(name))
        {
            // A profile may assume a role with keys of its own.
            return profile.SourceProfile == name
                ? await profile.ReadKeys(Now)
                : throw Missing(AwsMessages.ProfileCycle(name));
        }

        if (profile.Role is not { } role)
        {
            return await profile.ReadKeys(Now);
        }

        return profile.NeedsMfa ? throw Missing(AwsMessages.ProfileNeedsMfa(name))
            : profile.WebIdentityTokenFile is { } file ? await AssumeWith(file, role, profile.Region)
            : await sts.AssumeRole(
                (await SourceOf(profile, visited)) with { Region = profile.Region }, role, CancellationToken.None);
    }

    private async Task<AwsKeys> SourceOf(SharedProfile profile, HashSet<string> visited) => profile switch
    {
        { SourceProfile: { } source } =>
            await OfProfile(source, visited) ?? throw Missing(AwsMessages.ProfileMissing(source)),
        { CredentialSource: "Environment" } => OfEnvironment() ?? throw Missing(AwsMessages.NoCredentials),
        _ => await SdkCredentials.OfMachine(Now),
    };

    private async Task<AwsKeys> AssumeWith(string tokenFile, AssumedRole role, string? region)
    {
        try
        {
            var token = await File.ReadAllTextAsync(tokenFile);
            return await sts.AssumeRoleWithWebIdentity(token.Trim(), role, region, CancellationToken.None);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Missing(AwsMessages.TokenFileUnreadable(fault.Message));
        }
    }

    private static AwsException Missing(string message) => new(AwsErrorKind.CredentialsMissing, null, message);
}

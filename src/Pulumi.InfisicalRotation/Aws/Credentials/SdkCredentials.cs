using System.Security;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace Pulumi.InfisicalRotation.Aws.Credentials;

/// <summary>
/// The credentials that AWS's SDK finds: profiles of the shared files, containers, instances. The only file that uses
/// these classes of the SDK; a process that makes no request to AWS never enters it.
/// </summary>
internal static class SdkCredentials
{
    /// <summary>How long keys of the SDK are used without asking it again; it renews them by itself.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <param name="name">The profile.</param>
    /// <param name="location">A file in place of the usual one; null for the usual files.</param>
    /// <returns>The profile, or null if it does not exist.</returns>
    public static SharedProfile? Profile(string name, string? location)
    {
        var chain = new CredentialProfileStoreChain(location);
        return chain.TryGetProfile(name, out var profile) ? Read(chain, profile) : null;
    }

    /// <summary>Keys of a container or an instance.</summary>
    /// <exception cref="AwsException">There are none.</exception>
    public static async Task<AwsKeys> OfMachine(DateTimeOffset now)
    {
        try
        {
            return await KeysOf(await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(), null, now);
        }
        catch (Exception fault) when (IsExpected(fault))
        {
            // The failure itself is not kept: it lists the texts of all others, which may quote a line of a file.
            throw new AwsException(AwsErrorKind.CredentialsMissing, null, AwsMessages.NoCredentials);
        }
    }

    private static SharedProfile Read(CredentialProfileStoreChain chain, CredentialProfile profile)
    {
        var options = profile.Options;
        var region = profile.Region?.SystemName;
        return new SharedProfile(profile.Name, region)
        {
            Role = options.RoleArn is { Length: > 0 } arn
                ? new AssumedRole(arn) { SessionName = options.RoleSessionName, ExternalId = options.ExternalID }
                : null,
            SourceProfile = options.SourceProfile,
            CredentialSource = options.CredentialSource,
            WebIdentityTokenFile = options.WebIdentityTokenFile,
            NeedsMfa = options.MfaSerial is { Length: > 0 },
            ReadKeys = async now =>
            {
                try
                {
                    var credentials = AWSCredentialsFactory.GetAWSCredentials(profile, chain);
                    return await KeysOf(credentials, region, now);
                }
                catch (Exception fault) when (IsExpected(fault))
                {
                    throw new AwsException(
                        AwsErrorKind.CredentialsMissing,
                        null,
                        AwsMessages.ProfileUnusable(profile.Name, fault.Message),
                        fault);
                }
            },
        };
    }

    private static async Task<AwsKeys> KeysOf(AWSCredentials credentials, string? region, DateTimeOffset now)
    {
        var keys = await credentials.GetCredentialsAsync();
        return new AwsKeys(keys.AccessKey, keys.SecretKey, keys.UseToken ? keys.Token : null, region)
        {
            ExpiresAt = now + Lifetime,
        };
    }

    private static bool IsExpected(Exception fault) => fault
        is AmazonClientException or AmazonServiceException or InvalidOperationException or ArgumentException
        or IOException or UnauthorizedAccessException or SecurityException or HttpRequestException
        or NotSupportedException or TimeoutException or System.ComponentModel.Win32Exception;
}

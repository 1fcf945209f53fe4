using Pulumi.InfisicalRotation.Aws.Credentials;
using Pulumi.InfisicalRotation.Aws.Query;

namespace Pulumi.InfisicalRotation.Aws.Iam;

/// <summary>The actions of STS that the provider uses.</summary>
internal sealed class StsClient(QueryClient client)
{
    private const string SessionName = "pulumi-infisical-rotation";

    /// <summary>The shortest that every role allows is 900 seconds, and the default is an hour.</summary>
    private const string Duration = "900";

    /// <inheritdoc cref="QueryClient.Now"/>
    public DateTimeOffset Now => client.Now;

    /// <summary>Who makes the requests.</summary>
    public async Task<CallerIdentity> GetCallerIdentity(AwsKeys keys, CancellationToken cancelled)
    {
        var answer = await client.Send(Request("GetCallerIdentity", keys), cancelled);
        return new CallerIdentity(answer.Text("Account") ?? "", answer.Text("Arn") ?? "");
    }

    /// <summary>Keys of a role.</summary>
    public async Task<AwsKeys> AssumeRole(AwsKeys keys, AssumedRole role, CancellationToken cancelled) =>
        Lent("AssumeRole", await client.Send(WithRole(Request("AssumeRole", keys), role), cancelled), keys.Region) with
        {
            LenderSecrets = [.. keys.Secrets],
        };

    /// <summary>Keys of a role for a token of another identity provider. The token is the credential.</summary>
    public async Task<AwsKeys> AssumeRoleWithWebIdentity(
        string token, AssumedRole role, string? region, CancellationToken cancelled)
    {
        const string Action = "AssumeRoleWithWebIdentity";
        var request = WithRole(Request(Action, null), role).With("WebIdentityToken", token) with
        {
            Secrets = [token],
            Region = region,
        };
        return Lent(Action, await client.Send(request, cancelled), region) with { LenderSecrets = [token] };
    }

    private static QueryRequest Request(string action, AwsKeys? keys) => new("sts", "2011-06-15", action)
    {
        Keys = keys,
    };

    private static QueryRequest WithRole(QueryRequest request, AssumedRole role)
    {
        request = request
            .With("RoleArn", role.Arn)
            .With("RoleSessionName", role.SessionName ?? SessionName)
            .With("DurationSeconds", Duration);
        return role.ExternalId is { } external ? request.With("ExternalId", external) : request;
    }

    private AwsKeys Lent(string action, QueryAnswer answer, string? region)
    {
        var keys = answer.Part("Credentials");
        return keys?.Text("AccessKeyId") is { } id
            && keys.Text("SecretAccessKey") is { } secret
            && keys.Text("SessionToken") is { } token
                ? new AwsKeys(id, secret, token, region)
                {
                    ExpiresAt = keys.Time("Expiration") ?? client.Now.AddMinutes(10),
                }
                : throw new AwsException(AwsErrorKind.Other, action, AwsMessages.Unreadable(action, 200));
    }
}

/// <param name="Account">The account's id.</param>
/// <param name="Arn">The user, or the session of a role.</param>
internal sealed record CallerIdentity(string Account, string Arn);

namespace Infisical.Emulator;

/// <summary>Who made an AWS request.</summary>
/// <param name="Arn">As GetCallerIdentity answers it.</param>
/// <param name="UserId">As GetCallerIdentity answers it.</param>
/// <param name="Principal">Whose policies count; null for the key that may do everything.</param>
internal sealed record AwsCaller(string Arn, string UserId, Principal? Principal);

/// <summary>A key that a role was assumed with.</summary>
internal sealed record AwsSession(AwsKey Key, string Token, string RoleName, string SessionName, DateTimeOffset Expiration);

/// <summary>Finds out who signed a request, and whether really.</summary>
internal sealed class IamSessions(Instance instance)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, AwsSession> _sessions = [];

    public AwsSession Assume(string roleName, string sessionName, int seconds)
    {
        var session = new AwsSession(
            new AwsKey("ASIA" + Ids.Capitals(16), Ids.Secret(40)), Ids.Secret(120), roleName, sessionName, instance.Now.AddSeconds(seconds));
        lock (_gate)
        {
            _sessions[session.Key.AccessKeyId] = session;
        }

        return session;
    }

    public AwsCaller Identify(Arrived request)
    {
        var signature = SignatureV4.Read(request);
        var session = SessionOf(signature.AccessKeyId);
        var secret = session?.Key.SecretAccessKey ?? instance.SecretOf(signature.AccessKeyId);
        if (secret is null || (session is not null && request.Headers.GetValueOrDefault("x-amz-security-token") != session.Token))
        {
            throw IamFailure.InvalidToken();
        }

        if (!signature.Fits(request, secret))
        {
            throw IamFailure.WrongSignature();
        }

        if (session is not null && instance.Now >= session.Expiration)
        {
            throw new IamFailure(403, "ExpiredToken", "The security token included in the request is expired");
        }

        instance.Iam.MarkUsed(signature.AccessKeyId, signature.Service, signature.Region);
        return CallerOf(signature.AccessKeyId, session);
    }

    private AwsSession? SessionOf(string accessKeyId)
    {
        lock (_gate)
        {
            return _sessions.GetValueOrDefault(accessKeyId);
        }
    }

    private AwsCaller CallerOf(string accessKeyId, AwsSession? session)
    {
        if (session is not null)
        {
            var role = instance.Iam.Role(session.RoleName);
            return new AwsCaller(
                $"arn:aws:sts::{Principal.Account}:assumed-role/{role.Name}/{session.SessionName}", $"{role.Id}:{session.SessionName}", role);
        }

        if (instance.Iam.Key(accessKeyId) is not { } key)
        {
            return new AwsCaller($"arn:aws:iam::{Principal.Account}:root", Principal.Account, Principal: null);
        }

        var user = instance.Iam.User(key.UserName);
        return new AwsCaller(user.Arn, user.Id, user);
    }
}

using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Who an AWS connection is to AWS.</summary>
internal sealed class ConnectionCallers(Instance instance)
{
    // Infisical's own account, which assumes the roles of others.
    private const string Server = "arn:aws:iam::999999999999:user/infisical";

    private readonly Lock _gate = new();
    private readonly HashSet<string> _settled = [];
    private readonly Dictionary<string, int> _refused = [];

    /// <summary>What there is now is known everywhere.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            _settled.UnionWith(instance.Iam.Users.SelectMany(user => instance.Iam.KeysOf(user.Name)).Select(key => key.AccessKeyId));
            _settled.UnionWith(instance.Iam.Roles.Select(role => role.Id));
        }
    }

    /// <summary>The user or role, or null for the key that may do everything.</summary>
    public AwsCaller SignIn(string method, JsonObject credentials, bool isTrial = false) => method == "assume-role"
        ? AsRole(credentials.TextOf("roleArn")!, isTrial)
        : AsUser(credentials.TextOf("accessKeyId")!, credentials.TextOf("secretAccessKey")!, isTrial);

    private AwsCaller AsRole(string arn, bool isTrial)
    {
        var role = instance.Iam.Roles.FirstOrDefault(role => role.Arn == arn);
        if (role is null || (isTrial && !IsKnown(role.Id, role.CreatedAt)))
        {
            throw new IamFailure(403, "AccessDenied", $"User: {Server} is not authorized to perform: sts:AssumeRole on resource: {arn}");
        }

        var session = $"infisical-app-connection-{Ids.New()}";
        return new AwsCaller($"arn:aws:sts::{Principal.Account}:assumed-role/{role.Name}/{session}", $"{role.Id}:{session}", role);
    }

    private AwsCaller AsUser(string accessKeyId, string secret, bool isTrial)
    {
        if (instance.SecretOf(accessKeyId) is not { } known || (isTrial && instance.Iam.Key(accessKeyId) is { } made && !IsKnown(accessKeyId, made.CreatedAt)))
        {
            throw IamFailure.InvalidToken();
        }

        if (secret != known)
        {
            throw IamFailure.WrongSignature();
        }

        return instance.Iam.Key(accessKeyId) is { } key && instance.Iam.User(key.UserName) is var user
            ? new AwsCaller(user.Arn, user.Id, user)
            : new AwsCaller($"arn:aws:iam::{Principal.Account}:root", Principal.Account, Principal: null);
    }

    /// <summary>What is new to IAM is refused for a while, by time or by attempts.</summary>
    private bool IsKnown(string id, DateTimeOffset createdAt)
    {
        lock (_gate)
        {
            if (_settled.Contains(id))
            {
                return true;
            }

            if (instance.Now < createdAt + instance.Options.AwsPropagationTime)
            {
                return false;
            }

            var refused = _refused.GetValueOrDefault(id);
            _refused[id] = refused + 1;
            return refused >= instance.Options.AwsPropagationAttempts;
        }
    }
}

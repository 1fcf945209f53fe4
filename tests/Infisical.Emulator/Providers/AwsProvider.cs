using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Keys of IAM users: with two there already the oldest is deleted, whoever made it.</summary>
internal sealed class AwsProvider(Instance instance) : IProvider
{
    private const int KeysPerUser = 2;

    private IamStore Iam => instance.Iam;

    public JsonObject Issue(IssueOrder order, Action beforeMaking)
    {
        try
        {
            var user = order.Parameters.TextOf("userName")!;
            var caller = CallerOf(order.ConnectionId);
            Demand(caller, "ListAccessKeys", user);
            var keys = Iam.KeysOf(user);
            if (keys.Length >= KeysPerUser)
            {
                Demand(caller, "DeleteAccessKey", user);
                Iam.DeleteKey(user, keys[0].AccessKeyId);
            }

            beforeMaking();
            Demand(caller, "CreateAccessKey", user);
            var key = Iam.CreateKey(user, madeByServer: true);
            return new JsonObject { ["accessKeyId"] = key.AccessKeyId, ["secretAccessKey"] = key.SecretAccessKey };
        }
        catch (IamFailure failure)
        {
            throw new ProviderFailure(failure.Message);
        }
    }

    /// <summary>The displaced key is left alone: which key goes is decided by age and count at the next issue.</summary>
    public void Retire(IssueOrder order)
    {
    }

    public bool Revoke(RotationType type, string connectionId, JsonObject parameters, JsonObject credential)
    {
        try
        {
            var user = parameters.TextOf("userName")!;
            Demand(CallerOf(connectionId), "DeleteAccessKey", user);
            Iam.DeleteKey(user, credential.TextOf("accessKeyId")!);
            return true;
        }
        catch (IamFailure)
        {
            return false;
        }
    }

    public bool Works(RotationType type, string connectionId, JsonObject credential) =>
        Iam.Key(credential.TextOf("accessKeyId")!) is { IsActive: true };

    /// <summary>Null where policies do not count.</summary>
    private AwsCaller? CallerOf(string connectionId) =>
        instance.Options.RotationsObeyIamPolicies && instance.Store.Current.Connections.GetValueOrDefault(connectionId) is { } connection
            ? instance.ConnectionCallers.SignIn(connection.Method, connection.Credentials)
            : null;

    private void Demand(AwsCaller? caller, string action, string userName)
    {
        var user = Iam.Users.FirstOrDefault(user => user.Name == userName);
        if (caller is not null)
        {
            PolicyDocument.Demand(caller, $"iam:{action}", user?.Arn ?? $"arn:aws:iam::{Principal.Account}:user/{userName}");
        }
    }
}

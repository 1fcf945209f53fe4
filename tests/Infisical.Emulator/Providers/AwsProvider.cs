using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Keys of IAM users: with two there already the oldest is deleted, whoever made it.</summary>
internal sealed class AwsProvider(IamStore iam) : IProvider
{
    private const int KeysPerUser = 2;

    public JsonObject Issue(IssueOrder order, Action beforeMaking)
    {
        try
        {
            var user = order.Parameters.TextOf("userName")!;
            var keys = iam.KeysOf(user);
            if (keys.Length >= KeysPerUser)
            {
                iam.DeleteKey(user, keys[0].AccessKeyId);
            }

            beforeMaking();
            var key = iam.CreateKey(user, madeByServer: true);
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
            iam.DeleteKey(parameters.TextOf("userName")!, credential.TextOf("accessKeyId")!);
            return true;
        }
        catch (IamFailure)
        {
            return false;
        }
    }

    public bool Works(RotationType type, string connectionId, JsonObject credential) =>
        iam.Key(credential.TextOf("accessKeyId")!) is not null;
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Aws.Iam;

/// <summary>
/// The IAM policy that the identity of an app connection needs to issue, rotate and revoke the keys of one user.
/// </summary>
internal static class RotatorPolicy
{
    /// <summary>The actions that Infisical takes on the user.</summary>
    public static readonly ImmutableArray<string> Actions =
        ["iam:ListAccessKeys", "iam:CreateAccessKey", "iam:DeleteAccessKey"];

    /// <summary>The policy document for a user, as JSON.</summary>
    /// <param name="userArn">With the path of the user. Partition and account may be wildcards.</param>
    public static string For(string userArn) => Document(userArn);

    /// <summary>
    /// The policy document for a user whose partition, account and path are not known. In an account, a user name is
    /// unique whatever the path, so the second resource is the same user.
    /// </summary>
    public static string ForName(string userName) =>
        Document(new JsonArray(UserArn(userName), UserArn($"*/{userName}")));

    private static string Document(JsonNode resource) => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = new JsonArray([.. Actions.Select(action => (JsonNode)action)]),
            ["Resource"] = resource,
        }),
    }.ToJsonString();

    /// <summary>The ARN of a user whose partition, account or path may be unknown.</summary>
    /// <param name="partition">Null for any.</param>
    /// <param name="accountId">Null for any.</param>
    public static string UserArn(string userName, string? partition = null, string? accountId = null) =>
        $"arn:{partition ?? "*"}:iam::{accountId ?? "*"}:user/{userName}";
}

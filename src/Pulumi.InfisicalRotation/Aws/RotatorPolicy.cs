using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Aws;

/// <summary>The IAM policy that lets Infisical issue, rotate and revoke one user's access keys.</summary>
internal static class RotatorPolicy
{
    /// <summary>The actions that Infisical calls.</summary>
    private static readonly string[] Actions = ["iam:ListAccessKeys", "iam:CreateAccessKey", "iam:DeleteAccessKey"];

    /// <param name="userArn">ARN of the user; partition and account may be wildcards.</param>
    /// <returns>The policy document, as JSON text.</returns>
    public static string For(string userArn) => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = new JsonArray([.. Actions.Select(action => (JsonNode)action)]),
            ["Resource"] = userArn,
        }),
    }.ToJsonString();
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>The requests that exchange credentials for an access token.</summary>
internal static class LoginRoutes
{
    /// <summary>The operation of every login.</summary>
    public const string Operation = "Logging in";

    /// <summary>Universal auth.</summary>
    /// <param name="credentials">What the machine identity proves itself with.</param>
    /// <param name="organization">The sub-organization to log in to; null for the identity's own.</param>
    public static ApiRequest Universal(Credentials.Universal credentials, string? organization)
    {
        var body = new UniversalLoginBody(credentials.ClientId, credentials.ClientSecret, organization, organization);
        return Login("universal-auth", JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Default.UniversalLoginBody))
            with
        {
            LocksOut = true,
            Choice = credentials.Choice,
        };
    }

    /// <summary>Every other method: the identity and its proof.</summary>
    /// <param name="credentials">The identity.</param>
    /// <param name="proof">Its proof for this login.</param>
    /// <param name="organization">The sub-organization to log in to; null for the identity's own.</param>
    public static ApiRequest Identity(Credentials.Identity credentials, Proof proof, string? organization)
    {
        var body = new JsonObject { ["identityId"] = credentials.IdentityId };
        foreach (var (name, value) in proof.Members)
        {
            body[name] = value?.DeepClone();
        }

        if (organization is not null)
        {
            body["organizationSlug"] = organization;
            body["subOrganizationName"] = organization;
        }

        return Login(credentials.Method, Encoding.UTF8.GetBytes(body.ToJsonString())) with
        {
            HasProof = true,
            HasTimedProof = proof.IsTimed,
            LocksOut = credentials.LocksOut,
            Choice = credentials.Choice,
            Secrets = proof.Secrets,
            Certificate = proof.Certificate,
        };
    }

    private static ApiRequest Login(string method, byte[] body) =>
        new(HttpMethod.Post, $"/api/v1/auth/{method}/login", Operation) { Body = body, IsLogin = true };
}

using System.Text.Json;
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
        return new ApiRequest(HttpMethod.Post, "/api/v1/auth/universal-auth/login", Operation)
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Default.UniversalLoginBody),
            IsLogin = true,
        };
    }
}

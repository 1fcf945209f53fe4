using System.Buffers;
using System.Text.Json.Serialization;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Login;

// Newer servers read OrganizationSlug, older ones SubOrganizationName. Both ignore the name that they do not know.
internal sealed record UniversalLoginBody(
    string ClientId, string ClientSecret, string? OrganizationSlug, string? SubOrganizationName)
{
    public override string ToString() => "UniversalLoginBody { [secret] }";
}

/// <summary>The response to every login.</summary>
/// <param name="AccessToken">The token for the other requests.</param>
/// <param name="ExpiresIn">The lifetime of the token in seconds; 0 for a token that does not expire.</param>
internal sealed record LoginResponse(string? AccessToken, double? ExpiresIn)
{
    /// <summary>When its request was sent, as a timestamp of the client's clock.</summary>
    [JsonIgnore]
    public long SentAt { get; init; }

    /// <summary>The login in a body; null where there is no token.</summary>
    public static LoginResponse? Read(ReadOnlySequence<byte> body) =>
        JsonBody.Read(body, ApiJson.Default.LoginResponse) is { } login && HeaderText.IsValid(login.AccessToken)
            ? login
            : null;

    public override string ToString() => "LoginResponse { [secret] }";
}

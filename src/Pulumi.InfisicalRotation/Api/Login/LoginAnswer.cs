namespace Pulumi.InfisicalRotation.Api.Login;

// Newer servers read the one name of the sub-organisation, older ones the other; both drop what they do not know.
internal sealed record UniversalLoginBody(string ClientId, string ClientSecret, string? OrganizationSlug, string? SubOrganizationName)
{
    public override string ToString() => "UniversalLoginBody { [secret] }";
}

/// <param name="ExpiresIn">Seconds the token lives; 0 means for ever.</param>
internal sealed record LoginAnswer(string? AccessToken, double? ExpiresIn)
{
    public override string ToString() => "LoginAnswer { [secret] }";
}

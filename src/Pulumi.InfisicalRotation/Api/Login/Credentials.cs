namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>How a machine identity proves itself. No case ever prints what it holds.</summary>
internal abstract record Credentials
{
    private Credentials()
    {
    }

    /// <summary>Universal auth: exchanged for an access token at the first request that needs one.</summary>
    public sealed record Universal(string ClientId, string ClientSecret) : Credentials
    {
        public override string ToString() => "Universal { [secret] }";
    }

    /// <summary>A ready access token, used as it is.</summary>
    public sealed record Token(string AccessToken) : Credentials
    {
        public override string ToString() => "Token { [secret] }";
    }
}

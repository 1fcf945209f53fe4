using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Aws;

namespace Pulumi.InfisicalRotation.Session.Logins;

/// <summary>A signed request to STS, with the keys of AWS's usual chain.</summary>
/// <param name="Profile">The profile; null for the usual chain.</param>
/// <param name="Region">The region of STS; null for that of the environment.</param>
/// <param name="ReadVariable">Reads an environment variable; null if it is not set.</param>
internal sealed record AwsProof(string? Profile, string? Region, Func<string, string?> ReadVariable) : IProof
{
    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => [];

    /// <inheritdoc/>
    public async Task<Proof> ReadAsync(ProofHttp http, CancellationToken cancellation)
    {
        var request = await SignAsync(http.Time, cancellation);
        var headers = new JsonObject();
        foreach (var (name, value) in request.Headers)
        {
            headers[name] = value;
        }

        var encoded = Encode(headers.ToJsonString());
        return new Proof(new JsonObject
        {
            ["iamHttpRequestMethod"] = "POST",
            ["iamRequestBody"] = Encode(request.Body),
            ["iamRequestHeaders"] = encoded,
        })
        {
            IsTimed = true,
            Secrets = [.. request.Secrets, encoded],
        };
    }

    public override string ToString() => "AwsProof { [secret] }";

    private async Task<SignedIdentity> SignAsync(TimeProvider time, CancellationToken cancellation)
    {
        var options = new AwsOptions
        {
            Settings = new AwsSettings { Profile = Profile, Region = Region },
            ReadVariable = ReadVariable,
            TimeProvider = time,
        };
        try
        {
            return await SignedIdentity.Make(options, cancellation);
        }
        catch (AwsException fault)
        {
            // The advice of the block aws is not that of a login.
            throw new MissingProofException(
                fault.Message == AwsMessages.NoCredentials ? AwsMessages.NothingFound : fault.Message, fault);
        }
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

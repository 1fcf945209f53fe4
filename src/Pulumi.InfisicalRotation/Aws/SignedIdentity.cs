using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Pulumi.InfisicalRotation.Aws.Credentials;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Aws.Query;

namespace Pulumi.InfisicalRotation.Aws;

/// <summary>
/// A request for the caller's identity that is signed and not sent. Whoever has it can ask STS who signed it, and learns
/// no key.
/// </summary>
/// <param name="Body">The body.</param>
/// <param name="Headers">The headers that have to be sent with it, the signature among them.</param>
internal sealed record SignedIdentity(string Body, ImmutableDictionary<string, string> Headers)
{
    private const string Action = "Action=GetCallerIdentity&Version=2011-06-15";

    /// <summary>Texts that no message may contain.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>Signs a request with the keys of the usual credential chain.</summary>
    /// <param name="options">The profile and the region, where they are not those of the environment.</param>
    /// <param name="cancelled">Ends the wait of this caller, not the lookup of the keys.</param>
    /// <param name="handler">Answers in place of the network, for tests.</param>
    /// <exception cref="AwsException">There are no keys.</exception>
    public static async Task<SignedIdentity> Make(
        AwsOptions options, CancellationToken cancelled, HttpMessageHandler? handler = null)
    {
        using var query = new QueryClient(options, handler);
        var keys = await new KeyChain(options, new StsClient(query)).Find().WaitAsync(cancelled);
        var region = options.Settings.Region
            ?? options.Variable(AwsOptions.RegionVariables)
            ?? keys.Region
            ?? AwsPartition.DefaultRegion;
        using var message = new HttpRequestMessage(HttpMethod.Post, AwsPartition.Of(region).Sts(region))
        {
            Content = new StringContent(Action, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        RequestSignature.Add(message, Action, keys, "sts", region, options.TimeProvider.GetUtcNow());
        return Read(message, keys);
    }

    public override string ToString() => "SignedIdentity { [secret] }";

    private static SignedIdentity Read(HttpRequestMessage message, AwsKeys keys)
    {
        var authorization = message.Headers.Authorization!.ToString();
        var headers = ImmutableDictionary.CreateRange(
        [
            KeyValuePair.Create("Authorization", authorization),
            KeyValuePair.Create("X-Amz-Date", message.Headers.GetValues("x-amz-date").Single()),
            KeyValuePair.Create("Host", message.RequestUri!.Authority),
            KeyValuePair.Create("Content-Type", message.Content!.Headers.ContentType!.ToString()),
            KeyValuePair.Create("Content-Length", Action.Length.ToString(CultureInfo.InvariantCulture)),
        ]);
        return new SignedIdentity(
            Action, keys.SessionToken is { } token ? headers.Add("X-Amz-Security-Token", token) : headers)
        {
            Secrets = [.. keys.Secrets, authorization, authorization[(authorization.LastIndexOf('=') + 1)..]],
        };
    }
}

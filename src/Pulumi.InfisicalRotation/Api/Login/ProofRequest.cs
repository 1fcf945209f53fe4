using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>A request to a server that issues proofs.</summary>
/// <param name="Verb">The HTTP method.</param>
/// <param name="Address">The address.</param>
/// <param name="Server">The server, as messages name it: <c>the metadata server of Google Cloud</c>.</param>
internal sealed record ProofRequest(HttpMethod Verb, Uri Address, string Server)
{
    /// <summary>The server belongs to this machine, so no proxy leads to it.</summary>
    public bool IsMetadata { get; init; }

    /// <summary>The body contains the time of this machine, so that a wrong clock makes it invalid.</summary>
    public bool IsTimed { get; init; }

    /// <summary>A header that the server requires; null for none.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>The token that authorizes the request; null for none.</summary>
    public string? Bearer { get; init; }

    /// <summary>The body and its type; null for none.</summary>
    public (string Text, string Type)? Body { get; init; }

    /// <summary>Texts of this request that no message may contain.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>The address without its query, which may hold more than a message should.</summary>
    public string Place => Address.GetLeftPart(UriPartial.Path);

    public HttpRequestMessage Compose(string userAgent)
    {
        var message = new HttpRequestMessage(Verb, Address);
        message.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        if (Header is var (name, value))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (Bearer is { } token)
        {
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        if (Body is var (text, type))
        {
            message.Content = new StringContent(text, Encoding.UTF8, type);
        }

        return message;
    }

    public override string ToString() => $"ProofRequest {{ {Verb} {Place} }}";
}

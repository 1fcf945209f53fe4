using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Catalogue.Logins;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>One login method with values that are complete, in the configuration and in the environment alone.</summary>
/// <param name="Method">The method.</param>
/// <param name="Block">Its block in the configuration.</param>
/// <param name="Variables">The same in environment variables, without INFISICAL_AUTH_METHOD.</param>
internal sealed record LoginCase(LoginMethod Method, PropertyMap Block, ImmutableDictionary<string, string> Variables)
{
    public const string IdentityId = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

    /// <summary>Variables that the method reads for itself, such as the address of a metadata server.</summary>
    public ImmutableDictionary<string, string> Surroundings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The files, by path.</summary>
    public ImmutableDictionary<string, string> Files { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What the settings, files and servers contain and no message may.</summary>
    public ImmutableArray<string> Canaries { get; init; } = [];

    /// <summary>The path of the login; null for none.</summary>
    public string? Route { get; init; }

    /// <summary>Answers for the servers that issue proofs.</summary>
    public Func<Arrived, HttpResponseMessage> Issue { get; init; } = _ => Answers.Text(404, "nothing here");

    /// <summary>The settings with the method in the configuration.</summary>
    public ProviderSettings Configured(params (string Name, string Value)[] variables) => Settings(
        PropertyMap.Empty.With("auth", PropertyMap.Empty.With(Method.Name, Block)),
        Surroundings.SetItems(variables.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))));

    /// <summary>The settings with the method in the environment.</summary>
    public ProviderSettings Ambient(string? spelling) => Settings(
        PropertyMap.Empty,
        spelling is null
            ? Surroundings.AddRange(Variables)
            : Surroundings.AddRange(Variables).Add("INFISICAL_AUTH_METHOD", spelling));

    /// <summary>A client with the credentials of the settings.</summary>
    public InfisicalClient Client(ProviderSettings settings, StubServer server) => new(
        Clients.Options with
        {
            Credentials = settings.Credentials,
            EnvironmentCredentials = settings.EnvironmentCredentials,
            PartialCredentials = settings.PartialCredentials,
            OrganizationSlug = settings.OrganizationSlug,
            ProofTimeout = Timeout.InfiniteTimeSpan,
            ProofHandler = new StubServer(request => Issue(request)),
            TimeProvider = new ImmediateTime(),
        },
        server);

    public ProviderSettings Settings(PropertyMap args, ImmutableDictionary<string, string> variables) =>
        ProviderSettings.From(
            args,
            name => variables.GetValueOrDefault(name),
            path => Files.TryGetValue(path, out var text) ? text : throw new FileNotFoundException($"No file {path}."));
}

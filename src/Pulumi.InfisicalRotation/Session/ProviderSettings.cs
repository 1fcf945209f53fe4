using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// The provider's configuration: which Infisical, as whom, and the defaults of resources. What the configuration leaves out comes
/// from the environment, under the names that Infisical's CLI and Terraform provider use.
/// </summary>
internal sealed class ProviderSettings
{
    private static readonly string[] HostVariables = ["INFISICAL_HOST", "INFISICAL_DOMAIN", "INFISICAL_API_URL"];

    private ProviderSettings()
    {
    }

    public required Uri Host { get; init; }

    /// <summary>From the configuration; null where it says none.</summary>
    public Credentials? Credentials { get; private init; }

    /// <summary>From the environment. They are current where the configuration may be a run old.</summary>
    public Credentials? EnvironmentCredentials { get; private init; }

    /// <summary>What the environment has of a login and what it lacks, as a sentence; null where it has all or nothing.</summary>
    public string? HalfLogin { get; private init; }

    public string? OrganizationSlug { get; private init; }

    public string? ProjectId { get; private init; }

    public string? Environment { get; private init; }

    /// <summary>Whether the configuration itself names the project, and not the environment of this machine.</summary>
    public bool IsProjectConfigured { get; private init; }

    public bool IsEnvironmentConfigured { get; private init; }

    public string? CaCertificate { get; private init; }

    public TimeSpan RequestTimeout { get; private init; } = TimeSpan.FromSeconds(60);

    public int MaxRetries { get; private init; } = 5;

    public bool RefreshBeforeUpdate { get; private init; } = true;

    /// <summary>
    /// Configuration values in their own kinds: a stack's configuration and the language SDKs hand over whatever is no text as JSON
    /// text. Text stays as it is, even where it looks like JSON.
    /// </summary>
    public static PropertyMap Decode(PropertyMap args)
    {
        foreach (var field in ProviderConfig.All.Where(field => field.Kind != FieldKind.Text))
        {
            if (args.Get(field.Name) is { } value && DecodeJson(value) is { } decoded)
            {
                args = args.With(field.Name, decoded);
            }
        }

        return args;
    }

    /// <summary>What is wrong with the configuration, all of it.</summary>
    public static ImmutableArray<Finding> Check(PropertyMap args)
    {
        // A name that is not known may be a credential in the wrong place: its value is not shown either.
        ImmutableArray<Finding> findings =
        [
            .. InputCheck.Check("the provider configuration", ProviderConfig.All, args.Without("version").Without("pluginDownloadURL"))
                .Select(finding => ProviderConfig.All.Any(field => field.Name == PropertyPath.Root(finding.Path)) ? finding : finding with { IsHidden = true }),
        ];
        if (args.Get(ProviderConfig.Auth.Name)?.Plain() is PropertyValue.Map { Properties: var auth }
            && !ProviderConfig.Auth.Fields.Any(method => auth.Get(method.Name) is PropertyValue.Unknown)
            && ProviderConfig.Auth.Fields.Count(method => auth.Get(method.Name) is not null) != 1)
        {
            findings = findings.Add(new Finding(ProviderConfig.Auth.Name, FieldMessages.ExactlyOneOf(ProviderConfig.Auth.Fields), IsHidden: true));
        }

        return findings;
    }

    /// <summary>Reads a checked configuration; values that are still unknown count as absent.</summary>
    /// <param name="args">The configuration, decoded and checked.</param>
    /// <param name="environment">Value of an environment variable, null where it is unset.</param>
    /// <param name="readFile">Content of a file.</param>
    /// <exception cref="RefusalException">The host or the certificate is not usable.</exception>
    public static ProviderSettings From(PropertyMap args, Func<string, string?> environment, Func<string, string> readFile)
    {
        var plain = args.Plain();
        string? Text(Field field, params ReadOnlySpan<string> variables) => TextOf(plain, field) ?? FirstOf(environment, variables);
        return new ProviderSettings
        {
            Host = ConfiguredHost(plain, environment),
            Credentials = ConfiguredCredentials(plain),

            HalfLogin = HalfOf(environment),
            EnvironmentCredentials = IsEnvironmentElsewhere(plain, environment) ? null : CredentialsFrom(environment),
            OrganizationSlug = Text(ProviderConfig.OrganizationSlug, "INFISICAL_AUTH_ORGANIZATION_SLUG"),
            ProjectId = Text(ProviderConfig.ProjectId, "INFISICAL_PROJECT_ID"),
            Environment = Text(ProviderConfig.Environment, "INFISICAL_ENVIRONMENT"),
            IsProjectConfigured = TextOf(plain, ProviderConfig.ProjectId) is not null,
            IsEnvironmentConfigured = TextOf(plain, ProviderConfig.Environment) is not null,
            CaCertificate = Text(ProviderConfig.CaCertificate) is { } authority ? Certificate(authority, readFile) : null,
            RequestTimeout = TimeSpan.FromSeconds(NumberOf(plain, ProviderConfig.RequestTimeoutSeconds) ?? 60),
            MaxRetries = (int)(NumberOf(plain, ProviderConfig.MaxRetries) ?? 5),
            RefreshBeforeUpdate = plain.Get(ProviderConfig.RefreshBeforeUpdate.Name) is not PropertyValue.Bool { Value: false },
        };
    }

    /// <summary>Never prints a credential.</summary>
    public override string ToString() => $"Infisical at {Host}";

    /// <summary>
    /// A login of the configuration that is refused may be stale, and the environment's takes its place then. Not where that login is
    /// for another server, by the environment's own word, and not where the configured one is not known yet: it may be for another organisation.
    /// </summary>
    private static bool IsEnvironmentElsewhere(PropertyMap args, Func<string, string?> environment) =>
        args.Get(ProviderConfig.Auth.Name) is { } auth
        && (auth.HasUnknown()
            || (TextOf(args, ProviderConfig.Host) is { } host && FirstOf(environment, HostVariables) is { } other && ParseHost(host, ProviderConfig.Host.Name) != ParseHost(other, "The host of the environment")));

    private static Credentials? ConfiguredCredentials(PropertyMap args)
    {
        if (args.Get(ProviderConfig.Auth.Name) is not PropertyValue.Map { Properties: var auth })
        {
            return null;
        }

        if (auth.Get(ProviderConfig.Universal.Name) is PropertyValue.Map { Properties: var universal }
            && TextOf(universal, ProviderConfig.ClientId) is { } clientId && TextOf(universal, ProviderConfig.ClientSecret) is { } clientSecret)
        {
            return new Credentials.Universal(clientId, clientSecret);
        }

        return auth.Get(ProviderConfig.Token.Name) is PropertyValue.Map { Properties: var token }
            && TextOf(token, ProviderConfig.AccessToken) is { } accessToken
                ? new Credentials.Token(accessToken)
                : null;
    }

    /// <summary>The order of the Terraform provider: a method that is named, then a ready token, then client id and secret.</summary>
    private static Credentials? CredentialsFrom(Func<string, string?> environment)
    {
        var token = FirstOf(environment, "INFISICAL_TOKEN", "INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN", "INFISICAL_ACCESS_TOKEN");
        var clientId = FirstOf(environment, "INFISICAL_UNIVERSAL_AUTH_CLIENT_ID");
        var clientSecret = FirstOf(environment, "INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET");
        Credentials? universal = clientId is null || clientSecret is null ? null : new Credentials.Universal(clientId, clientSecret);
        Credentials? ready = token is null ? null : new Credentials.Token(token);
        return FirstOf(environment, "INFISICAL_AUTH_METHOD") switch
        {
            "universal" or "universal-auth" => universal,
            "token" => ready,
            _ => ready ?? universal,
        };
    }

    private static string? HalfOf(Func<string, string?> environment)
    {
        const string Id = "INFISICAL_UNIVERSAL_AUTH_CLIENT_ID";
        const string Secret = "INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET";
        return (FirstOf(environment, Id), FirstOf(environment, Secret)) switch
        {
            (null, not null) => $"{Secret} is set, and {Id} is not.",
            (not null, null) => $"{Id} is set, and {Secret} is not.",
            _ when FirstOf(environment, "INFISICAL_AUTH_METHOD") is { } method && CredentialsFrom(environment) is null =>
                $"INFISICAL_AUTH_METHOD is {method}, and there is no login for that method in the environment, or this provider does not know the method.",
            _ => null,
        };
    }

    private static Uri ConfiguredHost(PropertyMap args, Func<string, string?> environment)
    {
        if (TextOf(args, ProviderConfig.Host) is { } host)
        {
            return ParseHost(host, ProviderConfig.Host.Name);
        }

        return HostVariables.FirstOrDefault(name => FirstOf(environment, name) is not null) is { } variable
            ? ParseHost(FirstOf(environment, variable)!, $"{variable} of the environment")
            : new Uri(ProviderConfig.DefaultHost);
    }

    private static Uri ParseHost(string text, string source)
    {
        var trimmed = text.Trim().TrimEnd('/');

        // The CLI's variable names the API's base, the others the instance.
        trimmed = trimmed.EndsWith("/api", StringComparison.OrdinalIgnoreCase) ? trimmed[..^4] : trimmed;
        return TextFormats.WhatIsMissing(TextFormat.WebAddress, trimmed) is { } right
            ? throw new RefusalException(RefusalKind.InvalidInput, $"{source} {FieldMessages.WrongForm(text, right)}")
            : new Uri(trimmed);
    }

    private static string Certificate(string textOrPath, Func<string, string> readFile)
    {
        if (textOrPath.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            return textOrPath;
        }

        try
        {
            return readFile(textOrPath);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RefusalException(RefusalKind.InvalidInput, FieldMessages.CertificateUnreadable(fault.Message), fault);
        }
    }

    private static PropertyValue? DecodeJson(PropertyValue given) => given switch
    {
        PropertyValue.Secret secret => DecodeJson(secret.Value) is { } inner ? new PropertyValue.Secret(inner) : null,
        PropertyValue.Output { Value: { } value } output => DecodeJson(value) is { } inner ? output with { Value = inner } : null,
        PropertyValue.Text { Value: var text } => SignedJson.Parse(text),
        _ => null,
    };

    private static string? TextOf(PropertyMap map, Field field) =>
        map.Get(field.Name) is PropertyValue.Text { Value: var text } && text.Trim().Length > 0 ? text.Trim() : null;

    private static double? NumberOf(PropertyMap map, Field field) => map.Get(field.Name) is PropertyValue.Number number ? number.Value : null;

    private static string? FirstOf(Func<string, string?> environment, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (environment(name)?.Trim() is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }
}

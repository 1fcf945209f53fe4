using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session.Logins;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>Decodes and checks the provider configuration, without reading anything else.</summary>
internal static class SettingsCheck
{
    /// <summary>
    /// Configuration values in their own types. A stack's configuration and the language SDKs pass everything except
    /// strings as JSON text. A string stays a string, even if it looks like JSON.
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

    /// <summary>All errors of a decoded configuration.</summary>
    public static ImmutableArray<InputError> Check(PropertyMap args)
    {
        return InputCheck
            .Check(
                "the provider configuration", ProviderConfig.All, args.Without("version").Without("pluginDownloadURL"))
            .Select(HideUnknownName)
            .Where(error => error.Path != ProviderConfig.Host.Name || !HostHasMore(args))
            .Concat(HostHasMore(args)
                ? [new InputError(ProviderConfig.Host.Name, SettingsMessages.HostHasMore, IsHidden: true)]
                : Array.Empty<InputError>())
            .Concat(LoginBlock.Check(args))
            .Concat(CustomHeaders.Check(args))
            .Concat(AwsBlock.Check(args))
            .ToImmutableArray();
    }

    /// <summary>
    /// What is wrong with the environment variables that the configuration does not replace, as sentences.
    /// </summary>
    public static IEnumerable<string> CheckEnvironment(PropertyMap args, Func<string, string?> readVariable)
    {
        var environment = new EnvironmentSettings(readVariable);
        var server = new ConfiguredServer(args.Plain(), environment);
        if (args.Get(ProviderConfig.Host.Name) is null && environment.Host is { } host && HostProblem(host.Value) is { } fault)
        {
            yield return SettingsMessages.InvalidVariable(host.Variable, fault);
        }

        if (!server.IsOfEnvironment)
        {
            yield break;
        }

        if (args.Get(ProviderConfig.OrganizationSlug.Name) is null && environment.OrganizationSlug is { } slug
            && OrganizationProblem(slug) is { } reason)
        {
            yield return SettingsMessages.InvalidVariable(EnvironmentSettings.OrganizationVariable, reason);
        }

        if (args.Get(ProviderConfig.CustomHeaders.Name) is null
            && CustomHeaders.CheckVariable(readVariable) is { } headers)
        {
            yield return SettingsMessages.InvalidVariable(CustomHeaders.Variable, headers);
        }

        if (args.Get(ProviderConfig.Auth.Name) is null)
        {
            var login = new EnvironmentLogin(new LoginSurroundings(readVariable, _ => ""));
            foreach (var (name, expected) in login.Invalid)
            {
                yield return LoginMessages.InvalidVariable(name, expected);
            }
        }
    }

    private static bool HostHasMore(PropertyMap args) =>
        args.Get(ProviderConfig.Host.Name)?.Plain() is PropertyValue.Text { Value: var text } && ServerAddress.HasMore(text);

    private static string? HostProblem(string host) =>
        ServerAddress.HasMore(host) ? SettingsMessages.HostHasMore
        : TextFormats.ExpectedFormat(TextFormat.WebAddress, host) is { } address
            ? FieldMessages.WrongFormat(host, address)
        : null;

    private static string? OrganizationProblem(string slug) =>
        TextFormats.ExpectedFormat(TextFormat.HeaderValue, slug) is { } printable
            ? FieldMessages.WrongFormat(shown: null, printable)
        : slug.Length > ProviderConfig.OrganizationSlug.MaxLength
            ? FieldMessages.TooLong(slug.Length, ProviderConfig.OrganizationSlug.MaxLength.Value)
        : null;

    /// <summary>What the login method of a configuration lacks, in the configuration and in the environment.</summary>
    /// <param name="args">The configuration, decoded, without errors of its own.</param>
    /// <param name="readVariable">Reads an environment variable; null if it is not set.</param>
    public static IEnumerable<InputError> CheckLogin(PropertyMap args, Func<string, string?> readVariable)
    {
        var plain = args.Plain();
        var server = new ConfiguredServer(plain, new EnvironmentSettings(readVariable));
        return new ConfiguredLogin(
            plain,
            new LoginSurroundings(readVariable, _ => "") { IsOfOtherServer = server.OtherServerVariable is not null })
            .Errors;
    }

    /// <summary>The value under an unknown name may be a credential in the wrong place.</summary>
    private static InputError HideUnknownName(InputError error) =>
        ProviderConfig.All.Any(field => field.Name == PropertyPath.Root(error.Path))
            ? error
            : error with { IsHidden = true };

    private static PropertyValue? DecodeJson(PropertyValue given) => given switch
    {
        PropertyValue.Secret secret => DecodeJson(secret.Value) is { } inner ? new PropertyValue.Secret(inner) : null,
        PropertyValue.Output { Value: { } value } output =>
            DecodeJson(value) is { } inner ? output with { Value = inner } : null,
        PropertyValue.Text { Value: var text } => SignedJson.Parse(text),
        _ => null,
    };
}

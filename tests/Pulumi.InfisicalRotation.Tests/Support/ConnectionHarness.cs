using Infisical.Emulator;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Starts the provider for a resource that is an app connection, and makes its inputs.</summary>
internal static class ConnectionHarness
{
    /// <summary>Path of the routes for PostgreSQL.</summary>
    public const string Route = "/api/v1/app-connections/postgres";

    /// <param name="app">The app of the connection.</param>
    /// <param name="triesAws">Whether the server tries the credentials for AWS.</param>
    /// <param name="options">Further settings of the server.</param>
    public static Task<ProviderHarness> Start(
        string app = "postgres", bool triesAws = true, EmulatorOptions? options = null)
    {
        options ??= new EmulatorOptions();
        options.TriesAwsConnections = triesAws;
        options.Seed = options.Seed with { IamRoles = ["infisical-rotator"] };
        return ProviderHarness.Start(options, ConnectionFacts.Token(app));
    }

    /// <summary>A connection to PostgreSQL that the server accepts.</summary>
    public static PropertyMap Postgres(string name = "orders") => PropertyMap.Empty
        .With("name", name)
        .With("credentials", PropertyMap.Empty
            .With("host", "db.example.com")
            .With("port", 5432d)
            .With("database", "orders")
            .With("username", "infisical")
            .With("password", "canary-pa55word")
            .With("sslEnabled", true)
            .With("sslRejectUnauthorized", true));

    /// <summary>A connection with an access key.</summary>
    public static PropertyMap Aws(AwsKey key, string name = "rotator") => PropertyMap.Empty
        .With("name", name)
        .With("method", "access-key")
        .With("credentials", PropertyMap.Empty
            .With("accessKeyId", key.AccessKeyId)
            .With("secretAccessKey", key.SecretAccessKey));

    /// <summary>The inputs with another member of the credentials.</summary>
    public static PropertyMap WithCredential(this PropertyMap inputs, string name, PropertyValue value) => inputs.With(
        "credentials", ((PropertyValue.Map)inputs["credentials"].Plain()).Properties.With(name, value));

    /// <summary>The inputs without a member of the credentials.</summary>
    public static PropertyMap WithoutCredential(this PropertyMap inputs, string name) => inputs.With(
        "credentials", ((PropertyValue.Map)inputs["credentials"].Plain()).Properties.Without(name));

    /// <summary>The text members of the credentials.</summary>
    public static IEnumerable<(string Name, string Value)> Texts(PropertyMap inputs) =>
        ((PropertyValue.Map)inputs["credentials"].Plain()).Properties
            .Where(pair => pair.Value is PropertyValue.Text)
            .Select(pair => (pair.Key, ((PropertyValue.Text)pair.Value).Value));

    /// <summary>The inputs of the contract, with the last character of each secret changed.</summary>
    public static PropertyMap WithOtherSecrets(string app, string method)
    {
        var inputs = ConnectionFacts.Inputs(app, method);
        var secrets = ConnectionFacts.Credentials(app, method).Where(fact => fact.Value.IsTrue("secret"));
        foreach (var (name, _) in secrets)
        {
            if (Texts(inputs).FirstOrDefault(one => one.Name == name) is { Value: { } text })
            {
                inputs = inputs.WithCredential(name, text[..^1] + (text[^1] == 'x' ? 'y' : 'x'));
            }
        }

        return inputs;
    }
}

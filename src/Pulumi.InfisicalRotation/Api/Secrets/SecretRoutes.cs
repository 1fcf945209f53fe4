using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Secrets;

/// <summary>The requests about secrets and their folders. No request asks for the value of a secret.</summary>
internal static class SecretRoutes
{
    private const long MaxFolderBytes = 4 * 1024 * 1024;

    // The route has no limit of items, and adds the secrets of imported folders.
    private const long MaxSecretBytes = 16 * 1024 * 1024;

    private const string NamesOnly = "viewSecretValue=false&expandSecretReferences=false&recursive=false";

    /// <summary>The folders directly in a folder.</summary>
    public static ApiRequest ListFolders(string projectId, string environment, string path) => new(
        HttpMethod.Get,
        $"/api/v2/folders?projectId={RoutePart.Escaped(projectId)}"
            + $"&environment={RoutePart.Escaped(environment)}&path={RoutePart.Escaped(path)}",
        $"Listing the folders in \"{path}\" of environment \"{environment}\"")
    {
        MaxAnswerBytes = MaxFolderBytes,
        Class = RateClass.Secrets,
    };

    /// <summary>The names of the secrets in a folder.</summary>
    public static ApiRequest ListNames(string projectId, string environment, string secretPath) => Names(
        $"/api/v4/secrets?projectId={RoutePart.Escaped(projectId)}", environment, secretPath);

    /// <summary>The same, from a server that has only version 3 of the route.</summary>
    public static ApiRequest ListNamesV3(string projectId, string environment, string secretPath) => Names(
        $"/api/v3/secrets/raw?workspaceId={RoutePart.Escaped(projectId)}", environment, secretPath);

    /// <summary>One secret without its value, to see whether it exists.</summary>
    public static ApiRequest Find(string projectId, string environment, string secretPath, string name) => One(
        $"/api/v4/secrets/{RoutePart.Escaped(name)}?projectId={RoutePart.Escaped(projectId)}",
        environment,
        secretPath,
        name);

    /// <summary>The same, from a server that has only version 3 of the route.</summary>
    public static ApiRequest FindV3(string projectId, string environment, string secretPath, string name) => One(
        $"/api/v3/secrets/raw/{RoutePart.Escaped(name)}?workspaceId={RoutePart.Escaped(projectId)}",
        environment,
        secretPath,
        name);

    private static ApiRequest One(string route, string environment, string secretPath, string name) => new(
        HttpMethod.Get,
        $"{route}&environment={RoutePart.Escaped(environment)}&secretPath={RoutePart.Escaped(secretPath)}"
            + "&type=shared&viewSecretValue=false&expandSecretReferences=false",
        $"Looking for the secret \"{name}\" in \"{secretPath}\" of environment \"{environment}\"")
    {
        MaxAnswerBytes = MaxFolderBytes,
        Class = RateClass.Secrets,
    };

    private static ApiRequest Names(string route, string environment, string secretPath) => new(
        HttpMethod.Get,
        $"{route}&environment={RoutePart.Escaped(environment)}&secretPath={RoutePart.Escaped(secretPath)}&{NamesOnly}",
        $"Listing the names of the secrets in \"{secretPath}\" of environment \"{environment}\"")
    {
        MaxAnswerBytes = MaxSecretBytes,
        Class = RateClass.Secrets,
    };
}

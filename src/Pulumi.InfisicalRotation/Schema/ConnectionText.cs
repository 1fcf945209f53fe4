using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>Descriptions of app connections, in Markdown.</summary>
internal static class ConnectionText
{
    private const string CredentialsText =
        "Infisical tries the credentials whenever they are written, and never shows the secret ones. Credentials " +
        "that were changed outside of Pulumi are recognized by `credentialsHash`, and the next update writes those " +
        "of the program. A connection cannot be deleted while a rotation uses it.";

    public const string Introduction =
        "An app connection holds the credentials with which Infisical works at a service. A rotation refers to one by " +
        "its id: `connectionId: ${aws.id}`.\n\n" +
        CredentialsText + "\n\n" +
        "Infisical's own rotation of a connection's credentials (`isAutoRotationEnabled`) is not supported, because " +
        "its interface is not documented. Such a connection can be imported; its credentials are then left alone.";

    /// <summary>The description of the resource in the schema.</summary>
    public static string Describe(ConnectionType type) =>
        $"{Summary(type)}\n\n{CredentialsText}"
        + "\n\n{{% examples %}}\n## Example\n\n{{% example %}}\n### A connection\n\n" + Examples.ForConnection(type)
        + "{{% /example %}}\n{{% /examples %}}\n\n## Import\n\n"
        + $"Import a connection by its UUID, by `{type.App}/projectId/name`, or by `{type.App}//name` for a connection "
        + "of the organization. Its secrets cannot be read. Those that the program adds are written with the next change of `credentials`.\n\n"
        + $"```sh\npulumi import {PackageInfo.Token(type.TypeName)} NAME {type.App}/PROJECT_ID/my-connection\n```";

    /// <summary>What is connected, and how.</summary>
    public static string Summary(ConnectionType type) =>
        $"An app connection for {type.Title}. {(type.Methods.Length > 1 ? "Methods" : "Method")}: {Methods(type)}."
        + (type.Notes is { } notes ? $" {notes}" : "")
        + string.Concat(type.Methods.Where(method => method.NeedsBrowser).Select(method =>
            $" The method `{method.Slug}` needs a login in a browser: create such a connection in Infisical, then look "
            + "it up with `getAppConnection` or import it."))
        + (type.HasSlowIdentities
            ? " A connection whose key or role has just been created is tried again for about half a minute."
            : "");

    public static string Methods(ConnectionType type) =>
        string.Join(", ", type.Methods.Select(method => $"`{method.Slug}`"));
}

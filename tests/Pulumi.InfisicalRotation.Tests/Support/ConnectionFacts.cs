using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Conventions;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// The facts about the connections of each app that the catalogue does not come from: what the server accepts, and what
/// it answers.
/// </summary>
internal static class ConnectionFacts
{
    /// <summary>Rows of app and method.</summary>
    public static TheoryData<string, string> Methods => Rows(_ => true);

    /// <summary>Rows of app and method, without those that need a login in a browser.</summary>
    public static TheoryData<string, string> UsableMethods => Rows(method => !method.NeedsBrowser);

    public static TheoryData<string> Apps => [.. ConnectionTypes.All.Select(type => type.App)];

    public static ConnectionType Type(string app) => ConnectionTypes.All.Single(type => type.App == app);

    public static string Token(string app) => PackageInfo.Token(Type(app).TypeName);

    /// <summary>The inputs of a connection that the server accepts.</summary>
    public static PropertyMap Inputs(string app, string method) =>
        FieldJson.FromJson(Read(app, "create.json")[method]!.AsObject());

    /// <summary>The server's answers to the requests that create them, one for each method.</summary>
    public static IEnumerable<JsonNode> Created(string app) =>
        Read(app, "created.json").AsObject().Select(answer => answer.Value!);

    /// <summary>The refusals of the server to a create, each with the request that it refuses.</summary>
    public static IEnumerable<JsonObject> Errors(string app) =>
        Read(app, "errors.json").AsArray().Select(error => error!.AsObject());

    /// <summary>What the server's schema says of the connections.</summary>
    public static JsonObject Facts(string app) => Read(app, "connection.json").AsObject();

    /// <summary>What the server's schema says of the credentials of a method, by name.</summary>
    public static Dictionary<string, JsonObject> Credentials(string app, string method) =>
        Facts(app)["methods"]!.AsArray()
            .Single(one => one!["method"]!.GetValue<string>() == method)!["credentials"]!.AsArray()
            .ToDictionary(one => one!["name"]!.GetValue<string>(), one => one!.AsObject());

    private static TheoryData<string, string> Rows(Func<ConnectionMethod, bool> wanted)
    {
        var rows = new TheoryData<string, string>();
        foreach (var type in ConnectionTypes.All)
        {
            foreach (var method in type.Methods.Where(wanted))
            {
                rows.Add(type.App, method.Slug);
            }
        }

        return rows;
    }

    private static JsonNode Read(string app, string file) =>
        JsonNode.Parse(WorkTree.Read($"tests/Contract/app-connections/{app}/{file}"))!;
}

using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Secrets, in the fourth version's words and the third's.</summary>
internal sealed class SecretRoutes(Instance instance)
{
    private static readonly string[] Flags = ["viewSecretValue", "expandSecretReferences", "recursive", "include_imports", "includeImports"];

    public IEnumerable<Route> All() => new[] { ("/api/v4/secrets", "projectId"), ("/api/v3/secrets/raw", "workspaceId") }.SelectMany(version => new[]
    {
        At("GET", version.Item1, call => List(call, version.Item2)),
        At("GET", $"{version.Item1}/{{name}}", call => Get(call, version.Item2)),
        At("POST", $"{version.Item1}/{{name}}", call => Edits.Add(call, version.Item2)),
        At("PATCH", $"{version.Item1}/{{name}}", call => Edits.Change(call, version.Item2)),
        At("DELETE", $"{version.Item1}/{{name}}", call => Edits.Delete(call, version.Item2)),
    }.Select(route => route with { Exists = _ => instance.Options.HasSecretsV4 || !version.Item1.Contains("v4", StringComparison.Ordinal) }));

    private SecretEdits Edits { get; } = new(instance);

    private static Route At(string method, string pattern, Func<Call, Answer> handle) =>
        new(method, pattern, RateClass.Secrets, (call, _) => Task.FromResult(handle(call)));

    private Answer List(Call call, string project)
    {
        var (state, query, folder) = Scope(call, project);
        var environment = state.EnvironmentOf(folder);
        var below = folder.Path == "/" ? "/" : $"{folder.Path}/";
        var folders = state.Folders.Values.Where(other => other.Id == folder.Id || (query.TextOf("recursive") == "true"
            && other.EnvironmentId == environment.Id
            && other.Path.StartsWith(below, StringComparison.Ordinal)));
        var secrets = folders.SelectMany(other => state.SecretsIn(other.Id)
                .Where(secret => MayRead(call.Identity, new Target(environment.Slug, other.Path) { SecretName = secret.Name }, IsHidden(query))))
            .OrderBy(secret => secret.Name, StringComparer.Ordinal);
        return Answer.Ok(new JsonObject
        {
            ["secrets"] = Json.Array(secrets.Select(secret => SecretView.Of(state, secret, IsHidden(query)))),
            ["imports"] = new JsonArray(),
        });
    }

    private Answer Get(Call call, string project)
    {
        var name = call.Value("name");
        var (state, query, folder) = Scope(call, project, name);
        var secret = state.SecretsIn(folder.Id).FirstOrDefault(secret => secret.Name == name)
            ?? throw Refusal.NotFound($"Secret with name '{name}' not found");
        return Answer.Of("secret", SecretView.Of(state, secret, IsHidden(query)));
    }

    private (WorldState State, JsonObject Query, FolderRow Folder) Scope(Call call, string project, string? name = null)
    {
        var query = call.ReadQuery(
            instance.Options.ValidationForm,
            [
                new Field(project, FieldKind.Text) { Trim = true },
                new Field("environment", FieldKind.Text) { Trim = true },
                new Field("secretPath", FieldKind.Text) { Trim = true, Default = "/" },
                new Field("type", FieldKind.Text) { OneOf = ["shared", "personal"], Default = "shared" },
                .. Flags.Select(flag => new Field(flag, FieldKind.Text) { OneOf = ["true", "false"] }),
            ]);
        var state = instance.Store.ForReads();
        var folder = SecretEdits.FolderFor(state, query, project, call.Identity);
        var target = new Target(state.EnvironmentOf(folder).Slug, folder.Path) { SecretName = name };
        DemandRead(call.Identity, target, IsHidden(query));
        return (state, query, folder);
    }

    private static void DemandRead(Identity identity, Target target, bool hidden)
    {
        if (!MayRead(identity, target, hidden))
        {
            Permission.Demand(identity, "secrets", ActionOf(hidden), target);
        }
    }

    /// <summary>The older right to read includes both newer ones. A list leaves out what the identity may not read.</summary>
    private static bool MayRead(Identity identity, Target target, bool hidden) =>
        Permission.Allows(identity, "secrets", "read", target) || Permission.Allows(identity, "secrets", ActionOf(hidden), target);

    private static string ActionOf(bool hidden) => hidden ? "describeSecret" : "readValue";

    private static bool IsHidden(JsonObject query) => query.TextOf("viewSecretValue") == "false";
}

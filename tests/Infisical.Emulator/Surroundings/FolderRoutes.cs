using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Folders, in the second version's words and the first's.</summary>
internal sealed class FolderRoutes(Instance instance)
{
    public IEnumerable<Route> All() => new[] { ("/api/v2/folders", "projectId"), ("/api/v1/folders", "workspaceId") }.SelectMany(version => new[]
    {
        At("POST", version.Item1, call => Add(call, version.Item2)),
        At("GET", version.Item1, call => List(call, version.Item2)),
        At("GET", $"{version.Item1}/{{id}}", Get),
        At("DELETE", $"{version.Item1}/{{idOrName}}", call => Delete(call, version.Item2)),
    });

    private static Route At(string method, string pattern, Func<Call, Answer> handle) =>
        new(method, pattern, RateClass.Secrets, (call, _) => Task.FromResult(handle(call)));

    private static Field Scope(string project, params Field[] more) => Field.Of(
        "",
        [
            Field.RequiredText(project),
            Field.RequiredText("environment"),
            new Field("path", FieldKind.Text) { Trim = true, Default = "/" },
            new Field("directory", FieldKind.Text) { Trim = true },
            .. more,
        ]);

    private static string PathOf(JsonObject body)
    {
        var path = body.TextOf("directory") ?? body.TextOf("path")!;
        return Paths.WithoutTrailingSlash(path.StartsWith('/') ? path : $"/{path}");
    }

    private static EnvironmentRow DemandEnvironment(WorldState state, string projectId, string slug, Identity identity)
    {
        ProjectRoutes.Demand(state, projectId, identity);
        return state.Environment(projectId, slug) ?? throw Refusal.NotFound($"Environment with slug '{slug}' not found");
    }

    private Answer Add(Call call, string project)
    {
        var schema = Scope(project, Field.RequiredText("name") with { Pattern = "^[a-zA-Z0-9_-]+$" }, new Field("description", FieldKind.Text) { Nullable = true });
        var body = Validator.Read(schema, call.Body, instance.Options.ValidationForm);
        var row = instance.Store.Change(state =>
        {
            var environment = DemandEnvironment(state, body.TextOf(project)!, body.TextOf("environment")!, call.Identity);
            var (parent, name) = (PathOf(body), body.TextOf("name")!);
            var path = Paths.Join(parent, name);
            Permission.Demand(call.Identity, "secret-folders", "create", new Target(environment.Slug, parent));
            if (state.FolderIn(environment.Id, path) is { } there)
            {
                throw Refusal.BadRequest($"Folder with name '{there.Name}' already exists in path '{parent}'");
            }

            state = parent == "/" ? state : new Seeder(instance).Plant(state, environment.ProjectId, new SeedFolder(environment.Slug, parent));
            var made = new FolderRow(Ids.New(), environment.Id, name, path, body.TextOf("description"), instance.Now);
            return (state.With(made), made);
        });
        return Answer.Of("folder", ViewOf(instance.Store.Current, row));
    }

    private Answer List(Call call, string project)
    {
        var query = call.ReadQuery(
            instance.Options.ValidationForm,
            [.. Scope(project).Fields, new Field("recursive", FieldKind.Text) { OneOf = ["true", "false"], Default = "false" }]);
        var state = instance.Store.ForReads();
        var environment = DemandEnvironment(state, query.TextOf(project)!, query.TextOf("environment")!, call.Identity);
        var path = PathOf(query);
        var below = path == "/" ? "/" : $"{path}/";
        var rows = state.Folders.Values
            .Where(folder => folder.EnvironmentId == environment.Id && folder.Path != "/")
            .Where(folder => query.TextOf("recursive") == "true"
                ? folder.Path.StartsWith(below, StringComparison.Ordinal)
                : folder.ParentPath == path)
            .OrderBy(folder => folder.Path, StringComparer.Ordinal);
        return Answer.Of("folders", Json.Array(rows.Select(row => ViewOf(state, row))));
    }

    private Answer Get(Call call)
    {
        var state = instance.Store.ForReads();
        var row = state.Folders.GetValueOrDefault(call.Value("id")) ?? throw Refusal.NotFound($"Folder with ID '{call.Value("id")}' not found");
        ProjectRoutes.Demand(state, state.EnvironmentOf(row).ProjectId, call.Identity);
        return Answer.Of("folder", ViewOf(state, row));
    }

    /// <summary>Takes along what is in it: folders, secrets, rotations. The credentials go on living.</summary>
    private Answer Delete(Call call, string project)
    {
        var body = Validator.Read(Scope(project), call.Body, instance.Options.ValidationForm);
        var (before, row) = instance.Store.Change(state =>
        {
            var environment = DemandEnvironment(state, body.TextOf(project)!, body.TextOf("environment")!, call.Identity);
            var parent = PathOf(body);
            Permission.Demand(call.Identity, "secret-folders", "delete", new Target(environment.Slug, parent));
            var wanted = call.Value("idOrName");
            var found = state.Folders.Values.FirstOrDefault(folder => folder.EnvironmentId == environment.Id
                    && folder.ParentPath == parent
                    && (folder.Id == wanted || folder.Name == wanted))
                ?? throw Refusal.NotFound($"Folder with path '{Paths.Join(parent, wanted)}' in environment with slug '{environment.Slug}' not found");
            var gone = state.Folders.Values
                .Where(folder => folder.EnvironmentId == environment.Id
                    && (folder.Id == found.Id || folder.Path.StartsWith($"{found.Path}/", StringComparison.Ordinal)))
                .Select(folder => folder.Id);
            return (state.WithoutFolders(gone), (state, found));
        });
        return Answer.Of("folder", ViewOf(before, row));
    }

    private static JsonObject ViewOf(WorldState state, FolderRow row)
    {
        var environment = state.EnvironmentOf(row);
        return new JsonObject
        {
            ["id"] = row.Id,
            ["name"] = row.Name,
            ["path"] = row.Path,
            ["description"] = row.Description,
            ["envId"] = environment.Id,
            ["environment"] = new JsonObject { ["envId"] = environment.Id, ["envName"] = environment.Name, ["envSlug"] = environment.Slug },
            ["projectId"] = environment.ProjectId,
            ["createdAt"] = Json.Time(row.CreatedAt),
            ["updatedAt"] = Json.Time(row.CreatedAt),
        };
    }
}

namespace Infisical.Emulator;

/// <summary>Projects.</summary>
internal sealed class ProjectRoutes(Instance instance)
{
    private static readonly Field Create = Field.Of(
        "",
        Field.RequiredText("projectName") with { Max = 64 },
        new Field("projectDescription", FieldKind.Text) { Trim = true, Max = 1024, Nullable = true },
        new Field("slug", FieldKind.Text) { Trim = true, Min = 5, Max = 36 },
        new Field("kmsKeyId", FieldKind.Text),
        new Field("template", FieldKind.Text) { Default = "default" },
        new Field("type", FieldKind.Text) { Default = "secret-manager" },
        new Field("shouldCreateDefaultEnvs", FieldKind.Boolean) { Default = true },
        new Field("hasDeleteProtection", FieldKind.Boolean) { Default = false });

    private static readonly Field Update = Field.Of(
        "",
        new Field("name", FieldKind.Text) { Trim = true, Min = 1, Max = 64 },
        new Field("description", FieldKind.Text) { Trim = true, Max = 1024, Nullable = true },
        new Field("slug", FieldKind.Text) { Trim = true, Min = 5, Max = 36 },
        new Field("hasDeleteProtection", FieldKind.Boolean));

    public IEnumerable<Route> All() =>
    [
        At("POST", "/api/v1/projects", RateClass.Creation, CreateProject),
        At("GET", "/api/v1/projects", RateClass.Read, call => Answer.Of("projects", Json.Array(instance.Store.ForReads().Projects.Values
            .Where(project => !project.IsDeleted && call.Identity.Projects?.Contains(project.Id) != false)
            .Select(project => ProjectView.Of(instance, instance.Store.Current, project))))),
        At("GET", "/api/v1/projects/{projectId}", RateClass.Read, call => Get(call, "project")),
        At("GET", "/api/v1/workspace/{projectId}", RateClass.Read, call => Get(call, "workspace")),
        At("GET", "/api/v1/projects/slug/{slug}", RateClass.Read, BySlug),
        At("GET", "/api/v2/workspace/{slug}", RateClass.Read, BySlug),
        At("PATCH", "/api/v1/projects/{projectId}", RateClass.Write, Change),
        At("DELETE", "/api/v1/projects/{projectId}", RateClass.Write, Delete),
    ];

    /// <summary>The project, where it exists and the caller belongs to it.</summary>
    public static ProjectRow Demand(WorldState state, string projectId, Identity identity)
    {
        var project = state.Project(projectId) ?? throw Refusal.NotFound($"Project with {projectId} not found");
        Permission.DemandMembership(identity, projectId);
        return project;
    }

    private static Route At(string method, string pattern, RateClass kind, Func<Call, Answer> handle) =>
        new(method, pattern, kind, (call, _) => Task.FromResult(handle(call)));

    private Answer Get(Call call, string name)
    {
        var state = instance.Store.ForReads();
        return Answer.Of(name, ProjectView.Of(instance, state, Demand(state, call.Value("projectId"), call.Identity)));
    }

    private Answer BySlug(Call call)
    {
        var state = instance.Store.ForReads();
        var slug = call.Value("slug");
        var project = state.Projects.Values.FirstOrDefault(project => project.Slug == slug && !project.IsDeleted)
            ?? throw Refusal.NotFound($"Project with slug '{slug}' not found");
        return Answer.Ok(ProjectView.Of(instance, state, Demand(state, project.Id, call.Identity)));
    }

    private Answer CreateProject(Call call)
    {
        var body = Validator.Read(Create, call.Body, instance.Options.ValidationForm);
        var id = Ids.New();
        var name = body.TextOf("projectName")!;
        var row = instance.Store.Change(state =>
        {
            var environments = body.FlagOf("shouldCreateDefaultEnvs") == true ? new[] { "dev", "staging", "prod" } : [];
            state = new Seeder(instance).Plant(state, new SeedProject(name) { Id = id, Environments = [.. environments] });
            var made = state.Projects[id] with
            {
                Slug = body.TextOf("slug") ?? $"project-{id[..8]}",
                Description = body.TextOf("projectDescription"),
                Type = body.TextOf("type")!,
                HasDeleteProtection = body.FlagOf("hasDeleteProtection") ?? false,
            };
            return (state.With(made), made);
        });
        return Answer.Of("project", ProjectView.Of(instance, instance.Store.Current, row));
    }

    private Answer Change(Call call)
    {
        var body = Validator.Read(Update, call.Body, instance.Options.ValidationForm);
        var row = instance.Store.Change(state =>
        {
            var project = Demand(state, call.Value("projectId"), call.Identity);
            var changed = project with
            {
                Name = body.TextOf("name") ?? project.Name,
                Slug = body.TextOf("slug") ?? project.Slug,
                Description = body.ContainsKey("description") ? body.TextOf("description") : project.Description,
                HasDeleteProtection = body.FlagOf("hasDeleteProtection") ?? project.HasDeleteProtection,
                UpdatedAt = instance.Now,
            };
            return (state.With(changed), changed);
        });
        return Answer.Of("project", ProjectView.Of(instance, instance.Store.Current, row));
    }

    /// <summary>Soft: the rotations stay, and with them the block on their connections.</summary>
    private Answer Delete(Call call)
    {
        var row = instance.Store.Change(state =>
        {
            var project = Demand(state, call.Value("projectId"), call.Identity);
            return project.HasDeleteProtection
                ? throw Refusal.Denied("delete", "project", conditions: null)
                : (state.With(project with { IsDeleted = true }), project);
        });
        return Answer.Of("project", ProjectView.Of(instance, instance.Store.Current, row));
    }
}

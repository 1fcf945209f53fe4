using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Environments of a project.</summary>
internal sealed class EnvironmentRoutes(Instance instance)
{
    private static readonly Field Create = Field.Of(
        "",
        Field.RequiredText("name"),
        Field.RequiredText("slug") with { Max = 64, Format = "slug" },
        new Field("position", FieldKind.Number) { Min = 1 });

    private static readonly Field Update = Field.Of(
        "",
        new Field("name", FieldKind.Text) { Trim = true, Min = 1 },
        new Field("slug", FieldKind.Text) { Trim = true, Min = 1, Max = 64, Format = "slug" },
        new Field("position", FieldKind.Number) { Min = 1 });

    public IEnumerable<Route> All() => new[] { "/api/v1/projects", "/api/v1/workspace" }.SelectMany(root => new[]
    {
        At("GET", $"{root}/{{projectId}}/environments", RateClass.Read, List),
        At("POST", $"{root}/{{projectId}}/environments", RateClass.Write, Add),
        At("GET", $"{root}/{{projectId}}/environments/{{id}}", RateClass.Read, Get),
        At("GET", $"{root}/{{projectId}}/environments/slug/{{slug}}", RateClass.Read, Get),
        At("PATCH", $"{root}/{{projectId}}/environments/{{id}}", RateClass.Write, Change),
        At("DELETE", $"{root}/{{projectId}}/environments/{{id}}", RateClass.Write, Delete),
    });

    private static Route At(string method, string pattern, RateClass kind, Func<Call, Answer> handle) =>
        new(method, pattern, kind, (call, _) => Task.FromResult(handle(call)));

    private Answer List(Call call)
    {
        var state = instance.Store.ForReads();
        var project = ProjectRoutes.Demand(state, call.Value("projectId"), call.Identity);
        return Answer.Of("environments", Json.Array(ProjectView.EnvironmentsOf(state, project.Id).Select(ProjectView.Of)));
    }

    private Answer Get(Call call)
    {
        var row = Demand(instance.Store.ForReads(), call);
        return Answer.Of("environment", ProjectView.Of(row));
    }

    private Answer Add(Call call)
    {
        var body = Validator.Read(Create, call.Body, instance.Options.ValidationForm);
        var row = instance.Store.Change(state =>
        {
            var project = ProjectRoutes.Demand(state, call.Value("projectId"), call.Identity);
            var slug = body.TextOf("slug")!;
            if (state.Environment(project.Id, slug) is not null)
            {
                throw Refusal.BadRequest("Environment with slug already exist");
            }

            var position = (int?)body.NumberOf("position") ?? ProjectView.EnvironmentsOf(state, project.Id).Count() + 1;
            var made = new EnvironmentRow(Ids.New(), project.Id, slug, body.TextOf("name")!, position, instance.Now);
            return (state.With(made).With(new FolderRow(Ids.New(), made.Id, "root", "/", null, instance.Now)), made);
        });
        return Report("Successfully created new environment", row);
    }

    private Answer Change(Call call)
    {
        var body = Validator.Read(Update, call.Body, instance.Options.ValidationForm);
        var row = instance.Store.Change(state =>
        {
            var found = Demand(state, call);
            var changed = found with
            {
                Name = body.TextOf("name") ?? found.Name,
                Slug = body.TextOf("slug") ?? found.Slug,
                Position = (int?)body.NumberOf("position") ?? found.Position,
            };
            return (state.With(changed), changed);
        });
        return Report("Successfully updated environment", row);
    }

    private Answer Delete(Call call)
    {
        var row = instance.Store.Change(state =>
        {
            var found = Demand(state, call);
            var next = state.WithoutFolders(state.Folders.Values.Where(folder => folder.EnvironmentId == found.Id).Select(folder => folder.Id));
            return (next with { Environments = next.Environments.Remove(found.Id) }, found);
        });
        return Report("Successfully deleted environment", row);
    }

    private static EnvironmentRow Demand(WorldState state, Call call)
    {
        var project = ProjectRoutes.Demand(state, call.Value("projectId"), call.Identity);
        return ProjectView.EnvironmentsOf(state, project.Id).FirstOrDefault(environment => call.Values.TryGetValue("slug", out var slug)
                ? environment.Slug == slug
                : environment.Id == call.Value("id"))
            ?? throw Refusal.NotFound("Environment not found");
    }

    private static Answer Report(string message, EnvironmentRow row) => Answer.Ok(new JsonObject
    {
        ["message"] = message,
        ["projectId"] = row.ProjectId,
        ["workspace"] = row.ProjectId,
        ["environment"] = ProjectView.Of(row),
    });
}

using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Edits of secrets by hand; those that a rotation writes are protected.</summary>
internal sealed class SecretEdits(Instance instance)
{
    public Answer Add(Call call, string project)
    {
        var body = Read(call, project);
        var row = instance.Store.Change(state =>
        {
            var folder = FolderFor(state, body, project, call.Identity);
            Demand(state, folder, call.Identity, "create");
            var name = call.Value("name");
            if (state.SecretsIn(folder.Id).Any(secret => secret.Name == name))
            {
                throw Refusal.BadRequest("Secret already exist");
            }

            var made = new SecretRow(Ids.New(), folder.Id, name, body.TextOf("secretValue") ?? "", 1, instance.Now, instance.Now)
            {
                Comment = body.TextOf("secretComment") ?? "",
            };
            return (state.With(made), made);
        });
        return View(instance.Store.Current, row);
    }

    public Answer Change(Call call, string project)
    {
        var body = Read(call, project);
        var row = instance.Store.Change(state =>
        {
            var found = Find(state, call, body, project, "edit");
            if (found.RotationId is not null && body.ContainsKey("newSecretName"))
            {
                throw Refusal.BadRequest("Cannot update rotated secret name");
            }

            if (found.RotationId is not null && body.ContainsKey("secretValue"))
            {
                throw Refusal.BadRequest("Cannot update rotated secret value");
            }

            var changed = found with
            {
                Name = body.TextOf("newSecretName") ?? found.Name,
                Value = body.TextOf("secretValue") ?? found.Value,
                Comment = body.TextOf("secretComment") ?? found.Comment,
                Version = found.Version + 1,
                UpdatedAt = instance.Now,
            };
            return (state.With(changed), changed);
        });
        return View(instance.Store.Current, row);
    }

    public Answer Delete(Call call, string project)
    {
        var body = Read(call, project);
        var (before, row) = instance.Store.Change(state =>
        {
            var found = Find(state, call, body, project, "delete");
            return found.RotationId is not null
                ? throw Refusal.BadRequest("Cannot delete rotated secrets")
                : (state with { Secrets = state.Secrets.Remove(found.Id) }, (state, found));
        });
        return View(before, row);
    }

    /// <summary>The folder a call is about.</summary>
    public static FolderRow FolderFor(WorldState state, JsonObject scope, string project, Identity identity)
    {
        var (projectId, environment) = (scope.TextOf(project), scope.TextOf("environment"));
        if (string.IsNullOrEmpty(projectId) || string.IsNullOrEmpty(environment))
        {
            throw Refusal.BadRequest("Missing project id or environment");
        }

        ProjectRoutes.Demand(state, projectId, identity);
        var path = Paths.WithoutTrailingSlash(scope.TextOf("secretPath")!);
        return state.Folder(projectId, environment, path)
            ?? throw Refusal.NotFound($"Folder with path '{path}' in environment with slug '{environment}' not found");
    }

    private static void Demand(WorldState state, FolderRow folder, Identity identity, string action) =>
        Permission.Demand(identity, "secrets", action, new Target(state.EnvironmentOf(folder).Slug, folder.Path));

    private static SecretRow Find(WorldState state, Call call, JsonObject body, string project, string action)
    {
        var folder = FolderFor(state, body, project, call.Identity);
        Demand(state, folder, call.Identity, action);
        var name = call.Value("name");
        return state.SecretsIn(folder.Id).FirstOrDefault(secret => secret.Name == name)
            ?? throw Refusal.NotFound($"Secret with name '{name}' not found");
    }

    private static Answer View(WorldState state, SecretRow row) => Answer.Of("secret", SecretView.Of(state, row, hidden: false));

    private JsonObject Read(Call call, string project) => Validator.Read(
        Field.Of(
            "",
            new Field(project, FieldKind.Text) { Trim = true },
            new Field("environment", FieldKind.Text) { Trim = true },
            new Field("secretPath", FieldKind.Text) { Trim = true, Default = "/" },
            new Field("secretValue", FieldKind.Text),
            new Field("secretComment", FieldKind.Text),
            new Field("newSecretName", FieldKind.Text) { Trim = true, Min = 1 }),
        call.Body,
        instance.Options.ValidationForm);
}

using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Puts a seed into an instance.</summary>
internal sealed class Seeder(Instance instance)
{
    public void Plant(Seed seed)
    {
        instance.Store.Change(state =>
        {
            state = seed.Projects.Aggregate(state, Plant);
            return seed.Connections.Aggregate(state, (next, connection) => next.With(RowOf(connection)));
        });
        foreach (var user in seed.IamUsers)
        {
            Plant(user);
        }

        foreach (var role in seed.IamRoles)
        {
            instance.Iam.Add(isRole: true, role);
        }
    }

    public void Plant(SeedIamUser user)
    {
        instance.Iam.Add(isRole: false, user.Name, user.Path);
        for (var key = 0; key < user.Keys; key++)
        {
            instance.Iam.CreateKey(user.Name, madeByServer: false);
        }
    }

    public WorldState Plant(WorldState state, SeedProject project)
    {
        var now = instance.Now;
        state = state.With(new ProjectRow(project.Id, project.Name, project.Name, null, now, now) { Version = project.Version });
        var position = 0;
        foreach (var slug in project.Environments)
        {
            var id = Ids.For($"environment:{project.Id}:{slug}");
            state = state.With(new EnvironmentRow(id, project.Id, slug, NameOf(slug), ++position, now));
            state = state.With(new FolderRow(Ids.For($"folder:{id}:/"), id, "root", "/", null, now));
        }

        state = project.Folders.Aggregate(state, (next, folder) => Plant(next, project.Id, folder));
        return project.Secrets.Aggregate(state, (next, secret) => Plant(next, project.Id, secret));
    }

    /// <summary>Makes a folder and those above it.</summary>
    public WorldState Plant(WorldState state, string projectId, SeedFolder folder)
    {
        var environment = state.Environment(projectId, folder.Environment)
            ?? throw new InvalidOperationException($"The project has no environment {folder.Environment}.");
        var path = "";
        foreach (var name in folder.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path += $"/{name}";
            if (state.FolderIn(environment.Id, path) is null)
            {
                state = state.With(new FolderRow(Ids.For($"folder:{environment.Id}:{path}"), environment.Id, name, path, null, instance.Now));
            }
        }

        return state;
    }

    public WorldState Plant(WorldState state, string projectId, SeedSecret secret)
    {
        var folder = state.Folder(projectId, secret.Environment, secret.Path)
            ?? throw new InvalidOperationException($"There is no folder {secret.Path} in {secret.Environment}.");
        return state.With(new SecretRow(Ids.New(), folder.Id, secret.Name, secret.Value, 1, instance.Now, instance.Now));
    }

    public ConnectionRow RowOf(SeedConnection connection)
    {
        var app = Apps.BySlug[connection.App];
        var key = connection.AwsKey ?? instance.Options.Seed.AwsRootKey;
        var credentials = connection.Credentials?.DeepClone().AsObject() ?? (connection.App == "aws"
            ? new JsonObject { ["accessKeyId"] = key.AccessKeyId, ["secretAccessKey"] = key.SecretAccessKey }
            : []);
        var method = connection.Method is { } named ? app.Method(named) : app.Methods[^1];
        return new ConnectionRow(connection.Id, app.Slug, method.Name, connection.Name, connection.ProjectId, credentials, instance.Now, instance.Now)
        {
            Description = connection.Description,
            CredentialsHash = Ids.Hash(connection.Id),
        };
    }

    private static string NameOf(string slug) => slug switch
    {
        "dev" => "Development",
        "staging" => "Staging",
        "prod" => "Production",
        _ => slug,
    };
}

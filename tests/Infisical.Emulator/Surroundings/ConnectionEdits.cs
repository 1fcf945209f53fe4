using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>App connections: make, change and delete them.</summary>
internal sealed class ConnectionEdits(Instance instance)
{
    public Answer Add(Call call)
    {
        var app = Apps.BySlug[call.Value("app")];
        var body = Validator.Read(ConnectionSchemas.Create(app), call.Body, instance.Options.ValidationForm);
        DemandGateways(app, body);
        var projectId = body.TextOf("projectId");
        Permission.Demand(call.Identity, "app-connections", projectId is null ? "create" : "create-app-connections");
        var method = app.Methods.First(method => method.Name == body.TextOf("method"));
        var credentials = ReadCredentials(app, method, call.Body!["credentials"]);
        var row = instance.Store.Change(state =>
        {
            if (projectId is not null)
            {
                ProjectRoutes.Demand(state, projectId, call.Identity);
            }

            DemandName(state, body.TextOf("name")!, projectId);
            var made = new ConnectionRow(Ids.New(), app.Slug, method.Name, body.TextOf("name")!, projectId, credentials, instance.Now, instance.Now)
            {
                Description = body.TextOf("description"),
                GatewayId = body.TextOf("gatewayId"),
                GatewayPoolId = body.TextOf("gatewayPoolId"),
                IsPlatformManaged = body.FlagOf("isPlatformManagedCredentials") ?? false,
                CredentialsHash = Ids.Hash(Ids.New()),
            };
            return (state.With(made), made);
        });
        return View(instance.Store.Current, row);
    }

    public Answer Change(Call call)
    {
        var app = Apps.BySlug[call.Value("app")];
        var body = Validator.Read(ConnectionSchemas.Update, call.Body, instance.Options.ValidationForm);
        DemandGateways(app, body);
        var found = ConnectionRoutes.Demand(instance.Store.Current, call, "edit");
        var credentials = call.Body!["credentials"] is { } given
            ? ReadCredentials(app, app.Methods.First(method => method.Name == found.Method), given)
            : null;
        var row = instance.Store.Change(state =>
        {
            var current = ConnectionRoutes.Demand(state, call, "edit");
            var name = body.TextOf("name") ?? current.Name;
            if (name != current.Name)
            {
                DemandName(state, name, current.ProjectId);
            }

            var changed = current with
            {
                Name = name,
                Description = body.ContainsKey("description") ? body.TextOf("description") : current.Description,
                GatewayId = body.ContainsKey("gatewayId") ? body.TextOf("gatewayId") : current.GatewayId,
                GatewayPoolId = body.ContainsKey("gatewayPoolId") ? body.TextOf("gatewayPoolId") : current.GatewayPoolId,
                IsPlatformManaged = body.FlagOf("isPlatformManagedCredentials") ?? current.IsPlatformManaged,
                Credentials = credentials ?? current.Credentials,
                CredentialsHash = credentials is null ? current.CredentialsHash : Ids.Hash(Ids.New()),
                UpdatedAt = instance.Now,
            };
            return (state.With(changed), changed);
        });
        return View(instance.Store.Current, row);
    }

    /// <summary>Refused while any rotation uses it, those of a deleted project included.</summary>
    public Answer Delete(Call call)
    {
        var row = instance.Store.Change(state =>
        {
            var found = ConnectionRoutes.Demand(state, call, "delete");
            return state.Rotations.Values.Any(rotation => rotation.ConnectionId == found.Id)
                ? throw ConnectionRefusals.InUse()
                : (state with { Connections = state.Connections.Remove(found.Id) }, found);
        });
        return View(instance.Store.Current, row);
    }

    private static void DemandName(WorldState state, string name, string? projectId)
    {
        if (state.Connections.Values.Any(row => row.Name == name && row.ProjectId == projectId))
        {
            throw ConnectionRefusals.NameTaken(name);
        }
    }

    private void DemandGateways(App app, JsonObject body)
    {
        if (!app.TakesGateway && body.TextOf("gatewayId") is not null)
        {
            throw Refusal.Invalid([Issue.Custom(["gatewayId"], $"Not supported for {app.Name} Connections").In(instance.Options.ValidationForm)]);
        }

        if (body.TextOf("gatewayId") is not null && body.TextOf("gatewayPoolId") is not null)
        {
            throw ConnectionRefusals.TwoGateways();
        }
    }

    private JsonObject ReadCredentials(App app, AppMethod method, JsonNode? given)
    {
        var credentials = ConnectionSchemas.ReadCredentials(method, given) ?? throw ConnectionRefusals.WrongFields(app, method.Name);
        if (app.Slug == "aws" && instance.Options.TriesAwsConnections)
        {
            TryAws(method, credentials);
        }

        return credentials;
    }

    private void TryAws(AppMethod method, JsonObject credentials)
    {
        if (method.Name == "assume-role")
        {
            var name = credentials.TextOf("roleArn")!.Split('/')[^1];
            try
            {
                instance.Iam.Role(name);
            }
            catch (IamFailure)
            {
                throw ConnectionRefusals.AwsRefused($"User is not authorized to perform: sts:AssumeRole on resource: {credentials.TextOf("roleArn")}");
            }
        }
        else if (instance.SecretOf(credentials.TextOf("accessKeyId")!) != credentials.TextOf("secretAccessKey"))
        {
            throw ConnectionRefusals.AwsRefused("The security token included in the request is invalid.");
        }
    }

    private Answer View(WorldState state, ConnectionRow row) => Answer.Of("appConnection", ConnectionView.Of(instance, state, row));
}

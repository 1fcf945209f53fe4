using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Creating a rotation, step by step in the server's order.</summary>
internal sealed class CreateRotation(Instance instance)
{
    private const int DescriptionColumn = 255;

    public async Task<(WorldState State, RotationRow Row)> RunAsync(RotationType type, JsonObject body, Identity identity, CancellationToken cancellation)
    {
        var state = instance.Store.Current;
        var (projectId, environment, path) = (body.TextOf("projectId")!, body.TextOf("environment")!, Paths.WithoutTrailingSlash(body.TextOf("secretPath")!));
        DemandPlan();
        DemandProject(state, projectId, identity);
        var target = new Target(environment, path, body.TextOf("connectionId"));
        Permission.Demand(identity, "secret-rotation", "create", target);
        var folder = state.Folder(projectId, environment, path) ?? throw RotationRefusals.NoFolder(path, environment, projectId);
        var connection = ConnectionUse.Demand(instance, state, type, body.TextOf("connectionId")!, projectId, identity);
        DemandName(state, folder, body.TextOf("name")!);
        if (instance.Options.ChecksSecretsBeforeIssuing)
        {
            DemandSecrets(state, folder, body);
        }

        try
        {
            var order = new IssueOrder(type, connection.Id, body["parameters"]!.AsObject(), Slot: 0, Displaced: null);
            var row = await instance.Issues.RunAsync(order, credential => Store(type, folder, body, credential), cancellation);
            return (instance.Store.Current, row);
        }
        catch (ProviderFailure failure)
        {
            throw Refusal.BadRequest(RotationRefusals.ProviderText(failure.Message));
        }
    }

    private void DemandPlan()
    {
        if (!instance.Options.PlanHasRotations)
        {
            throw RotationRefusals.Plan("create secret rotation", "create secret rotations");
        }
    }

    private static void DemandProject(WorldState state, string projectId, Identity identity)
    {
        var project = ProjectRoutes.Demand(state, projectId, identity);
        if (project.Version < 3)
        {
            throw RotationRefusals.ProjectTooOld();
        }
    }

    private static void DemandName(WorldState state, FolderRow folder, string name)
    {
        if (state.RotationNamed(folder.Id, name) is not null)
        {
            throw RotationRefusals.NameTaken(name, folder.Path);
        }
    }

    private static void DemandSecrets(WorldState state, FolderRow folder, JsonObject body) =>
        MappedSecrets.DemandFree(state, folder, [.. MappedSecrets.NamesOf(body["secretsMapping"]!.AsObject())]);

    /// <summary>The transaction: the loser of two creates fails here, and so does what fits the schema but no column.</summary>
    private RotationRow Store(RotationType type, FolderRow folder, JsonObject body, JsonObject credential) => instance.Store.Change(state =>
    {
        if (!state.Folders.ContainsKey(folder.Id))
        {
            throw Refusal.SomethingWentWrong();
        }

        DemandSecrets(state, folder, body);
        DemandName(state, folder, body.TextOf("name")!);
        DemandColumns(instance.Options, body);
        if (body.NumberOf("rotationInterval") > type.IntervalAtMost)
        {
            throw Refusal.BadRequest(type.IntervalText);
        }

        var row = RowOf(type, folder, body, credential);
        return (MappedSecrets.Insert(state.With(row), row, credential, instance.Now), row);
    });

    /// <summary>What passes the schema and then meets the database.</summary>
    internal static void DemandColumns(EmulatorOptions options, JsonObject body)
    {
        if (body.TextOf("description")?.Length > DescriptionColumn)
        {
            throw options.ColumnOverflowIsServerError ? Refusal.SomethingWentWrong() : Refusal.TooLongForColumn();
        }

        if (body.NumberOf("rotationInterval") is { } interval && interval != Math.Floor(interval))
        {
            throw Refusal.SomethingWentWrong();
        }
    }

    private RotationRow RowOf(RotationType type, FolderRow folder, JsonObject body, JsonObject credential)
    {
        var now = instance.Now;
        var row = new RotationRow(Ids.New(), type.Slug, folder.Id, body.TextOf("connectionId")!, body.TextOf("projectId")!)
        {
            Name = body.TextOf("name")!,
            Number = instance.NextNumber(),
            Description = body.TextOf("description"),
            Parameters = body["parameters"]!.DeepClone().AsObject(),
            SecretsMapping = body["secretsMapping"]!.DeepClone().AsObject(),
            IsAutoRotationEnabled = body.FlagOf("isAutoRotationEnabled")!.Value,
            RotationInterval = (int)body.NumberOf("rotationInterval")!.Value,
            Hours = body["rotateAtUtc"]!.AsObject().NumberOf("hours")!.Value,
            Minutes = body["rotateAtUtc"]!.AsObject().NumberOf("minutes")!.Value,
            Credentials = [credential],
            LastRotatedAt = now,
            LastRotationAttemptedAt = now,
            IsLastRotationManual = true,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return row with { NextRotationAt = Schedule.Next(row, now) };
    }
}

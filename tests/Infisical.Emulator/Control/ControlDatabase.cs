using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Changes of the database past every route, from another process: lost secrets, a restored backup.</summary>
internal sealed class ControlDatabase(Instance instance)
{
    private static readonly Field Secret = Field.Of(
        "", Field.RequiredText("environment"), Field.RequiredText("path"), Field.RequiredText("name"), new Field("rotationId", FieldKind.Text));

    private readonly World _world = new(instance);
    private WorldBackup? _backup;

    public IEnumerable<Route> All() =>
    [
        ControlRoutes.At("DELETE", "secrets", call => On(call, body => _world.DeleteSecret(
            body.TextOf("environment")!, body.TextOf("path")!, body.TextOf("name")!))),
        ControlRoutes.At("PUT", "secrets", call => On(call, body => _world.AssignSecret(
            body.TextOf("environment")!, body.TextOf("path")!, body.TextOf("name")!, body.TextOf("rotationId")))),
        ControlRoutes.At("POST", "backup", _ => ControlRoutes.Done(() => _backup = _world.Backup())),
        ControlRoutes.At("POST", "restore", _ => ControlRoutes.Done(() => _world.Restore(_backup ?? throw Refusal.BadRequest("There is no backup.")))),
    ];

    private static Answer On(Call call, Action<JsonObject> change)
    {
        var body = ControlRoutes.Read(call, Secret);
        try
        {
            return ControlRoutes.Done(() => change(body));
        }
        catch (InvalidOperationException problem)
        {
            throw Refusal.BadRequest(problem.Message);
        }
    }
}

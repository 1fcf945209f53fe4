using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>The rotation routes: decode, hand on, answer.</summary>
internal sealed class RotationRoutes(Instance instance)
{
    private const string Base = "/api/v2/secret-rotations";

    private EmulatorOptions Options => instance.Options;

    public IEnumerable<Route> All() =>
    [
        new("GET", $"{Base}/options", RateClass.Read, Now(List.Options)),
        new("GET", Base, RateClass.Read, Now(call => List.All(call, type: null))),
        Typed("GET", "", RateClass.Read, Now(call => List.All(call, TypeOf(call)))),
        Typed("GET", "/{rotationId}", RateClass.Read, Now(Get)),
        Typed("GET", "/rotation-name/{rotationName}", RateClass.Read, Now(GetByName)),
        Typed("POST", "", RateClass.Write, CreateAsync),
        Typed("PATCH", "/{rotationId}", RateClass.Write, UpdateAsync),
        Typed("DELETE", "/{rotationId}", RateClass.Write, Now(Delete)),
        Typed("GET", "/{rotationId}/generated-credentials", RateClass.Read, Now(Live.GeneratedCredentials)),
        Typed("POST", "/{rotationId}/rotate-secrets", RateClass.Write, Live.RotateAsync),
        Typed("POST", "/{rotationId}/move", RateClass.Write, Now(Move), _ => Options.HasMove),
        Typed("POST", "/{rotationId}/check-credentials", RateClass.Write, Now(Live.Check), _ => Options.HasCheckCredentials),
        Typed("POST", "/{rotationId}/reconcile", RateClass.Write, Now(Live.Reconcile), type => Options.HasReconcile && type.CanReconcile),
    ];

    private RotationListRoutes List { get; } = new(instance);

    private LiveRotationRoutes Live { get; } = new(instance);

    /// <summary>The id of the path, which must be a UUID.</summary>
    internal static string IdOf(Call call, ValidationForm form) =>
        ReadPath(call, new Field("rotationId", FieldKind.Text) { Required = true, Format = "uuid" }, form);

    /// <summary>
    /// The answer about one rotation. One of another type of the same app gets this far, and then does not fit the route's own
    /// schema: what was asked for is done by then.
    /// </summary>
    internal static Answer AnswerFor(Instance instance, RotationType type, WorldState state, RotationRow row) =>
        row.Type == type.Slug ? Answer.Of("secretRotation", RotationView.Of(instance.Options, state, row)) : throw Refusal.SomethingWentWrong();

    private RotationType TypeOf(Call call) => instance.Types.Of(call.Value("type"));

    private static string ReadPath(Call call, Field part, ValidationForm form) =>
        Validator.Read(Field.Of("", part), new JsonObject { [part.Name] = call.Value(part.Name) }, form).TextOf(part.Name)!;

    private static Func<Call, CancellationToken, Task<Answer>> Now(Func<Call, Answer> handle) => (call, _) => Task.FromResult(handle(call));

    private Route Typed(
        string method,
        string rest,
        RateClass kind,
        Func<Call, CancellationToken, Task<Answer>> handle,
        Func<RotationType, bool>? exists = null) =>
        new(method, $"{Base}/{{type}}{rest}", kind, handle)
        {
            Exists = values => instance.Types.Find(values["type"]) is { } type && (exists is null || exists(type)),
        };

    private Answer Get(Call call)
    {
        var (type, id) = (TypeOf(call), IdOf(call, Options.ValidationForm));
        List.DemandPlan("access secret rotations", "access secret rotations");
        var state = instance.Store.ForReads();
        var row = state.Rotations.GetValueOrDefault(id) ?? throw RotationRefusals.NotFound(type, id);
        Permission.DemandMembership(call.Identity, row.ProjectId);
        RotationAccess.Demand(state, row, call.Identity, "read");
        RotationAccess.DemandApp(state, type, row);
        return AnswerFor(instance, type, state, row);
    }

    private Answer GetByName(Call call)
    {
        var type = TypeOf(call);
        var name = ReadPath(call, RotationSchemas.RotationName, Options.ValidationForm);
        var query = call.ReadQuery(Options.ValidationForm, RotationSchemas.ByName);
        List.DemandPlan("access secret rotation", "access secret rotation");
        var state = instance.Store.ForReads();
        var (projectId, environment, path) = (query.TextOf("projectId")!, query.TextOf("environment")!, Paths.WithoutTrailingSlash(query.TextOf("secretPath")!));
        ProjectRoutes.Demand(state, projectId, call.Identity);
        var folder = state.Folder(projectId, environment, path) ?? throw RotationRefusals.NoFolder(path, environment, projectId);
        var row = state.RotationNamed(folder.Id, name) ?? throw RotationRefusals.NotFoundByName(type, name);
        RotationAccess.Demand(state, row, call.Identity, "read");
        RotationAccess.DemandApp(state, type, row);
        return AnswerFor(instance, type, state, row);
    }

    private async Task<Answer> CreateAsync(Call call, CancellationToken cancellation)
    {
        var type = TypeOf(call);
        var body = Validator.Read(RotationSchemas.Create(type), call.Body, Options.ValidationForm);
        var (state, row) = await new CreateRotation(instance).RunAsync(type, body, call.Identity, cancellation);
        return AnswerFor(instance, type, state, row);
    }

    private async Task<Answer> UpdateAsync(Call call, CancellationToken cancellation)
    {
        var (type, id) = (TypeOf(call), IdOf(call, Options.ValidationForm));
        var body = Validator.Read(RotationSchemas.Update(type), call.Body, Options.ValidationForm);
        var (state, row) = await new UpdateRotation(instance).RunAsync(type, id, body, call.Identity, cancellation);
        return AnswerFor(instance, type, state, row);
    }

    private Answer Delete(Call call)
    {
        var (type, id) = (TypeOf(call), IdOf(call, Options.ValidationForm));
        var query = call.ReadQuery(Options.ValidationForm, RotationSchemas.DeleteFlags);
        var (state, row) = new DeleteRotation(instance).Run(
            type, id, query.TextOf("deleteSecrets") == "true", query.TextOf("revokeGeneratedCredentials") == "true", call.Identity);
        return AnswerFor(instance, type, state, row);
    }

    private Answer Move(Call call)
    {
        var (type, id) = (TypeOf(call), IdOf(call, Options.ValidationForm));
        var body = Validator.Read(RotationSchemas.Move, call.Body, Options.ValidationForm);
        var (state, row) = new MoveRotation(instance).Run(type, id, body, call.Identity);
        return AnswerFor(instance, type, state, row);
    }
}

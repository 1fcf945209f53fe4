using System.Collections.Immutable;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>A table of the fault matrix: a run of <c>pulumi up</c>, and those of its requests that fail.</summary>
/// <param name="Name">Title of the table.</param>
/// <param name="What">What the run does, as the document says it.</param>
/// <param name="Before">What the program declares before the run.</param>
/// <param name="After">What it declares in the run.</param>
/// <param name="Method">Method of the requests that fail; null for requests to AWS.</param>
/// <param name="Path">Where their path begins, or the action of AWS.</param>
internal sealed record MatrixOperation(
    string Name,
    string What,
    Func<ProviderHarness, ImmutableArray<Declared>> Before,
    Func<ProviderHarness, ImmutableArray<Declared>> After,
    string? Method,
    string Path)
{
    private const string Rotations = "/api/v2/secret-rotations";
    private const string Keys = Rotations + "/aws-iam-user-secret";
    private const string Login = "/api/v1/auth/universal-auth/login";

    public bool IsForAws => Method is null;

    /// <summary>Whether the run requests a rotation, which must happen once.</summary>
    public bool IsRotated => After == Triggered;

    /// <summary>The first request that fails, counted from 1; the later ones fail too.</summary>
    public int FirstFailing { get; init; } = 1;

    /// <summary>What goes wrong besides, in every row.</summary>
    public Action<FaultPlan>? Also { get; init; }

    public static ImmutableArray<MatrixOperation> All { get; } =
    [
        new("Login", "creates a rotation; logins fail", Nothing, Rotation, "POST", Login),
        new("Login with a rotation in the state", "changes the description of a rotation; logins fail", Rotation, Described, "POST", Login),
        new("List", "creates a rotation; lists of rotations fail", Nothing, Rotation, "GET", Rotations),
        new("List with rotations in the state", "changes the description of two rotations; lists of rotations fail", Two, TwoDescribed, "GET", Rotations),
        new("Get", "changes the description of a rotation; reads of the rotation fail", Rotation, Described, "GET", Keys),
        new("Create", "creates a rotation; the create request fails", Nothing, Rotation, "POST", Keys),
        new("Look-up after a lost create", "creates a rotation; the answer is lost, and then lists of rotations fail", Nothing, Rotation, "GET", Rotations)
        {
            FirstFailing = 2,
            Also = plan => plan.On("POST", Keys, Fault.CutAfterHandling),
        },
        new("Patch", "changes the description of a rotation; the change fails", Rotation, Described, "PATCH", Keys),
        new("Move", "moves a rotation to another folder; the move fails", Rotation, Moved, "POST", Keys),
        new("Rotate", "requests a rotation with `rotateTriggers`; the request fails", Rotation, Triggered, "POST", Keys),
        new("Delete", "deletes a rotation; the delete request fails", Rotation, Nothing, "DELETE", Keys),
        new("Connection create", "creates an app connection; the create request fails", Nothing, Connection, "POST", ConnectionHarness.Route),
        new("Connection patch", "changes the password of an app connection; the change fails", Connection, OtherPassword, "PATCH", ConnectionHarness.Route),
        new("Connection delete", "deletes an app connection; the delete request fails", Connection, Nothing, "DELETE", ConnectionHarness.Route),
        new("AWS calls", "creates a rotation with the block `aws`; reads of the user's keys fail", Nothing, Rotation, null, "ListAccessKeys"),
        new("AWS calls of a requested rotation", "requests a rotation with the block `aws`; reads of the user's keys fail", Rotation, Triggered, null, "ListAccessKeys"),
    ];

    private static ImmutableArray<Declared> Nothing(ProviderHarness engine) => [];

    private static ImmutableArray<Declared> Rotation(ProviderHarness engine) => Only(engine.Inputs("keys"));

    private static ImmutableArray<Declared> Two(ProviderHarness engine) =>
        [.. Rotation(engine), Other(engine.Inputs("other", "other-bot", "OTHER"))];

    private static ImmutableArray<Declared> TwoDescribed(ProviderHarness engine) =>
    [
        .. Described(engine), Other(engine.Inputs("other", "other-bot", "OTHER").With("description", "changed")),
    ];

    private static ImmutableArray<Declared> Described(ProviderHarness engine) =>
        Only(engine.Inputs("keys").With("description", "changed"));

    private static ImmutableArray<Declared> Moved(ProviderHarness engine) =>
        Only(engine.Inputs("keys").With("secretPath", "/"));

    private static ImmutableArray<Declared> Triggered(ProviderHarness engine) =>
        Only(engine.Inputs("keys").With("rotateTriggers", PropertyMap.Empty.With("n", "1")));

    private static ImmutableArray<Declared> Connection(ProviderHarness engine) => [Database(ConnectionHarness.Postgres())];

    private static ImmutableArray<Declared> OtherPassword(ProviderHarness engine) =>
        [Database(ConnectionHarness.Postgres().WithCredential("password", "another-pa55word"))];

    private static ImmutableArray<Declared> Only(PropertyMap inputs) =>
        [new Declared(ProviderHarness.AwsToken, "keys", inputs)];

    private static Declared Other(PropertyMap inputs) => new(ProviderHarness.AwsToken, "other", inputs);

    private static Declared Database(PropertyMap inputs) => new(ConnectionFacts.Token("postgres"), "orders", inputs);
}

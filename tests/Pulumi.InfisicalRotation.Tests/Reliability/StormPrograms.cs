using System.Collections.Immutable;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>
/// Random programs. Names, folders, secrets and accounts come from small pools, so that resources get into each other's
/// way.
/// </summary>
internal sealed class StormPrograms(EmulatorServer server, Random random)
{
    /// <summary>The connection for AWS, with a key whose owner AWS shows.</summary>
    public const string Connection = "aws-of-rotator";

    public static readonly ImmutableArray<string> Users = ["a-bot", "b-bot", "c-bot", "d-bot", "e-bot"];
    public static readonly ImmutableArray<string> Names = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"];
    public static readonly ImmutableArray<string> Prefixes = ["A", "B", "C", "D", "E", "F", "G", "H"];
    public static readonly ImmutableArray<(string Environment, string Path)> Places =
        [("dev", "/"), ("dev", "/services"), ("prod", "/services")];

    private static readonly ImmutableArray<string> Slugs =
        ["aws-iam-user-secret", "postgres-credentials", "auth0-client-secret", "openai-service-account"];

    private static readonly ImmutableArray<string> Resources = ["r1", "r2", "r3", "r4"];

    private static readonly ImmutableArray<string> Databases = ["c1", "c2"];

    /// <summary>The program with one thing added, removed or changed.</summary>
    public ImmutableArray<Declared> Next(ImmutableArray<Declared> program)
    {
        var changed = random.Next(4) switch
        {
            0 when !program.IsEmpty => program.Remove(Any(program)),
            0 or 1 => Added(program),
            _ when !program.IsEmpty => Replaced(program),
            _ => Added(program),
        };

        // What needs a connection that is gone goes with it.
        var names = changed.Select(one => one.Name).ToHashSet();
        return [.. changed.Where(one => one.Needs.Values.All(names.Contains)).OrderBy(one => one.Needs.Count)];
    }

    public T Any<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private ImmutableArray<Declared> Added(ImmutableArray<Declared> program)
    {
        var free = Resources.Concat(Databases).Where(name => program.All(one => one.Name != name)).ToArray();
        if (free.Length == 0)
        {
            return program;
        }

        var name = Any(free);
        return program.Add(Databases.Contains(name) ? Database(name) : Rotation(name, program));
    }

    private Declared Database(string name) =>
        new(ConnectionFacts.Token("postgres"), name, ConnectionHarness.Postgres($"database-{Any(Names)}"));

    private Declared Rotation(string name, ImmutableArray<Declared> program)
    {
        var slug = Any(Slugs);
        var inputs = Placed(Contracts.Inputs(slug).With("name", Any(Names)).Without("description"));
        var mapping = Mapped(inputs, Any(Prefixes));
        var declared = new Declared(PackageInfo.Token(Contracts.Type(slug).TypeName), name, mapping);
        var database = program.FirstOrDefault(one => ConnectionTypes.Find(one.Token) is not null);
        return slug == "postgres-credentials" && database is not null && random.Next(2) == 0
            ? declared with { Needs = declared.Needs.Add("connectionId", database.Name) }
            : slug == "aws-iam-user-secret"
                ? declared with
                {
                    Inputs = mapping
                        .With("connectionId", server.World.AppConnections.Named(Connection)!.Id)
                        .With("parameters", PropertyMap.Empty.With("userName", Any(Users))),
                }
                : declared;
    }

    private ImmutableArray<Declared> Replaced(ImmutableArray<Declared> program)
    {
        var old = Any(program);
        return program.Replace(old, old with
        {
            Inputs = ConnectionTypes.Find(old.Token) is null ? Changed(old) : ChangedDatabase(old.Inputs),
        });
    }

    private PropertyMap Changed(Declared old) => random.Next(9) switch
    {
        0 => old.Inputs.With("description", $"text {random.Next(3)}"),
        1 => old.Inputs.With("rotationInterval", (double)random.Next(1, 60)),
        2 => Placed(old.Inputs),
        3 => Mapped(old.Inputs, Any(Prefixes)),
        4 => old.Inputs.With("name", Any(Names)),
        5 => old.Inputs.With("isAutoRotationEnabled", random.Next(2) == 0),
        6 when old.Token == ProviderHarness.AwsToken =>
            old.Inputs.With("parameters", PropertyMap.Empty.With("userName", Any(Users))),
        7 => old.Inputs.With("whenUnhealthy", random.Next(2) == 0 ? "rotate" : "warn"),
        _ => old.Inputs.With("rotateTriggers", PropertyMap.Empty.With("n", (double)random.Next(100))),
    };

    private PropertyMap ChangedDatabase(PropertyMap old) => random.Next(4) switch
    {
        0 => old.With("name", $"database-{Any(Names)}"),
        1 => old.With("description", $"text {random.Next(3)}"),
        2 => old.With("projectId", server.Seed.Project.Id),
        _ => old.WithCredential("password", $"canary-pa55word-{random.Next(100)}"),
    };

    private PropertyMap Placed(PropertyMap inputs)
    {
        var (environment, path) = Any(Places);
        return inputs.With("environment", environment).With("secretPath", path);
    }

    private static PropertyMap Mapped(PropertyMap inputs, string prefix) => inputs.With(
        "secretsMapping",
        PropertyMap.From(((PropertyValue.Map)inputs["secretsMapping"]).Properties.Keys
            .Select(key => KeyValuePair.Create<string, PropertyValue>(key, $"{prefix}_{key}"))));
}

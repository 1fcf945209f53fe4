using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>What is there when the emulator starts. Ids of seeded things are the same in every run.</summary>
public sealed record Seed
{
    /// <summary>The organisation everything belongs to.</summary>
    public string OrganizationId { get; init; } = Ids.For("organization");

    /// <summary>Projects with their environments and folders.</summary>
    public ImmutableArray<SeedProject> Projects { get; init; } = [];

    /// <summary>App connections.</summary>
    public ImmutableArray<SeedConnection> Connections { get; init; } = [];

    /// <summary>Machine identities.</summary>
    public ImmutableArray<Identity> Identities { get; init; } = [];

    /// <summary>IAM users of the emulated AWS account.</summary>
    public ImmutableArray<SeedIamUser> IamUsers { get; init; } = [];

    /// <summary>Names of IAM roles of the emulated AWS account.</summary>
    public ImmutableArray<string> IamRoles { get; init; } = [];

    /// <summary>The key that may do everything in the emulated AWS account.</summary>
    public AwsKey AwsRootKey { get; init; } = new("AKIAEMULATORROOT0000", "s3cret-root-key-for-test");

    /// <summary>The first project, where there is one.</summary>
    public SeedProject Project => Projects[0];

    /// <summary>The first connection, where there is one.</summary>
    public SeedConnection Connection => Connections[0];

    /// <summary>The first identity, where there is one.</summary>
    public Identity Identity => Identities[0];

    /// <summary>
    /// One project with <c>dev</c>, <c>staging</c>, <c>prod</c> and the folder <c>/services</c> in <c>dev</c>; an AWS connection of the
    /// organisation; an identity that may do everything; the IAM users <c>ci-bot</c> and <c>deploy-bot</c> without keys.
    /// </summary>
    public static Seed Default() => new()
    {
        Projects = [new SeedProject("demo") { Folders = [new SeedFolder("dev", "/services")] }],
        Connections = [new SeedConnection("aws", "aws-main")],
        Identities = [new Identity("everything")],
        IamUsers = [new SeedIamUser("ci-bot"), new SeedIamUser("deploy-bot")],
        IamRoles = ["infisical-rotator"],
    };

    /// <summary>The default world with one connection for each app that a rotation can use.</summary>
    public static Seed WithEveryApp() => Default() with
    {
        Connections = [
            new SeedConnection("aws", "aws-main"),
            .. Apps.All.Where(app => app.Slug != "aws").Select(app => new SeedConnection(app.Slug, $"{app.Slug}-main"))],
    };
}

/// <summary>A project; its id follows from its name.</summary>
/// <param name="Name">The name, which is the slug too.</param>
public sealed record SeedProject(string Name)
{
    /// <summary>The id.</summary>
    public string Id { get; init; } = Ids.For($"project:{Name}");

    /// <summary>Slugs of the environments.</summary>
    public ImmutableArray<string> Environments { get; init; } = ["dev", "staging", "prod"];

    /// <summary>Folders beside the roots; those above them are made too.</summary>
    public ImmutableArray<SeedFolder> Folders { get; init; } = [];

    /// <summary>Ordinary secrets.</summary>
    public ImmutableArray<SeedSecret> Secrets { get; init; } = [];

    /// <summary>The project's version; below 3 it knows no rotations of this kind.</summary>
    public int Version { get; init; } = 3;
}

/// <summary>A folder of an environment.</summary>
public sealed record SeedFolder(string Environment, string Path);

/// <summary>An ordinary secret.</summary>
public sealed record SeedSecret(string Environment, string Path, string Name, string Value);

/// <summary>An app connection; its id follows from app and name.</summary>
public sealed record SeedConnection(string App, string Name)
{
    /// <summary>The id.</summary>
    public string Id { get; init; } = Ids.For($"connection:{App}:{Name}");

    /// <summary>The project it belongs to; none, the default, is the organisation's.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The description.</summary>
    public string? Description { get; init; }

    /// <summary>The method; the last of the app by default.</summary>
    public string? Method { get; init; }

    /// <summary>The credentials as they are stored; none by default, but for AWS.</summary>
    public JsonObject? Credentials { get; init; }

    /// <summary>AWS: the key it uses; the root key by default.</summary>
    public AwsKey? AwsKey { get; init; }
}

/// <summary>An IAM user.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Keys">How many foreign access keys it has.</param>
public sealed record SeedIamUser(string Name, int Keys = 0)
{
    /// <summary>The path in front of the name.</summary>
    public string Path { get; init; } = "/";
}

/// <summary>An access key of an IAM user that was made by hand.</summary>
/// <param name="UserName">Whose it is.</param>
public sealed record SeedIamKey(string UserName)
{
    /// <summary>The id; a new one by default.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>How many days ago it was made.</summary>
    public double DaysOld { get; init; }

    /// <summary>The service it last signed for; null for a key that was never used.</summary>
    public string? UsedFor { get; init; }

    /// <summary>How many days ago that was.</summary>
    public double UsedDaysAgo { get; init; }
}

/// <summary>An AWS access key.</summary>
public sealed record AwsKey(string AccessKeyId, string SecretAccessKey);

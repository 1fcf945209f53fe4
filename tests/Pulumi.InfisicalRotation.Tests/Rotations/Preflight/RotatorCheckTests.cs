using System.Collections.Immutable;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>The policies of the identity that the app connection uses.</summary>
public sealed class RotatorCheckTests
{
    private const string Rotator = "arn:aws:iam::123456789012:user/ops/rotator";

    [Fact]
    public async Task Missing_actions_of_the_configured_rotator_are_one_warning()
    {
        await using var engine = await Start(Rotator, "iam:ListAccessKeys");

        await engine.PreviewCreate(engine.Inputs());

        Assert.Contains(
            $"The IAM policies of {Rotator} do not allow iam:CreateAccessKey, iam:DeleteAccessKey on {AwsHarness.BotArn}",
            Assert.Single(engine.Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotator_with_the_least_privilege_policy_is_no_warning()
    {
        await using var engine = await Start(Rotator);
        engine.Server.World.PutPolicy("rotator", "p", RotatorPolicy.For(AwsHarness.BotArn));

        await engine.PreviewCreate(engine.Inputs());

        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_policy_that_the_component_is_about_to_attach_is_not_missed()
    {
        await using var engine = await Start(Rotator, "iam:ListAccessKeys");
        var bot = PropertyMap.Empty
            .With("userName", "ci-bot")
            .With("connectionId", engine.Inputs()["connectionId"])
            .With("secretPath", "/")
            .With("rotationInterval", 30d)
            .With("rotator", PropertyMap.Empty.With("userName", "rotator"));
        var call = new ConstructCall(
            "infisical-rotation:index:RotatedAwsIamUser",
            "bot",
            bot,
            ImmutableDictionary<string, ImmutableArray<string>>.Empty,
            IsPreview: true);

        await engine.Provider.Construct(
            call,
            (child, _) => Task.FromResult(new RegisteredChild(child.Name, "", child.Inputs, IsUnknown: false)),
            new CallContext("", (_, _) => { }, TestContext.Current.CancellationToken, CancellationToken.None));
        await engine.PreviewCreate(engine.Inputs());

        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task The_rotator_is_found_by_the_access_key_of_the_connection()
    {
        await using var engine = await Start(null, "iam:ListAccessKeys");
        var inputs = WithOwnConnection(engine);

        await engine.PreviewCreate(inputs);

        Assert.Contains(Rotator, Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_may_not_be_read_has_no_known_rotator()
    {
        await using var engine = await Start(null, "iam:ListAccessKeys");
        var inputs = WithOwnConnection(engine);
        engine.Server.Faults.On("GET", $"/api/v1/app-connections/aws/{Connection.Id}", CommonFaults.Forbidden, times: 9);

        await engine.PreviewCreate(inputs);

        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_requested_rotation_is_checked_too()
    {
        await using var engine = await Start(Rotator);
        engine.Server.World.PutPolicy("rotator", "p", RotatorPolicy.For(AwsHarness.BotArn));
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Options.UnsimulatedAwsActions = ["iam:DeleteAccessKey"];

        await engine.PreviewUpdate(stored, engine.Triggered(1));

        Assert.Contains("do not allow iam:DeleteAccessKey on", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetUser")]
    [InlineData("SimulatePrincipalPolicy")]
    public async Task A_missing_right_of_the_provider_is_one_warning_for_all_resources(string action)
    {
        await using var engine = await Start(Rotator);
        engine.Server.Options.DeniedAwsActions = [action];

        await engine.PreviewCreate(engine.Inputs());
        await engine.PreviewCreate(engine.Inputs("other", "deploy-bot", "OTHER"), "other");

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains("The IAM policies of the app connection are not checked", warning, StringComparison.Ordinal);
        Assert.Contains("The checks need iam:ListAccessKeys", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_users_need_one_lookup_of_the_rotator()
    {
        await using var engine = await Start(null);
        var inputs = WithOwnConnection(engine);
        for (var number = 0; number < 20; number++)
        {
            engine.Server.World.Add(new SeedIamUser($"bot-{number}"));
        }

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => engine.PreviewCreate(
            inputs
                .With("name", $"n-{number}")
                .With("parameters", PropertyMap.Empty.With("userName", $"bot-{number}"))
                .With("secretsMapping", PropertyMap.Empty.With("accessKeyId", $"I{number}").With("secretAccessKey", $"S{number}")),
            $"r{number}")));

        // For each user its keys, its path and the simulation; once the rotator's key and path, and the own account.
        Assert.Equal((20 * 3) + 3, engine.AwsCalls());
    }

    private static SeedConnection Connection { get; } = new("aws", "aws-own");

    /// <summary>The rotator may do these actions.</summary>
    private static async Task<ProviderHarness> Start(string? rotatorArn, params string[] actions)
    {
        var engine = await AwsHarness.Start(rotatorArn: rotatorArn);
        engine.Server.World.Add(new SeedIamUser("rotator", Keys: 1) { Path = "/ops/" });
        foreach (var action in actions)
        {
            engine.Server.World.PutPolicy(
                "rotator", action.Replace(':', '-'), Allowing(action));
        }

        return engine;
    }

    private static string Allowing(string action) =>
        """{"Statement":{"Effect":"Allow","Action":"ACTION","Resource":"*"}}""".Replace("ACTION", action, StringComparison.Ordinal);

    private static PropertyMap WithOwnConnection(ProviderHarness engine)
    {
        var key = engine.Server.World.KeysOf("rotator")[0];
        engine.Server.World.Add(Connection with { AwsKey = new AwsKey(key.AccessKeyId, key.SecretAccessKey) });
        return engine.Inputs().With("connectionId", Connection.Id);
    }
}

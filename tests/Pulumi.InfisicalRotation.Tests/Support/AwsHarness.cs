using System.Globalization;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>A provider with the block <c>aws</c>, which leads to the emulated account.</summary>
internal static class AwsHarness
{
    public const string BotArn = "arn:aws:iam::123456789012:user/ci-bot";

    public static async Task<ProviderHarness> Start(EmulatorOptions? options = null, string? rotatorArn = null)
    {
        var engine = await ProviderHarness.Start(options);
        engine.NewRunWithAws(rotatorArn);
        return engine;
    }

    public static void NewRunWithAws(this ProviderHarness engine, string? rotatorArn = null)
    {
        var block = PropertyMap.Empty
            .With("endpoint", engine.Server.IamAddress.ToString())
            .With("accessKeyId", engine.Server.Seed.AwsRootKey.AccessKeyId)
            .With("secretAccessKey", engine.Server.Seed.AwsRootKey.SecretAccessKey);
        engine.NewRun(engine.Configuration().With(
            "aws", new PropertyValue.Secret(rotatorArn is null ? block : block.With("rotatorArn", rotatorArn))));
    }

    /// <summary>A day passes on both servers, and nothing that is due happens.</summary>
    public static void NextDay(this ProviderHarness engine) => engine.Server.Clock.Advance(TimeSpan.FromDays(1));

    /// <summary>The same inputs with other triggers.</summary>
    public static PropertyMap Triggered(this ProviderHarness engine, int number, bool allows = false)
    {
        var inputs = engine.Inputs().With(
            "rotateTriggers", PropertyMap.Empty.With("n", number.ToString(CultureInfo.InvariantCulture)));
        return allows ? inputs.With("allowDeletingOldestKey", true) : inputs;
    }

    /// <summary>Creates the rotation, and rotates it once a day, as often as it is asked.</summary>
    public static async Task<Stored> Rotated(this ProviderHarness engine, int times)
    {
        var stored = await engine.Create(engine.Inputs());
        for (var time = 1; time <= times; time++)
        {
            engine.NextDay();
            stored = await engine.Update(stored, engine.Triggered(time));
        }

        engine.NextDay();
        return stored;
    }

    public static IEnumerable<string> KeysOfBot(this ProviderHarness engine) =>
        engine.Server.World.KeysOf("ci-bot").Select(key => key.AccessKeyId);

    public static int AwsCalls(this ProviderHarness engine) =>
        engine.Server.Requests.All.Count(request => request.Listener == EmulatorListener.Aws);

    public static int Posts(this ProviderHarness engine) => engine.Server.Requests.All.Count(request =>
        request is { Listener: EmulatorListener.Infisical, Method: "POST" }
        && request.Path.Contains("/secret-rotations/", StringComparison.Ordinal));
}

namespace Build;

/// <summary>The steps of the demo. Each of them shows real output, and is checked.</summary>
internal sealed class DemoStory(IEngine engine, Emulator emulator, DemoProgram program, TextWriter output)
{
    private const string OtherUser = "deploy-bot";
    private const string User = "ci-bot";
    private const string Trigger = "rotateTriggers: { incident: \"42\" }";

    private static readonly Emulator.ForeignKey Used = new(OtherUser, "AKIAIOSFODNN7EXAMPLE", DaysOld: 261, UsedFor: "s3", UsedDaysAgo: 3);
    private static readonly Emulator.ForeignKey Unused = new(OtherUser, "AKIAI44QH8DHBEXAMPLE", DaysOld: 61);

    private int _number;

    internal async Task TellAsync(CancellationToken cancellation)
    {
        await output.WriteLineAsync($"""

            The program in Pulumi.yaml rotates the access keys of one AWS IAM user every 30 days.
            An emulator at {emulator.Address} replaces Infisical and AWS.
            The provider is configured with the block aws, and with whenUnhealthy: fail.
            {engine.Introduction}
            """);
        await RefuseAsync(cancellation);
        await CreateAsync(cancellation);
        await FailAsync(cancellation);
        await RepairAsync(cancellation);
        await ShowAsync(
            new DemoStep("The stack is deleted. The foreign access keys stay", "destroy") { Leaves = new(0, 0, 0, 2, 0) },
            cancellation);
    }

    private async Task RefuseAsync(CancellationToken cancellation)
    {
        await emulator.AddForeignKeyAsync(Used, cancellation);
        await emulator.AddForeignKeyAsync(Unused, cancellation);
        program.SetUser(User, OtherUser);
        await ShowAsync(
            new DemoStep($"userName: {OtherUser}. The user has two access keys, and Infisical would delete the older one", "preview")
            {
                Fails = true,
                Shows = [Used.AccessKeyId, $"{Used.DaysOld} days ago", $"last used {Used.UsedDaysAgo} days ago for s3", "set allowDeletingOldestKey: true"],
                Leaves = new(0, 0, 0, 2, 0),
            },
            cancellation);
    }

    private async Task CreateAsync(CancellationToken cancellation)
    {
        program.SetUser(OtherUser, User);
        await ShowAsync(
            new DemoStep($"userName: {User}. The user has no access key", "up")
            {
                Shows = [$"\"{User}\" has no access key; Infisical deletes none now", "Next rotation: "],
                Leaves = new(1, 0, 1, 2, 2),
            },
            cancellation);
    }

    private async Task FailAsync(CancellationToken cancellation)
    {
        await emulator.FailNextRotationAsync(cancellation);
        await ShowAsync(
            new DemoStep("30 days later: AWS has rejected the scheduled rotation", "preview")
            {
                Fails = true,
                Shows = [Emulator.Refusal, "whenUnhealthy is fail"],
                Leaves = new(1, 1, 1, 2, 2),
            },
            cancellation);
    }

    private async Task RepairAsync(CancellationToken cancellation)
    {
        program.AddInput(Trigger);
        await ShowAsync(
            new DemoStep($"The cause is fixed in AWS. {Trigger} requests a rotation", "up")
            {
                Shows = ["rotateTriggers changed: this update rotates the credential once"],
                Leaves = new(1, 0, 2, 2, 2),
            },
            cancellation);
        await ShowAsync(
            new DemoStep("The rotation is healthy again", "preview", "--expect-no-changes")
            {
                Hides = [Emulator.Refusal],
                Leaves = new(1, 0, 2, 2, 2),
            },
            cancellation);
    }

    private async Task ShowAsync(DemoStep step, CancellationToken cancellation)
    {
        await output.WriteLineAsync($"\n── {++_number}. {step.Title}\n   $ pulumi {string.Join(' ', step.Command)}");
        var result = await engine.RunAsync(step.Command, cancellation);
        foreach (var line in ShownOutput.Of(result.Text))
        {
            await output.WriteLineAsync($"   {line}");
        }

        var left = await emulator.CountAsync(cancellation);
        await output.WriteLineAsync($"   In the emulator: {left}");
        step.Check(result, left);
    }
}

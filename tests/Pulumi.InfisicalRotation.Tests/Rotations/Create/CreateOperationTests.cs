using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

public sealed class CreateOperationTests
{
    private const string Path = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task A_rotation_is_made_and_its_outputs_are_the_servers()
    {
        await using var engine = await ProviderHarness.Start();

        var stored = await engine.Create(engine.Inputs());

        var made = Assert.Single(engine.Server.World.Rotations);
        Assert.Equal(made.Id, stored.Id);
        Assert.Equal(made.Id, stored.Text("rotationId"));
        Assert.Equal(made.NextRotationAt, DateTimeOffset.Parse(stored.Text("nextRotationAt")!, null));
        Assert.Equal("healthy", stored.Text("health"));
        Assert.Equal("aws-main", stored.Text("connectionName"));
        Assert.Equal(new PropertyValue.Number(60), stored.Outputs["maxKeyAgeDays"]);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task No_output_and_no_log_line_holds_a_credential()
    {
        await using var engine = await ProviderHarness.Start();

        var stored = await engine.Create(engine.Inputs());

        var credentials = engine.Server.World.SecretsAt("dev", "/services").Select(secret => secret.Value).ToList();
        Assert.Equal(2, credentials.Count);
        var texts = stored.Outputs.Select(pair => Printed.Text(pair.Value)).Concat(engine.Log);
        Assert.DoesNotContain(texts, text => credentials.Any(credential => text.Contains(credential, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_preview_asks_and_sends_nothing_that_changes_anything()
    {
        await using var engine = await ProviderHarness.Start();

        var answer = await engine.PreviewCreate(engine.Inputs());

        Assert.Empty(answer.Id);
        Assert.Null(answer.Outputs.Get("rotationId"));
        Assert.NotEmpty(engine.RequestsSince(0));
        Assert.All(engine.RequestsSince(0), line => Assert.StartsWith("GET", line, StringComparison.Ordinal));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
        Assert.Contains(engine.Log, line => line.Contains("Next rotation:", StringComparison.Ordinal) && line.Contains("60 days", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_hundred_share_the_reads_of_their_project()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = Enumerable.Range(0, 200).Select(n => engine.Inputs($"key-{n}", $"user-{n}", $"K{n}")).ToList();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 200), TestContext.Current.CancellationToken, async (n, _) => await engine.PreviewCreate(inputs[n], $"r{n}"));

        Assert.True(engine.Server.Requests.All.Length <= 5, $"{engine.Server.Requests.All.Length} requests");
    }

    [Theory]
    [InlineData("cut before")]
    [InlineData("cut after")]
    [InlineData("cut off")]
    [InlineData("garbage")]
    [InlineData("html")]
    [InlineData("502 after")]
    [InlineData("500 after")]
    [InlineData("empty id")]
    public async Task An_answer_that_is_lost_leaves_one_recorded_rotation_or_none(string fate)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("POST", Path, fate switch
        {
            "cut before" => Fault.CutBeforeHandling,
            "cut after" => Fault.CutAfterHandling,
            "cut off" => Fault.CutOffBody,
            "garbage" => Fault.Garbage,
            "html" => Fault.HtmlPage,
            "502 after" => Fault.Page(502) with { AfterHandling = true },
            "500 after" => Fault.Error(500, "InternalServerError", "Something went wrong") with { AfterHandling = true },
            _ => Fault.Answer(200, """{"secretRotation":{"id":""}}""") with { AfterHandling = true },
        });

        var outcome = await Record.ExceptionAsync(async () => await engine.Create(engine.Inputs()));

        Assert.Single(engine.Server.Requests.To("POST", Path));
        if (fate == "cut before")
        {
            Assert.Equal(RefusalKind.Unavailable, Assert.IsType<RefusalException>(outcome).Kind);
            Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
        }
        else
        {
            Assert.Null(outcome);
            Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
            Assert.Contains(engine.Warnings, line => line.Contains("was lost, but the rotation was created", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_lost_create_is_found_although_reads_lag_behind()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.ReadLag.Reads = 4;
        engine.Server.Faults.On("POST", Path, Fault.CutAfterHandling);

        var stored = await engine.Create(engine.Inputs());

        Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, stored.Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task What_a_killed_run_left_behind_is_named_and_not_made_twice()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains(first.Id, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("adoptExisting: true", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task What_exists_and_is_identical_is_taken_over_where_that_was_asked_for()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        engine.NewRun();

        var second = await engine.Create(engine.Inputs().With("adoptExisting", true));

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task What_exists_and_differs_is_never_taken_over()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(engine.Inputs().With("rotationInterval", 7d).With("adoptExisting", true)));

        Assert.Contains("differs", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_taken_secret_is_an_error_before_any_key_is_made()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedSecret("dev", "/services", "CI_ID", "by hand"));

        var preview = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs()));
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains("secretsMapping.accessKeyId: a secret \"CI_ID\" already exists", preview.Message, StringComparison.Ordinal);
        Assert.Equal(preview.Message, refusal.Message);
        Assert.Equal("0 rotations, 0 keys, 1 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_cancel_during_the_request_waits_for_it_and_records_it()
    {
        await using var engine = await ProviderHarness.Start();
        var hold = new Hold();
        engine.Server.Faults.On("POST", Path, Fault.Waits(hold));
        var creating = engine.Create(engine.Inputs());
        await hold.Arrived;

        engine.Cancel();
        hold.Release();
        var stored = await creating;

        Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, stored.Id);
    }

    [Fact]
    public async Task What_nobody_will_record_is_removed_again()
    {
        await using var engine = await ProviderHarness.Start();
        var hold = new Hold();
        engine.Server.Faults.On("POST", Path, Fault.AnswerWaits(hold));
        var creating = engine.Create(engine.Inputs());
        await hold.Arrived;

        engine.Abandon();
        hold.Release();
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => creating);

        Assert.Equal(RefusalKind.Cancelled, refusal.Kind);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_folder_made_earlier_in_the_same_run_is_seen()
    {
        await using var engine = await ProviderHarness.Start();
        await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs().With("secretPath", "/later")));
        engine.Server.World.Add(new SeedFolder("dev", "/later"));

        await engine.Create(engine.Inputs().With("secretPath", "/later"));

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_connection_made_earlier_in_the_same_run_is_seen()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.PreviewCreate(engine.Inputs());
        var later = new SeedConnection("aws", "later");
        engine.Server.World.Add(later);

        await engine.Create(engine.Inputs().With("connectionId", later.Id));

        Assert.Equal(later.Id, Assert.Single(engine.Server.World.Rotations).ConnectionId);
    }

    [Fact]
    public async Task The_organisations_connection_does_without_a_right_to_the_projects()
    {
        var narrow = new Identity("narrow")
        {
            Grants = [new Grant("secret-rotation", "*"), new Grant("app-connections", "connect"), new Grant("secrets", "describeSecret")],
        };
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(narrow);
        engine.NewRun(engine.Configuration(narrow));

        await engine.PreviewCreate(engine.Inputs());
        await engine.Create(engine.Inputs());

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_preview_without_credentials_works_and_warns_once()
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(PropertyMap.Empty.With("host", engine.Server.Address.ToString()));

        await engine.PreviewCreate(engine.Inputs(), "a");
        await engine.PreviewCreate(engine.Inputs("other", "deploy-bot", "DEPLOY"), "b");

        Assert.Single(engine.Warnings);
        Assert.Empty(engine.Server.Requests.All);
    }

    [Fact]
    public async Task A_preview_without_network_works_and_warns_once()
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(engine.Configuration(host: "http://127.0.0.1:9"));

        await engine.PreviewCreate(engine.Inputs(), "a");
        await engine.PreviewCreate(engine.Inputs("other", "deploy-bot", "DEPLOY"), "b");

        Assert.Contains("127.0.0.1:9", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }
}

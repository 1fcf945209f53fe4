using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>
/// Between the look at the keys of a user and the request that issues one, nothing of this run issues another.
/// </summary>
public sealed class IamUserLockTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Fact]
    public async Task Two_creates_for_one_user_at_the_same_time_do_not_delete_a_foreign_key()
    {
        await using var engine = await AwsHarness.Start();
        var foreign = engine.Server.World.AddKey("ci-bot");
        engine.NextDay();

        var faults = await Task.WhenAll(
            Record.ExceptionAsync(() => engine.Create(engine.Inputs("one", prefix: "ONE"), "one")).AsTask(),
            Record.ExceptionAsync(() => engine.Create(engine.Inputs("two", prefix: "TWO"), "two")).AsTask());

        var refusal = Assert.IsType<RefusalException>(Assert.Single(faults, fault => fault is not null));
        Assert.Contains(foreign.AccessKeyId, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(foreign.AccessKeyId, engine.KeysOfBot());
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_create_beside_a_requested_rotation_of_the_user_waits_for_it()
    {
        await using var engine = await AwsHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var first = engine.KeysOfBot().Single();
        engine.NextDay();

        var faults = await Task.WhenAll(
            Record.ExceptionAsync(() => engine.Update(stored, engine.Triggered(1))).AsTask(),
            Record.ExceptionAsync(() => engine.Create(engine.Inputs("two", prefix: "TWO"), "two")).AsTask());

        Assert.IsType<RefusalException>(Assert.Single(faults, fault => fault is not null));
        Assert.Contains(first, engine.KeysOfBot());
        Assert.Equal(2, engine.KeysOfBot().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keys_that_were_looked_at_some_time_before_the_request_is_sent_are_looked_at_again(bool isUpdate)
    {
        await using var engine = await AwsHarness.Start();
        var stored = isUpdate ? await engine.Create(engine.Inputs()) : null;
        engine.NextDay();
        engine.Server.Faults.On("POST", Route, Fault.TooManyRequests(30));
        engine.Time.After(TimeSpan.FromSeconds(10), AddKeys);
        var posts = engine.Posts();

        var refusal = await Assert.ThrowsAsync<RefusalException>(async () => _ = stored is null
            ? await engine.Create(engine.Inputs())
            : await engine.Update(stored, engine.Triggered(1)));

        Assert.Equal(RefusalKind.Precondition, refusal.Kind);
        Assert.Contains("allowDeletingOldestKey", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((posts + 1, 2), (engine.Posts(), engine.KeysOfBot().Count()));

        Task AddKeys()
        {
            for (var keys = engine.KeysOfBot().Count(); keys < 2; keys++)
            {
                engine.Server.World.AddKey("ci-bot");
            }

            return Task.CompletedTask;
        }
    }

    /// <summary>
    /// The reads of the check may have to log in, and a login would wait behind a request that is already admitted.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_is_revoked_while_the_request_waits_for_a_rate_limit_blocks_nothing(bool isUpdate)
    {
        await using var engine = await AwsHarness.Start();
        var stored = isUpdate ? await engine.Create(engine.Inputs()) : null;
        engine.NextDay();
        engine.Server.Faults.On("POST", Route, Fault.TooManyRequests(40));
        engine.Time.After(TimeSpan.FromSeconds(10), () =>
        {
            engine.Server.RevokeTokens();
            return Task.CompletedTask;
        });

        _ = stored is null
            ? await engine.Create(engine.Inputs())
            : await engine.Update(stored, engine.Triggered(1));

        Assert.Equal(isUpdate ? 2 : 1, engine.KeysOfBot().Count());
    }

    [Fact]
    public async Task A_warning_is_given_once_however_often_the_keys_are_looked_at()
    {
        await using var engine = await AwsHarness.Start();
        engine.Server.World.AddKey("ci-bot");
        engine.NextDay();
        engine.Server.Faults.On("POST", Route, Fault.TooManyRequests(30));

        await engine.Create(engine.Inputs());

        Assert.Single(engine.Warnings, line => line.Contains("already has the access key", StringComparison.Ordinal));
        Assert.Equal(2, engine.Server.Requests.All.Count(request => request.Listener == EmulatorListener.Aws
            && request.Body.Contains("ListAccessKeys", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_that_this_run_issued_counts_before_IAM_lists_it()
    {
        await using var engine = await AwsHarness.Start();
        var foreign = engine.Server.World.AddKey("ci-bot");
        engine.NextDay();
        await engine.Create(engine.Inputs("one", prefix: "ONE"), "one");
        var issued = engine.KeysOfBot().Last();
        engine.Server.Faults.OnAws("ListAccessKeys", WithoutKey(issued), times: 2);

        await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(engine.Inputs("two", prefix: "TWO"), "two"));

        Assert.Contains(foreign.AccessKeyId, engine.KeysOfBot());
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
    }

    /// <summary>Which rotations existed before is read when no other resource is about to issue a key.</summary>
    [Fact]
    public async Task What_another_program_creates_during_the_wait_is_not_taken_for_the_own_one()
    {
        await using var engine = await AwsHarness.Start();
        var two = engine.Inputs("two", prefix: "TWO").With("allowDeletingOldestKey", true);
        var (hold, inputs) = (new Hold(), engine.Check(two, name: "two"));
        engine.Server.Faults.On("POST", Route, Fault.AnswerWaits(hold));
        var one = engine.Create(engine.Inputs("one", prefix: "ONE"), "one");
        await hold.Arrived;
        var waiting = engine.Create(two, "two");
        await engine.SendElsewhere(HttpMethod.Post, "", inputs);
        engine.Time.Advance(TimeSpan.FromSeconds(10));

        hold.Release();
        await one;
        await Assert.ThrowsAsync<RefusalException>(() => waiting);

        Assert.Equal(2, engine.Server.World.Rotations.Length);
    }

    private static Fault WithoutKey(string id) => Fault.Rewritten(body =>
    {
        var at = body.IndexOf(id, StringComparison.Ordinal);
        if (at < 0)
        {
            return body;
        }

        var start = body.LastIndexOf("<member>", at, StringComparison.Ordinal);
        var end = body.IndexOf("</member>", at, StringComparison.Ordinal) + "</member>".Length;
        return body.Remove(start, end - start);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_IAM_does_not_list_a_key_of_this_run_no_other_one_is_issued(bool isUpdate)
    {
        await using var engine = await AwsHarness.Start();
        var foreign = engine.Server.World.AddKey("ci-bot");
        engine.NextDay();
        var one = await engine.Create(engine.Inputs("one", prefix: "ONE"), "one");
        engine.Server.Faults.OnAws("ListAccessKeys", WithoutKey(engine.KeysOfBot().Last()), times: 1000);
        var posts = engine.Posts();

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var refusal = await Assert.ThrowsAsync<RefusalException>(() => isUpdate
                ? engine.Update(one, engine.Inputs("one", prefix: "ONE").With(
                    "rotateTriggers", PropertyMap.Empty.With("n", "1")))
                : engine.Create(engine.Inputs("two", prefix: "TWO"), "two"));
            Assert.Contains(
                "does not list the access key yet that this run issued for the IAM user \"ci-bot\"",
                refusal.Message,
                StringComparison.Ordinal);
            Assert.Contains("Run pulumi up again in a minute.", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(posts, engine.Posts());
        Assert.Contains(foreign.AccessKeyId, engine.KeysOfBot());
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
    }

    /// <summary>The account that is read may never list the key: the connection may issue it in another one.</summary>
    [Fact]
    public async Task A_key_of_another_connection_blocks_nothing_where_the_accounts_are_unknown()
    {
        await using var engine = await AwsHarness.Start();
        var other = new SeedConnection("aws", "other") { Method = "access-key", AwsKey = engine.Server.Seed.AwsRootKey };
        engine.Server.World.Add(other);
        await engine.Create(engine.Inputs("one", prefix: "ONE"), "one");
        engine.Server.Faults.OnAws("ListAccessKeys", WithoutKey(engine.KeysOfBot().Last()), times: 1000);

        await engine.Create(engine.Inputs("two", prefix: "TWO").With("connectionId", other.Id), "two");

        Assert.Equal("2 rotations, 2 keys, 4 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_key_that_a_preview_saw_before_its_request_was_answered_is_not_waited_for()
    {
        await using var engine = await AwsHarness.Start();
        var hold = new Hold();
        engine.Server.Faults.On("POST", Route, Fault.AnswerWaits(hold));
        var one = engine.Create(engine.Inputs("one", prefix: "ONE"), "one");
        await hold.Arrived;
        await engine.PreviewCreate(engine.Inputs("two", prefix: "TWO"), "two");
        hold.Release();
        await one;

        await engine.Create(engine.Inputs("two", prefix: "TWO"), "two");

        Assert.Equal("2 rotations, 2 keys, 4 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_program_that_allows_the_deletion_is_warned_of_a_key_that_is_not_listed()
    {
        await using var engine = await AwsHarness.Start();
        await engine.Create(engine.Inputs("one", prefix: "ONE"), "one");
        engine.Server.Faults.OnAws("ListAccessKeys", WithoutKey(engine.KeysOfBot().Last()), times: 1000);

        await engine.Create(engine.Inputs("two", prefix: "TWO").With("allowDeletingOldestKey", true), "two");

        Assert.Single(engine.Warnings, line => line.Contains("does not list the access key yet", StringComparison.Ordinal));
        Assert.Equal("2 rotations, 2 keys, 4 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_lost_create_that_issued_no_key_does_not_block_the_user()
    {
        await using var engine = await AwsHarness.Start();
        engine.Server.Faults.On("POST", Route, Fault.CutBeforeHandling);

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs("one", prefix: "ONE"), "one"));
        await engine.Create(engine.Inputs("two", prefix: "TWO"), "two");

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_key_that_was_revoked_before_IAM_listed_it_is_not_waited_for()
    {
        await using var engine = await AwsHarness.Start();
        var one = await engine.Create(engine.Inputs("one", prefix: "ONE"), "one");

        await engine.Delete(one);
        await engine.Create(engine.Inputs("two", prefix: "TWO"), "two");

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }
}

using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>
/// After a request that changes something was sent, whatever fails: the state gets the id of the rotation, or the error
/// says that the outcome is unknown. A bare failure would leave a live credential that nobody knows.
/// </summary>
public sealed class ExceptionAfterWriteTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";
    private const string Root = "secretRotation";

    public enum Write
    {
        Create,
        Patch,
        Move,
        Rotate,
        Delete,
    }

    public static TheoryData<Write> Writes => [.. Enum.GetValues<Write>()];

    public static MatrixTheoryData<Write, bool> WritesAndLostAnswers => new(Enum.GetValues<Write>(), [false, true]);

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_hostile_field_of_the_answer_hides_no_change(Write write)
    {
        await using var engine = await ProviderHarness.Start();
        var original = "";
        engine.Server.Faults.On("POST", Route, Fault.Rewritten(body => original = body));
        var stored = await engine.Create(engine.Inputs());

        foreach (var field in HostileAnswers.FieldsOf(original, Root))
        {
            foreach (var value in HostileAnswers.Values)
            {
                stored = await Prepare(engine, write, stored);
                engine.Server.Faults.On(
                    MethodOf(write), Route, Fault.Rewritten(body => HostileAnswers.WithValue(body, Root, field, value)));
                await Send(engine, write, stored, $"{field} = {value}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(WritesAndLostAnswers))]
    public async Task An_exception_at_any_point_behind_the_request_hides_no_change(Write write, bool isAnswerLost)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        for (var (nth, hasFailed) = (1, true); hasFailed; nth++)
        {
            stored = await Prepare(engine, write, stored);
            var time = new FaultyTime(new QuickTime(), () => HasArrived(engine, write), nth);
            engine.NewRun(time: time);
            if (isAnswerLost)
            {
                engine.Server.Faults.On(MethodOf(write), Route, Fault.Garbage);
            }

            await Send(engine, write, stored, $"use {nth} of the clock");
            hasFailed = time.HasFailed;
        }
    }

    [Fact]
    public async Task An_exception_behind_a_deletion_that_did_not_happen_keeps_the_rotation()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        for (var (nth, hasFailed) = (1, true); hasFailed; nth++)
        {
            engine.Server.Requests.Clear();
            var time = new FaultyTime(new QuickTime(), () => HasArrived(engine, Write.Delete), nth);
            engine.NewRun(time: time);
            engine.Server.Faults.On("DELETE", Route, Fault.Page(502));

            await Assert.ThrowsAsync<RefusalException>(() => engine.Delete(stored));

            Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
            hasFailed = time.HasFailed;
        }
    }

    /// <summary>A new run, in which the write has something to do.</summary>
    private static async Task<Stored> Prepare(ProviderHarness engine, Write write, Stored stored)
    {
        engine.NewRun();
        if (write is Write.Create)
        {
            await engine.DeleteEverything();
        }
        else
        {
            stored = engine.Server.World.Rotations.Length > 0
                ? (await engine.Read(stored))!
                : await engine.Create(engine.Inputs());
        }

        engine.NewRun();
        engine.Server.Requests.Clear();
        return stored;
    }

    private static async Task Send(ProviderHarness engine, Write write, Stored stored, string what)
    {
        try
        {
            var id = await Call(engine, write, stored);
            Assert.Equal(id, engine.Server.World.Rotations.SingleOrDefault()?.Id);
        }
        catch (PartialResultException partial)
        {
            Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, partial.Id);
        }
        catch (RefusalException refusal)
        {
            Assert.True(
                refusal.Message.Contains("unknown", StringComparison.Ordinal), $"{write}, {what}: {refusal.Message}");
        }
        catch (Exception other) when (other is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"{write}, {what}: {other}");
        }
    }

    /// <returns>The id that the state has now; null if it has none.</returns>
    private static async Task<string?> Call(ProviderHarness engine, Write write, Stored stored)
    {
        switch (write)
        {
            case Write.Create:
                return (await engine.Create(engine.Inputs())).Id;
            case Write.Delete:
                await engine.Delete(stored);
                return null;
            case Write.Patch:
                return (await engine.Update(stored, stored.Inputs.With("description", Guid.NewGuid().ToString()))).Id;
            case Write.Move:
                var isHome = stored.Text("environment") == "dev";
                return (await engine.Update(stored, stored.Inputs
                    .With("environment", isHome ? "staging" : "dev")
                    .With("secretPath", isHome ? "/" : "/services"))).Id;
            default:
                return (await engine.Update(stored, stored.Inputs.With(
                    "rotateTriggers", PropertyMap.Empty.With("now", Guid.NewGuid().ToString())))).Id;
        }
    }

    private static bool HasArrived(ProviderHarness engine, Write write) =>
        engine.Server.Requests.All.Any(request => request.Method == MethodOf(write)
            && request.Path.StartsWith(Route, StringComparison.Ordinal));

    private static string MethodOf(Write write) => write switch
    {
        Write.Patch => "PATCH",
        Write.Delete => "DELETE",
        _ => "POST",
    };
}

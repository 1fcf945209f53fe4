using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

/// <summary>
/// After a request that changes a connection was sent, whatever fails: the state gets the id of the connection, or the
/// error says that the outcome is unknown. A bare failure would leave credentials in a connection that nobody knows.
/// </summary>
public sealed class ExceptionAfterConnectionWriteTests
{
    private const string Root = "appConnection";
    private const string Name = "orders";

    public enum Write
    {
        Create,
        Patch,
        Credentials,
        Delete,
    }

    public static TheoryData<Write> Writes => [.. Enum.GetValues<Write>()];

    public static MatrixTheoryData<Write, bool> WritesAndLostAnswers => new(Enum.GetValues<Write>(), [false, true]);

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_hostile_field_of_the_answer_hides_no_change(Write write)
    {
        await using var engine = await ConnectionHarness.Start();
        var original = "";
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.Rewritten(body => original = body));
        var stored = await engine.Create(ConnectionHarness.Postgres());

        foreach (var field in HostileAnswers.FieldsOf(original, Root))
        {
            foreach (var value in HostileAnswers.Values)
            {
                stored = await Prepare(engine, write, stored);
                engine.Server.Faults.On(
                    MethodOf(write),
                    ConnectionHarness.Route,
                    Fault.Rewritten(body => HostileAnswers.WithValue(body, Root, field, value)));
                await Send(engine, write, stored, $"{field} = {value}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(WritesAndLostAnswers))]
    public async Task An_exception_at_any_point_behind_the_request_hides_no_change(Write write, bool isAnswerLost)
    {
        await using var engine = await ConnectionHarness.Start();
        var stored = await engine.Create(ConnectionHarness.Postgres());
        var failures = 0;
        for (var (nth, hasFailed) = (1, true); hasFailed; nth++)
        {
            stored = await Prepare(engine, write, stored);
            var time = new FaultyTime(new QuickTime(), () => HasArrived(engine, write), nth);
            engine.NewRun(time: time);
            if (isAnswerLost)
            {
                engine.Server.Faults.On(MethodOf(write), ConnectionHarness.Route, Fault.Garbage);
            }

            await Send(engine, write, stored, $"use {nth} of the clock");
            hasFailed = time.HasFailed;
            failures += hasFailed ? 1 : 0;
        }

        Assert.True(failures > 0, "The clock was never used behind the request.");
    }

    /// <summary>A new run, in which the write has something to do.</summary>
    private static async Task<Stored> Prepare(ProviderHarness engine, Write write, Stored stored)
    {
        engine.NewRun();
        var existing = engine.Server.World.AppConnections.Named(Name);
        if (write is Write.Create)
        {
            if (existing is not null)
            {
                engine.Server.World.AppConnections.Delete(existing.Id);
            }
        }
        else
        {
            stored = existing is not null
                ? (await engine.Read(stored))!
                : await engine.Create(ConnectionHarness.Postgres());
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
            Assert.Equal(id, engine.Server.World.AppConnections.Named(Name)?.Id);
        }
        catch (PartialResultException partial)
        {
            Assert.Equal(engine.Server.World.AppConnections.Named(Name)!.Id, partial.Id);
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
                return (await engine.Create(ConnectionHarness.Postgres())).Id;
            case Write.Delete:
                await engine.Delete(stored);
                return null;
            case Write.Patch:
                return (await engine.Update(
                    stored, stored.Inputs.With("description", Guid.NewGuid().ToString()))).Id;
            default:
                return (await engine.Update(
                    stored, stored.Inputs.WithCredential("password", $"canary-{Guid.NewGuid()}"))).Id;
        }
    }

    private static bool HasArrived(ProviderHarness engine, Write write) =>
        engine.Server.Requests.To(MethodOf(write), ConnectionHarness.Route).Length > 0;

    private static string MethodOf(Write write) => write switch
    {
        Write.Create => "POST",
        Write.Delete => "DELETE",
        _ => "PATCH",
    };
}

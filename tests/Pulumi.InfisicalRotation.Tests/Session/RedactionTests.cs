using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>A value that the user marked secret is redacted in responses, errors and log lines.</summary>
public sealed class RedactionTests
{
    private static readonly PropertyMap Private = PropertyMap.Empty.With("name", Secret("very-private"));

    /// <summary>Where a mark can be, around one text.</summary>
    public static TheoryData<string> Places => [.. Marked.Keys];

    private static ImmutableSortedDictionary<string, PropertyValue> Marked => new Dictionary<string, PropertyValue>
    {
        ["secret"] = Secret("very-private"),
        ["secret output"] = Output("very-private", isSecret: true),
        ["secret in an output"] = Output(Secret("very-private"), isSecret: false),
        ["output in a secret"] = new PropertyValue.Secret(Output("very-private", isSecret: false)),
        ["item of a list"] = new PropertyValue.List(["public", Secret("very-private")]),
        ["secret list"] = new PropertyValue.Secret(new PropertyValue.List(["other", "very-private"])),
        ["secret output of a list"] = Output(new PropertyValue.List(["other", "very-private"]), isSecret: true),
        ["member of a map"] = PropertyMap.Empty.With("a", "public").With("b", Secret("very-private")),
        ["secret map"] =
            new PropertyValue.Secret(PropertyMap.Empty.With("a", PropertyMap.Empty.With("b", "very-private"))),
        ["map in a list"] = new PropertyValue.List([PropertyMap.Empty.With("b", Secret("very-private"))]),
        ["secret with blanks around it"] = Secret("  very-private "),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_secret_is_found_at_every_place(string place) =>
        Assert.Equal("it is [secret] here", await Refused(Marked[place], "it is very-private here"));

    [Theory]
    [InlineData("very-private")]
    [InlineData(null)]
    public async Task A_value_without_a_secret_mark_is_shown(string? value)
    {
        PropertyValue plain = value is null ? new PropertyValue.List(["very-private", Secret(" "), 1d, true])
            : Output(value, isSecret: false);

        Assert.Equal("it is very-private here", await Refused(plain, "it is very-private here"));
    }

    [Theory]
    [InlineData("Some-Name", "some-name")]
    [InlineData("Some-Name", "Some-Name")]
    [InlineData("  Some-Name ", "some-name")]
    [InlineData("/most/private/", "/most/private")]
    [InlineData("/most/private/", "/most/private/")]
    [InlineData("/most/private", "%2Fmost%2Fprivate")]
    [InlineData("/most/private", "/most")]
    [InlineData("/most/private/inner", "/most/private")]
    [InlineData("a b c", "a%20b%20c")]
    public async Task Every_form_of_a_secret_in_requests_and_responses_is_redacted(string secret, string form) =>
        Assert.Equal("in [secret] of dev", await Refused(Secret(secret), $"in {form} of dev"));

    [Theory]
    [InlineData(54321d, "54321")]
    [InlineData(54321d, "\"54321\"")]
    [InlineData(0.125d, "0.125")]
    [InlineData(1e21d, "1e+21")]
    [InlineData(7d, "7")]
    public async Task A_secret_number_is_redacted(double number, string form) =>
        Assert.DoesNotContain(
            form.Trim('"'),
            await Refused(new PropertyValue.Secret(new PropertyValue.Number(number)), $"in {form} of dev"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("postgres://app:pw-1@db/x?key=very-private")]
    [InlineData("a \"quoted\" and multi\nline secret")]
    public async Task A_secret_that_a_server_escapes_is_redacted(string secret) =>
        Assert.Equal(
            "in [secret] and [secret] of dev",
            await Refused(
                Secret(secret),
                $"in {System.Text.Json.JsonSerializer.Serialize(secret)[1..^1]} and {Uri.EscapeDataString(secret)} of dev"));

    [Fact]
    public async Task The_parent_of_a_top_level_folder_is_no_secret()
    {
        Assert.Equal("in / of dev", await Refused(Secret("/private"), "in / of dev"));
        Assert.Equal("not [secret]", await Refused(Secret("/private"), "not /private"));
        Assert.Equal("a not", await Refused(Secret("a/bcde"), "a not"));
    }

    [Fact]
    public async Task The_reasons_of_a_partial_result_are_redacted_and_the_rest_is_kept()
    {
        var outputs = PropertyMap.Empty.With("name", "very-private");
        var inputs = PropertyMap.Empty.With("secretPath", "/");

        var partial = await Assert.ThrowsAsync<PartialResultException>(() => Keep(
            [Private], _ =>
                throw new PartialResultException(
                    "id", outputs, inputs, ["very-private failed", "later"], refreshBeforeUpdate: true)));

        Assert.Equal(["[secret] failed", "later"], partial.Reasons);
        Assert.DoesNotContain("very-private", partial.Message, StringComparison.Ordinal);
        Assert.Equal(
            ("id", outputs, inputs, true), (partial.Id, partial.Outputs, partial.Inputs!, partial.RefreshBeforeUpdate));
    }

    [Fact]
    public async Task A_refusal_keeps_its_kind_and_cause()
    {
        var cause = new IOException("cause");

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => Keep(
            [null, PropertyMap.Empty, Private], _ =>
                throw new RefusalException(RefusalKind.Unavailable, "very-private is down", cause)));

        Assert.Equal(
            (RefusalKind.Unavailable, "[secret] is down", cause),
            (refusal.Kind, refusal.Message, refusal.InnerException));
    }

    [Fact]
    public async Task Every_line_of_the_log_is_redacted_and_keeps_its_level()
    {
        var lines = new List<(LogLevel, string)>();
        var context =
            new CallContext(
                "", (level, text) => lines.Add((level, text)), CancellationToken.None, CancellationToken.None);

        var answer = await Redaction.Run(context, [Private], [], inner =>
        {
            inner.Log(LogLevel.Debug, "made very-private");
            inner.Log(LogLevel.Warning, "very-private is old");
            return Task.FromResult(7);
        });

        Assert.Equal(7, answer);
        Assert.Equal([(LogLevel.Debug, "made [secret]"), (LogLevel.Warning, "[secret] is old")], lines);
    }

    [Fact]
    public void A_trigger_hides_nothing()
    {
        var inputs = PropertyMap.Empty.With("rotateTriggers", PropertyMap.Empty.With("by", Secret("tried")));

        Assert.False(Redaction.IsNeeded("it was tried", inputs));
        Assert.True(Redaction.IsNeeded("it was tried", inputs.With("description", Secret("tried"))));
        Assert.False(Redaction.IsNeeded("it was tried", inputs.With("description", "tried")));
    }

    private static PropertyValue.Secret Secret(string text) => new(text);

    private static PropertyValue.Output Output(PropertyValue value, bool isSecret) => new(value, isSecret, []);

    /// <summary>What is left of the message of a refusal.</summary>
    private static async Task<string> Refused(PropertyValue input, string message) =>
        (await Assert.ThrowsAsync<RefusalException>(() => Keep(
        [PropertyMap.Empty.With("input", input)], _ =>
            throw new RefusalException(RefusalKind.InvalidInput, message)))).Message;

    private static Task<int> Keep(ImmutableArray<PropertyMap?> maps, Func<CallContext, Task<int>> work) =>
        Redaction.Run(new CallContext("", (_, _) => { }, CancellationToken.None, CancellationToken.None), maps, [], work);
}

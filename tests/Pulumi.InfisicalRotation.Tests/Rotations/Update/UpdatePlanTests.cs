using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Rotations.Update;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

public sealed class UpdatePlanTests
{
    private const string Id = "c0ffee00-0000-4000-8000-000000000001";

    private static PropertyMap Old { get; } = PropertyMap.Empty
        .With("name", "old-name").With("environment", "dev").With("secretPath", "/services").With("rotationInterval", 30d)
        .With("parameters", PropertyMap.Empty.With("userName", "ci-bot").With("region", "eu-west-1"))
        .With("secretsMapping", Mapping("A", "B"));

    [Theory]
    [InlineData(false, false, "old-name")]
    [InlineData(true, false, "new-name")]
    [InlineData(false, true, "old-name")]
    [InlineData(true, true, "new-name,old-name")]
    public void A_move_keeps_the_old_name_until_the_rename_step(bool renames, bool moves, string names)
    {
        var plan = Plan(Moved(renames ? Old.With("name", "new-name") : Old, moves));

        Assert.Equal(names.Split(','), plan.RequiredNames);
        Assert.Equal((renames, moves), (plan.Renames, plan.Moves));
    }

    [Theory]
    [InlineData("A", "B", false, "")]
    [InlineData("A", "C", false, "C")]
    [InlineData("B", "A", false, "")]
    [InlineData("A", "B", true, "A,B")]
    [InlineData("A", "C", true, "A,B,C")]
    [InlineData("C", "D", true, "A,B,C,D")]
    public void Names_of_secrets_that_must_be_free_are_the_new_ones_and_with_a_move_all(string id, string secret, bool moves, string names)
    {
        var plan = Plan(Moved(Old.With("secretsMapping", Mapping(id, secret)), moves));

        Assert.Equal(names, string.Join(',', plan.RequiredSecretNames.Select(pair => pair.Value).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_swap_with_another_change_renames_first_and_changes_last()
    {
        var plan = Plan(Old.With("secretsMapping", Mapping("B", "A")).With("rotationInterval", 7d));

        var patches = plan.Steps.Select(step => step.Body).ToImmutableArray();

        Assert.Equal(3, patches.Length);
        Assert.All(patches.SkipLast(1), patch => Assert.False(patch.ContainsKey("rotationInterval")));
        Assert.Equal(7, patches[^1]["rotationInterval"]!.GetValue<long>());
        Assert.Contains("_MOVING_c0ffee00000040008000000000000001", patches[0]["secretsMapping"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("""{"accessKeyId":"B","secretAccessKey":"A"}""", patches[^1]["secretsMapping"]!.ToJsonString());
        Assert.All(plan.Steps, step => Assert.Equal(
            step.Body["secretsMapping"]!.ToJsonString(),
            FieldJson.ToJson(step.Expected["secretsMapping"].Plain())!.ToJsonString()));
    }

    [Fact]
    public void Secrets_are_renamed_from_the_outputs_where_an_earlier_update_stopped_half_way()
    {
        var outputs = Old.With("secretsMapping", Mapping("C", "B"));

        var plan = Plan(Old.With("secretsMapping", Mapping("C", "D")), outputs);

        Assert.Equal([("B", "D")], plan.RenamedSecrets);
        Assert.Equal(["B", "C"], plan.OldSecretNames.Values.Order(StringComparer.Ordinal));
        Assert.Single(plan.Steps.Select(step => step.Body));
    }

    [Fact]
    public void A_step_that_the_outputs_show_as_done_is_not_sent_again()
    {
        var news = Old.With("rotationInterval", 7d).With("description", "new").With("secretPath", "/");

        var plan = Plan(news, Old.With("rotationInterval", 7d).With("secretPath", "/"));

        var patch = Assert.Single(plan.Steps.Select(step => step.Body));
        Assert.Equal(("""{"description":"new"}""", false), (patch.ToJsonString(), plan.Moves));
    }

    [Fact]
    public void Parameters_that_only_a_newer_server_knows_are_sent_back_and_those_that_the_user_removed_are_not()
    {
        var old = Parameters(Old, "userName", "ci-bot", "region", "eu-west-1", "removed", "r");
        var outputs = Parameters(Old, "userName", "ci-bot", "region", "eu-west-1", "removed", "r", "future", "f");

        var patch = Assert.Single(Plan(Parameters(Old, "userName", "ci-bot", "region", "eu-central-1"), outputs, old).Steps.Select(step => step.Body));

        Assert.Equal("""{"future":"f","region":"eu-central-1","userName":"ci-bot"}""", Sorted(patch["parameters"]!.AsObject()));
    }

    [Fact]
    public void A_parameter_that_cannot_be_changed_is_sent_in_its_stored_form()
    {
        var patch = Assert.Single(Plan(Parameters(Old, "userName", " ci-bot ", "region", "eu-central-1")).Steps.Select(step => step.Body));

        Assert.Equal("""{"region":"eu-central-1","userName":"ci-bot"}""", Sorted(patch["parameters"]!.AsObject()));
    }

    [Fact]
    public void A_pause_that_is_removed_is_sent_as_its_default()
    {
        var paused = Old.With("isAutoRotationEnabled", false);

        Assert.True(Assert.Single(Plan(Old, paused, paused).Steps.Select(step => step.Body))["isAutoRotationEnabled"]!.GetValue<bool>());
    }

    [Fact]
    public void Without_a_change_nothing_is_sent()
    {
        var plan = Plan(Old);

        Assert.Equal((true, true), (plan.IsEmpty, plan.SendsNothing));
        Assert.Empty(plan.Steps.Select(step => step.Body));
        Assert.False(Plan(Old.With("adoptExisting", true)).SendsPatch);
    }

    private static UpdatePlan Plan(PropertyMap news, PropertyMap? outputs = null, PropertyMap? old = null) => new(
        new RotationInputs(Contracts.Type("aws-iam-user-secret"), news), old ?? Old, outputs ?? Old, Id, []);

    private static PropertyMap Moved(PropertyMap inputs, bool moves) => moves ? inputs.With("secretPath", "/") : inputs;

    private static PropertyMap Mapping(string id, string secret) => PropertyMap.Empty.With("accessKeyId", id).With("secretAccessKey", secret);

    private static PropertyMap Parameters(PropertyMap inputs, params string[] pairs) => inputs.With(
        "parameters", pairs.Chunk(2).Aggregate(PropertyMap.Empty, (all, pair) => all.With(pair[0], pair[1])));

    private static string Sorted(System.Text.Json.Nodes.JsonObject json) =>
        FieldJson.ToJson(PropertyMap.From(FieldJson.FromJson(json).OrderBy(pair => pair.Key, StringComparer.Ordinal))).ToJsonString();
}

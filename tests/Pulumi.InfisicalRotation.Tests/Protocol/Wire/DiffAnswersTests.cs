using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Wire;

public sealed class DiffAnswersTests
{
    [Fact]
    public void No_changes_is_reported_explicitly()
    {
        var response = DiffAnswers.Encode(new DiffAnswer([], false));

        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, response.Changes);
        Assert.True(response.HasDetailedDiff);
        Assert.Empty(response.Diffs);
    }

    [Fact]
    public void Top_level_names_are_listed_once_each()
    {
        var response = DiffAnswers.Encode(new DiffAnswer(
            [
                new PropertyChange("parameters.region", ChangeKind.Update, false),
                new PropertyChange("parameters.userName", ChangeKind.Update, true),
                new PropertyChange("tags[0]", ChangeKind.Add, false),
            ],
            true));

        Assert.Equal(DiffResponse.Types.DiffChanges.DiffSome, response.Changes);
        Assert.Equal(["parameters", "tags"], response.Diffs);
        Assert.Equal(["parameters"], response.Replaces);
        Assert.True(response.DeleteBeforeReplace);
    }

    [Theory]
    [InlineData((int)ChangeKind.Add, false, (int)PropertyDiff.Types.Kind.Add)]
    [InlineData((int)ChangeKind.Add, true, (int)PropertyDiff.Types.Kind.AddReplace)]
    [InlineData((int)ChangeKind.Delete, false, (int)PropertyDiff.Types.Kind.Delete)]
    [InlineData((int)ChangeKind.Delete, true, (int)PropertyDiff.Types.Kind.DeleteReplace)]
    [InlineData((int)ChangeKind.Update, false, (int)PropertyDiff.Types.Kind.Update)]
    [InlineData((int)ChangeKind.Update, true, (int)PropertyDiff.Types.Kind.UpdateReplace)]
    public void Every_kind_of_change_has_its_own_value(int kind, bool replaces, int expected)
    {
        var response = DiffAnswers.Encode(new DiffAnswer([new PropertyChange("a", (ChangeKind)kind, replaces)], false));

        Assert.Equal(
            new PropertyDiff { Kind = (PropertyDiff.Types.Kind)expected, InputDiff = true },
            response.DetailedDiff["a"]);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a.b.c", "a")]
    [InlineData("a[0].b", "a")]
    [InlineData("[\"key.with.dot\"].b", "key.with.dot")]
    [InlineData("[\"say \\\"hi\\\"\"]", "say \"hi\"")]
    [InlineData("[\"a\\\"]b\"].c", "a\"]b")]
    [InlineData("[\"back\\\\slash\"]", "back\\slash")]
    public void A_change_is_listed_under_the_top_level_name_of_its_path(string path, string root)
    {
        var response = DiffAnswers.Encode(new DiffAnswer([new PropertyChange(path, ChangeKind.Update, false)], false));

        Assert.Equal(root, Assert.Single(response.Diffs));
        Assert.Equal(path, Assert.Single(response.DetailedDiff.Keys));
    }
}

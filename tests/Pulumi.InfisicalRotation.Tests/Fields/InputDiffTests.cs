using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Fields;

/// <summary>
/// The diff obeys the catalogue, field by field: what is expected is taken from the catalogue itself. Whether the
/// catalogue is right is held against the facts by <c>CatalogueContractTests</c> and <c>CheckContractTests</c>.
/// </summary>
public sealed class InputDiffTests
{
    public static TheoryData<string, string> Leaves => EveryField.Where(
        one => one.Kind is not (FieldKind.Object or FieldKind.OpenMap or FieldKind.List) && !one.IsSecret);

    public static TheoryData<string, string> Lists => EveryField.Where(one => one.Kind == FieldKind.List);

    public static TheoryData<string, string> CreateOnly => EveryField.Where(one => one.IsCreateOnly);

    public static TheoryData<string, string> Defaulted => EveryField.Where(one => one.Default is not null);

    public static TheoryData<string, string> Texts =>
        EveryField.Where(one => one.Kind == FieldKind.Text && !one.IsSecret);

    [Theory]
    [MemberData(nameof(Leaves))]
    public void A_change_is_reported_at_its_path_and_replaces_where_the_field_requires_it(string type, string path)
    {
        var before = EveryField.Complete(type);
        var after = EveryField.With(before, path, EveryField.Valid(EveryField.At(type, path), other: true));

        var change = Assert.Single(Diff(type, before, after));

        Assert.Equal(path, change.Path);
        Assert.Equal(EveryField.At(type, path).Replaces, change.Replaces);
        Assert.Equal(ChangeKind.Update, change.Kind);
    }

    [Theory]
    [MemberData(nameof(Leaves))]
    public void An_unknown_value_is_a_change_and_replaces_where_the_field_requires_it(string type, string path)
    {
        var before = EveryField.Complete(type);

        var change = Assert.Single(Diff(type, before, EveryField.With(before, path, PropertyValue.Unknown.Instance)));

        Assert.Equal((path, EveryField.At(type, path).Replaces), (change.Path, change.Replaces));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_change_in_a_list_is_reported_at_its_item(string type, string path)
    {
        var before = EveryField.Complete(type);

        var changes = Diff(
            type, before, EveryField.With(before, path, EveryField.Valid(EveryField.At(type, path), other: true)));

        Assert.NotEmpty(changes);
        Assert.All(changes, change => Assert.StartsWith($"{path}[0]", change.Path, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(CreateOnly))]
    public void A_field_that_only_a_create_sends_is_no_change(string type, string path)
    {
        var before = EveryField.Complete(type);
        var after = EveryField.With(before, path, EveryField.Valid(EveryField.At(type, path), other: true));

        Assert.Empty(Diff(type, before, after));
        Assert.Empty(Diff(type, before, before.Without(path)));
    }

    [Theory]
    [MemberData(nameof(Defaulted))]
    public void An_explicit_default_equals_an_omitted_one(string type, string path)
    {
        var left = EveryField.With(EveryField.Complete(type), path, null);
        var given = EveryField.With(left, path, EveryField.At(type, path).Default);

        Assert.Empty(Diff(type, left, given));
        Assert.Empty(Diff(type, given, left));
        Assert.Empty(Diff(type, left, EveryField.With(left, path, PropertyValue.Null.Instance)));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Surrounding_white_space_and_a_secret_mark_are_no_change(string type, string path)
    {
        var before = EveryField.Complete(type);
        var text = ((PropertyValue.Text)EveryField.Valid(EveryField.At(type, path))).Value;

        Assert.Empty(Diff(type, before, EveryField.With(before, path, new PropertyValue.Secret($" {text} "))));
    }

    [Fact]
    public void A_trailing_slash_of_a_path_and_upper_case_in_a_UUID_are_no_change()
    {
        var before = EveryField.Complete("AwsIamUserSecretRotation")
            .With("connectionId", "abcdef11-1111-4111-8111-111111111111");
        var after = before.With("secretPath", "/some/").With("connectionId", "ABCDEF11-1111-4111-8111-111111111111");

        Assert.Empty(Diff("AwsIamUserSecretRotation", before, after));
    }

    [Fact]
    public void A_trigger_is_reported_at_its_own_path()
    {
        var before = EveryField.Complete("AwsIamUserSecretRotation");
        var after = before.With("rotateTriggers", PropertyMap.Empty.With("key", "a").With("a.b", 1d));

        Assert.Equal("rotateTriggers[\"a.b\"]", Assert.Single(Diff("AwsIamUserSecretRotation", before, after)).Path);
    }

    private static ImmutableArray<PropertyChange> Diff(string type, PropertyMap before, PropertyMap after) =>
        InputDiff.Between(EveryField.Type(type).Inputs, before, after);

    [Fact]
    public void What_the_server_has_chosen_counts_only_where_the_program_leaves_it_to_the_server()
    {
        var method = Field.Text("method", "Method.") with { IsDefaultChosenByServer = true };
        ImmutableArray<Field> fields = [method, Field.Text("name", "Name."), Field.Object("box", "Box.", method)];
        var shown = PropertyMap.Empty.With("method", "a").With("name", "n").With("box", PropertyMap.Empty.With("method", "c"));
        var none = PropertyMap.Empty.With("box", PropertyMap.Empty);

        Assert.Empty(Changes(none.With("method", "a"), shown));
        Assert.Empty(Changes(none.With("method", PropertyValue.Null.Instance), shown));
        Assert.Equal(["method"], Changes(none.With("method", "b"), shown));
        Assert.Equal(["name"], Changes(none.With("name", "n"), shown));
        Assert.Empty(Changes(PropertyMap.Empty.With("box", PropertyMap.Empty.With("method", "c")), shown));
        Assert.Equal(["box.method"], Changes(PropertyMap.Empty.With("box", PropertyMap.Empty.With("method", "d")), shown));
        Assert.Equal(["method"], Changes(none.With("method", "a"), PropertyMap.Empty));

        IEnumerable<string> Changes(PropertyMap now, PropertyMap seen) =>
            InputDiff.Between(fields, none, now, [], seen).Select(change => change.Path);
    }

    [Fact]
    public void A_value_that_is_added_or_taken_away_is_no_update()
    {
        ImmutableArray<Field> fields = [Field.Text("one", "One."), Field.List("many", "Many.", Field.Text("item", "Item."))];
        var less = PropertyMap.Empty.With("many", new PropertyValue.List(["a"]));
        var more = PropertyMap.Empty.With("one", "x").With("many", new PropertyValue.List(["a", "b"]));

        Assert.Equal(["Add one", "Add many[1]"], Kinds(less, more));
        Assert.Equal(["Delete one", "Delete many[1]"], Kinds(more, less));

        IEnumerable<string> Kinds(PropertyMap before, PropertyMap after) =>
            InputDiff.Between(fields, before, after, []).Select(change => $"{change.Kind} {change.Path}");
    }
}

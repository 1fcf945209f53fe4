using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Fields;

/// <summary>
/// A value that comes back from the server is secret where it was secret before, however the mark was made.
/// </summary>
public sealed class SecretMarksTests
{
    [Fact]
    public void A_secret_mark_is_copied_to_the_same_place_and_to_no_other()
    {
        var marked = PropertyMap.Empty.With("a", Secret("old")).With("b", "old")
            .With("c", PropertyMap.Empty.With("d", Secret("old")).With("e", "old"));
        var values = PropertyMap.Empty
            .With("a", "new").With("b", "new")
                .With("c", PropertyMap.Empty.With("d", "new").With("e", "new").With("f", "new")).With("g", "new");

        var carried = SecretMarks.Copy(marked, values);

        var inner = PropertyMap.Empty.With("d", Secret("new")).With("e", "new").With("f", "new");
        Assert.Equal(
            PropertyMap.Empty.With("a", Secret("new")).With("b", "new").With("c", inner).With("g", "new"), carried);
    }

    [Fact]
    public void A_secret_output_is_a_mark_and_other_outputs_are_searched()
    {
        Assert.Equal(Secret("new"), SecretMarks.Copy(Output("old", isSecret: true), "new"));
        Assert.Equal(Secret("new"), SecretMarks.Copy(Output(null, isSecret: true), "new"));
        Assert.Equal(Secret("new"), SecretMarks.Copy(Output(Secret("old"), isSecret: false), "new"));
        Assert.Equal((PropertyValue)"new", SecretMarks.Copy(Output("old", isSecret: false), "new"));
        Assert.Equal((PropertyValue)"new", SecretMarks.Copy(Output(null, isSecret: false), "new"));
    }

    [Fact]
    public void One_secret_in_a_list_makes_the_list_secret()
    {
        var now = List("one", "two");

        Assert.Equal(new PropertyValue.Secret(now), SecretMarks.Copy(List("one", Secret("two")), now));
        Assert.Equal(new PropertyValue.Secret(now), SecretMarks.Copy(List(Output("one", isSecret: true)), now));
        Assert.Equal(
            new PropertyValue.Secret(now), SecretMarks.Copy(List(PropertyMap.Empty.With("a", Secret("one"))), now));
        Assert.Equal(now, SecretMarks.Copy(List("one", Output("two", isSecret: false)), now));
    }

    [Fact]
    public void A_value_is_marked_once()
    {
        Assert.Equal(Secret("new"), SecretMarks.Copy(Secret("old"), Secret("new")));
        Assert.Equal(Secret("new"), SecretMarks.Copy(Output("old", isSecret: true), Secret("new")));
        Assert.Equal(
            new PropertyValue.Secret(List("new")),
            SecretMarks.Copy(List(Secret("old")), new PropertyValue.Secret(List("new"))));
        Assert.Equal(Secret("new"), SecretMarks.Copy(null, Secret("new")));
    }

    [Fact]
    public void Nested_secret_marks_are_kept()
    {
        var marked = new PropertyValue.Secret(PropertyMap.Empty.With("a", Secret("old")));

        Assert.Equal(marked, SecretMarks.Copy(marked, PropertyMap.Empty.With("a", "old")));
    }

    [Fact]
    public void Only_fields_that_are_secret_in_the_schema_are_marked()
    {
        var fields = Contracts.Type("ldap-password").Inputs;
        var values = PropertyMap.Empty.With("temporaryParameters", PropertyMap.Empty.With("password", "p"))
            .With("name", "n");

        var marked = SecretMarks.Add(fields, values);

        Assert.Equal(new PropertyValue.Secret(PropertyMap.Empty.With("password", "p")), marked["temporaryParameters"]);
        Assert.Equal((PropertyValue)"n", marked["name"]);
        Assert.Equal(marked, SecretMarks.Add(fields, marked));
        Assert.Empty(SecretMarks.Add(fields, PropertyMap.Empty));
    }

    [Fact]
    public void A_secret_field_in_an_output_is_marked_and_keeps_its_dependencies()
    {
        var field = Field.Object("o", "", Field.Text("t", ""), Field.Text("s", "") with { IsSecret = true });
        var inner = PropertyMap.Empty.With("t", "a").With("s", new PropertyValue.Output("b", false, ["urn:b"]));
        var values = PropertyMap.Empty.With("o", new PropertyValue.Output(inner, false, ["urn:a"]));

        var marked = SecretMarks.Add([field], values);

        Assert.Equal(
            new PropertyValue.Output(
                PropertyMap.Empty.With("t", "a").With("s", new PropertyValue.Output("b", true, ["urn:b"])),
                false,
                ["urn:a"]),
            marked["o"]);
        Assert.Equal(marked, SecretMarks.Add([field], marked));
    }

    [Fact]
    public void A_value_without_members_is_left_as_it_is_where_only_a_member_would_be_secret()
    {
        var field = Field.Object("o", "", Field.Text("s", "") with { IsSecret = true });

        foreach (var value in (PropertyValue[])[PropertyValue.Unknown.Instance, PropertyValue.Null.Instance, "wrong"])
        {
            Assert.Equal(value, SecretMarks.Add([field], PropertyMap.Empty.With("o", value))["o"]);
        }
    }

    [Fact]
    public void A_field_contains_a_secret_where_a_member_or_an_item_is_one_at_any_depth()
    {
        var secret = Field.Text("s", "") with { IsSecret = true };

        Assert.True(secret.HoldsSecret);
        Assert.True(Field.Object("o", "", Field.Text("t", ""), secret).HoldsSecret);
        Assert.True(Field.List("l", "", secret).HoldsSecret);
        Assert.True(Field.List("l", "", Field.Object("o", "", Field.Object("o", "", secret))).HoldsSecret);
        Assert.False(Field.List("l", "", Field.Object("o", "", Field.Text("t", ""))).HoldsSecret);
    }

    [Fact]
    public void Nested_values_are_found_at_every_depth()
    {
        foreach (var (inner, holds) in new (PropertyValue Inner, Func<PropertyValue, bool> Holds)[]
        {
            (Secret("s"), Unwrap.HasSecret),
            (Output("s", isSecret: true), Unwrap.HasSecret),
            (PropertyValue.Unknown.Instance, Unwrap.HasUnknown),
            (Output(null, isSecret: false), Unwrap.HasUnknown),
            (new PropertyValue.Resource("urn", null, null, null, null), Unwrap.HasResourceOrAsset),
            (new PropertyValue.Opaque("a", PropertyMap.Empty), Unwrap.HasResourceOrAsset),
        })
        {
            Assert.True(holds(inner));
            Assert.True(holds(List("a", inner)));
            Assert.True(holds(PropertyMap.Empty.With("a", "b").With("c", inner)));
            Assert.True(holds(List(PropertyMap.Empty.With("a", List(inner)))));
            Assert.True(holds(Output(inner, isSecret: false)));
            Assert.False(
                holds(List(
                    "a", 1d, true, PropertyMap.Empty.With("a", "b"), Output("a", isSecret: false),
                    PropertyValue.Null.Instance)));
        }

        Assert.True(new PropertyValue.Secret(PropertyValue.Unknown.Instance).HasUnknown());
        Assert.True(new PropertyValue.Secret(new PropertyValue.Opaque("a", PropertyMap.Empty)).HasResourceOrAsset());
        Assert.False(new PropertyValue.Secret("a").HasUnknown());
    }

    private static PropertyValue.Secret Secret(string text) => new(text);

    private static PropertyValue.Output Output(PropertyValue? value, bool isSecret) => new(value, isSecret, []);

    private static PropertyValue.List List(params PropertyValue[] items) => new([.. items]);
}

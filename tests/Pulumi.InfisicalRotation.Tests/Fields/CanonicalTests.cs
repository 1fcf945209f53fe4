using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Fields;

/// <summary>Which values are one value in two forms.</summary>
public sealed class CanonicalTests
{
    private static readonly Field Text = Field.Text("t", "");

    private static readonly Field Open = Field.OpenMap("o", "");

    [Fact]
    public void A_text_is_trimmed_and_an_optional_empty_one_is_not_sent()
    {
        Assert.Equal("a", Canonical.Sent(Text, " a "));
        Assert.Null(Canonical.Sent(Text, "  "));
        Assert.Equal("", Canonical.Sent(Text with { IsRequired = true }, "  "));
        Assert.Null(Canonical.Sent(Text, null));
        Assert.Null(Canonical.Sent(Text, PropertyValue.Null.Instance));
    }

    [Fact]
    public void A_secret_text_keeps_its_white_space() =>
        Assert.Equal(" a ", Canonical.Sent(Text with { IsSecret = true }, " a "));

    [Fact]
    public void A_set_is_sorted_without_duplicates_and_a_list_keeps_its_order()
    {
        var set = Field.List("l", "", Text) with { IsSet = true };
        var list = Field.List("l", "", Text);

        Assert.Equal(List("a", "b", "c"), Canonical.Sent(set, List("c", " a", "b", "a")));
        Assert.Equal(List("c", "a", "b", "a"), Canonical.Sent(list, List("c", " a", "b", "a")));
        Assert.True(Canonical.AreEqual(set, List("a", "b"), List("b", "a", "b")));
        Assert.False(Canonical.AreEqual(list, List("a", "b"), List("b", "a")));
    }

    [Fact]
    public void A_member_with_its_default_equals_an_omitted_one_at_every_depth()
    {
        var member = Text with { Name = "m", Default = "d" };
        var item = Field.List("l", "", Field.Object("i", "", member, Text));

        Assert.True(
            Canonical.AreEqual(Field.Object("o", "", member), PropertyMap.Empty, PropertyMap.Empty.With("m", " d ")));
        Assert.True(
            Canonical.AreEqual(
                item, List(PropertyMap.Empty.With("t", "x")), List(PropertyMap.Empty.With("m", "d").With("t", "x"))));
        Assert.False(
            Canonical.AreEqual(
                item, List(PropertyMap.Empty.With("t", "x")), List(PropertyMap.Empty.With("m", "e").With("t", "x"))));
        Assert.True(
            Canonical.AreEqual(Envelope.RotateAtUtc, null, PropertyMap.Empty.With("hours", 0d).With("minutes", 0d)));
        Assert.False(
            Canonical.AreEqual(Envelope.RotateAtUtc, null, PropertyMap.Empty.With("hours", 0d).With("minutes", 1d)));
    }

    [Fact]
    public void A_null_member_is_left_out_and_an_unknown_one_kept()
    {
        var value = PropertyMap.Empty.With("t", PropertyValue.Null.Instance).With("other", "x");

        Assert.Equal(
            (PropertyValue)PropertyMap.Empty.With("other", "x"), Canonical.Sent(Field.Object("o", "", Text), value));
    }

    [Fact]
    public void A_default_that_is_sent_is_added_to_requests_and_not_to_comparisons()
    {
        var field = Field.Object("o", "", Text with { Default = "d", IsDefaultSent = true });

        Assert.Equal((PropertyValue)PropertyMap.Empty.With("t", "d"), Canonical.Sent(field, PropertyMap.Empty));
        Assert.Equal((PropertyValue)PropertyMap.Empty, Canonical.Of(field, PropertyMap.Empty));
        Assert.Null(Canonical.Sent(field, null));
    }

    /// <summary>A block of the provider configuration has a meaning without members.</summary>
    [Fact]
    public void An_empty_object_equals_an_absent_one_only_where_the_field_says_so()
    {
        var settings = Field.Object("o", "", Text) with { IsAbsentIfEmpty = true };

        Assert.True(Canonical.AreEqual(settings, null, PropertyMap.Empty));
        Assert.True(Canonical.AreEqual(settings, null, PropertyMap.Empty.With("t", " ")));
        Assert.False(Canonical.AreEqual(settings, null, PropertyMap.Empty.With("t", "x")));
        Assert.False(Canonical.AreEqual(Field.Object("o", "", Text), null, PropertyMap.Empty));
        Assert.False(Canonical.AreEqual(AwsConfig.Block, null, PropertyMap.Empty));
    }

    [Fact]
    public void A_resource_is_its_URN_and_id_and_an_asset_is_its_hash()
    {
        Assert.True(Canonical.AreEqual(Open, Resource("urn", "id", "1.0.0"), Resource("urn", "id", "2.0.0")));
        Assert.False(Canonical.AreEqual(Open, Resource("urn", "id", "1.0.0"), Resource("urn", "other", "1.0.0")));
        Assert.False(Canonical.AreEqual(Open, Resource("urn", "id", "1.0.0"), Resource("urn2", "id", "1.0.0")));
        Assert.True(Canonical.AreEqual(Open, Asset("h", "text"), Asset("h", null)));
        Assert.False(Canonical.AreEqual(Open, Asset("h", "text"), Asset("g", "text")));
        Assert.True(
            Canonical.AreEqual(
                Open, PropertyMap.Empty.With("a", List(Asset("h", "text"))),
                PropertyMap.Empty.With("a", List(Asset("h", null)))));
    }

    [Fact]
    public void Undeclared_members_of_list_items_are_left_out_of_a_read()
    {
        var field = Field.List("l", "", Field.Object("i", "", Text));
        var read = List(PropertyMap.Empty.With("t", "x").With("added", "y"), "odd");

        Assert.Equal(List(PropertyMap.Empty.With("t", "x"), "odd"), Canonical.Known(field, read));
        Assert.Equal(read, Canonical.Known(Field.List("l", "", Text), read));
    }

    private static PropertyValue.List List(params PropertyValue[] items) => new([.. items]);

    private static PropertyValue.Resource Resource(string urn, string id, string version) =>
        new(urn, id, version, "name", "type");

    private static PropertyMap AssetContent(string hash, string? text) =>
        text is null ? PropertyMap.Empty.With("hash", hash) : PropertyMap.Empty.With("hash", hash).With("text", text);

    private static PropertyValue.Opaque Asset(string hash, string? text) => new("sig", AssetContent(hash, text));
}

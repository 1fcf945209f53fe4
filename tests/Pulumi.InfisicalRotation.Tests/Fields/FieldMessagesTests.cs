using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Fields;

/// <summary>The sentences that a user reads about a wrong value.</summary>
public sealed class FieldMessagesTests
{
    private static readonly Field Name = Field.Text("name", "Name.");
    private static readonly Field Names = Field.List("names", "Names.", Name);

    [Fact]
    public void A_value_of_a_wrong_kind_is_described_with_what_is_right()
    {
        Assert.Equal("is a list; give a string.", Reason(Name, new PropertyValue.List([])));
        Assert.Equal("is an object; give true or false.", Reason(Field.Boolean("flag", "Flag."), PropertyMap.Empty));
        Assert.Equal("is the string \"x\"; give a whole number.", Reason(Field.Integer("count", "Count."), "x"));
        Assert.Equal("is the string \"x\"; give a number.", Reason(Field.Number("size", "Size."), "x"));
        Assert.Equal("is true; give a list.", Reason(Names, true).Split(" A value")[0]);
        Assert.Equal("is the string \"x\"; give an object.", Reason(Field.OpenMap("map", "Map."), "x"));
        Assert.Equal(
            "is the string \"x\"; give an object with name.", Reason(Field.Object("box", "Box.", Name), "x"));
        Assert.Equal(
            "is of another type; give a string.",
            Reason(Name, new PropertyValue.Opaque(Signatures.Asset, PropertyMap.Empty)));
    }

    [Fact]
    public void A_number_out_of_range_is_described_with_the_range()
    {
        Assert.Equal(
            "is 3; give a number from 1 to 2.", Reason(Field.Number("size", "Size.") with { Min = 1, Max = 2 }, 3d));
        Assert.Equal(
            "is 0; give a whole number of at least 1.", Reason(Field.Integer("count", "Count.") with { Min = 1 }, 0d));
    }

    [Fact]
    public void A_number_that_is_not_offered_is_described_with_the_numbers_that_are()
    {
        Assert.Equal(
            "is 3; give a whole number: 1.", Reason(Field.Integer("count", "Count.") with { Numbers = [1] }, 3d));
        Assert.Equal(
            "is 3; give a whole number: 1 or 2.", Reason(Field.Integer("count", "Count.") with { Numbers = [1, 2] }, 3d));
    }

    [Fact]
    public void A_null_in_a_list_is_reported_at_its_index()
    {
        var error = Assert.Single(InputCheck.Check(
            "it",
            [Names],
            PropertyMap.Empty.With("names", new PropertyValue.List(["a", PropertyValue.Null.Instance]))));

        Assert.Equal("names[1] is required: name.", error.ToString());
    }

    [Fact]
    public void A_missing_value_that_the_provider_configuration_can_give_names_that_place() => Assert.StartsWith(
        "is required, here or as projectId in the provider configuration: ",
        Assert.Single(InputCheck.Check("it", [Envelope.ProjectId], PropertyMap.Empty)).Reason,
        StringComparison.Ordinal);

    [Fact]
    public void A_field_that_accepts_what_is_newer_accepts_it_at_every_depth()
    {
        var field = Field.Object("o", "", Field.List("l", "", Field.Object("i", "", Name))).AcceptingNewer();

        Assert.True(field.AcceptsNewer);
        Assert.True(field.Fields[0].AcceptsNewer);
        Assert.True(field.Fields[0].Items!.AcceptsNewer);
        Assert.True(field.Fields[0].Items!.Fields[0].AcceptsNewer);
        Assert.False(Name.AcceptsNewer);
    }

    private static string Reason(Field field, PropertyValue value) =>
        Assert.Single(InputCheck.Check("it", [field], PropertyMap.Empty.With(field.Name, value))).Reason;
}

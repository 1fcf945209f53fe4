using System.Collections.Immutable;
using CsCheck;
using Pulumi.InfisicalRotation.Rotations.Update;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

public sealed class MappingStepsTests
{
    private static readonly Gen<ImmutableSortedDictionary<string, string>> Mapping =
        Gen.Shuffle(new[] { "A", "B", "C", "D", "E" })
            .Select(
                names =>
                    Enumerable.Range(0, 3)
                        .ToImmutableSortedDictionary(n => $"field{n}", n => names[n], StringComparer.Ordinal));

    [Fact]
    public void Every_step_uses_only_free_names_and_the_last_is_the_requested_mapping() =>
        Gen.Select(Mapping, Mapping).Sample((current, wanted) =>
        {
            var before = current;
            foreach (var step in MappingSteps.From(current, wanted, name => name + "_BETWEEN"))
            {
                Assert.All(
                    step,
                    pair => Assert.DoesNotContain(before, held => held.Key != pair.Key && held.Value == pair.Value));
                Assert.Equal(step.Count, step.Values.Distinct().Count());
                before = step;
            }

            Assert.Equal(wanted, before);
        });

    [Fact]
    public void Free_names_are_one_step() =>
        Assert.Single(MappingSteps.From(Map("A", "B"), Map("C", "D"), name => name));

    [Fact]
    public void A_shift_is_two_steps_without_a_name_in_between()
    {
        var steps = MappingSteps.From(
            Map("A", "B"), Map("B", "C"), _ => throw new InvalidOperationException("needs no name in between"));

        Assert.Equal([Map("A", "C"), Map("B", "C")], steps);
    }

    [Fact]
    public void Two_fields_of_one_name_are_one_step() =>
        Assert.Equal([Map("A", "A")], MappingSteps.From(Map("A", "B"), Map("A", "A"), name => name + "_BETWEEN"));

    private static ImmutableSortedDictionary<string, string> Map(string first, string second) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add("first", first)
            .Add("second", second);
}

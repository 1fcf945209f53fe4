using CsCheck;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>Any arguments of a function give results, or errors and none; and nothing changes.</summary>
public sealed class AnyArgumentTests
{
    [Fact]
    public async Task Arguments_give_results_or_errors_and_change_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());
        var world = engine.WhatIsThere();
        await Inventions.PlayAll(
            Gen.OneOf([.. FunctionDefinitions.All]).SelectMany(
                function => Gen.Select(Gen.Const(function), InventedValues.Like(function.Example))),
            async one =>
            {
                var (function, arguments) = one;
                try
                {
                    var answer = await engine.Invoke(function.Name, arguments);
                    Assert.Equal(answer.Errors.IsEmpty, answer.Results.Count > 0);
                    Diagnoses.AreWhole(answer.Errors, function.Arguments, arguments);
                    Diagnoses.ReportWrongKinds(answer.Errors, function.Arguments, arguments);
                    Assert.False(answer.Errors.IsEmpty && new PropertyValue.Map(arguments).HasUnknown());
                }
                catch (RefusalException refused)
                {
                    Assert.Matches(@"(?s)^\p{Lu}.*\.$", refused.Message);
                }
            },
            one => $"{one.Item1.Name} {Printed.Text(one.Item2)}");

        Assert.Equal(world, engine.WhatIsThere());
    }
}

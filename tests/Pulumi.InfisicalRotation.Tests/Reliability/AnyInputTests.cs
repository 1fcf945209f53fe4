using System.Collections.Immutable;
using CsCheck;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>A check reports what is wrong with any inputs of any resource, and never fails itself.</summary>
public sealed class AnyInputTests
{
    private static readonly ImmutableArray<(RotationType Type, Gen<PropertyMap> Inputs)> Rotations =
        [.. RotationTypes.All.Select(type => (type, InventedValues.Like(EveryField.Complete(type.TypeName))))];

    private static readonly ImmutableArray<(ConnectionType Type, Gen<PropertyMap> Inputs)> Connections =
    [
        .. ConnectionTypes.All.SelectMany(type => type.Methods.Where(method => !method.NeedsBrowser).Select(
            method => (type, InventedValues.Like(ConnectionFacts.Inputs(type.App, method.Slug))))),
    ];

    [Fact]
    public async Task Inputs_of_any_rotation_are_accepted_or_refused_at_a_property()
    {
        await using var engine = await ProviderHarness.Start();
        await Inventions.PlayAll(
            Gen.OneOf([.. Rotations]).SelectMany(
                one => Gen.Select(Gen.Const(one.Type), one.Inputs, one.Inputs)),
            one =>
            {
                var (type, inputs, others) = one;
                var answer = Checked(engine, PackageInfo.Token(type.TypeName), type.Inputs, inputs, others);
                var known = new RotationInputs(type, answer.Inputs);
                if (answer.Errors.IsEmpty && known.IsKnown)
                {
                    Assert.NotEmpty(RotationRoutes.Create("some-slug", known.ToNewRotation()).Body!);
                }

                return Task.CompletedTask;
            },
            one => $"{one.Item1.TypeName} {Printed.Text(one.Item2)}\n{Printed.Text(one.Item3)}");
    }

    [Fact]
    public async Task Inputs_of_any_connection_are_accepted_or_refused_at_a_property()
    {
        await using var engine = await ProviderHarness.Start();
        await Inventions.PlayAll(
            Gen.OneOf([.. Connections]).SelectMany(
                one => Gen.Select(Gen.Const(one.Type), one.Inputs, one.Inputs)),
            one =>
            {
                var (type, inputs, others) = one;
                Checked(
                    engine,
                    PackageInfo.Token(type.TypeName),
                    new ConnectionInputs(type, inputs).Fields,
                    inputs,
                    others);
                return Task.CompletedTask;
            },
            one => $"{one.Item1.TypeName} {Printed.Text(one.Item2)}\n{Printed.Text(one.Item3)}");
    }

    /// <summary>Checks inputs, checks the result again, and compares it with itself and with others.</summary>
    private static CheckAnswer Checked(
        ProviderHarness engine, string token, ImmutableArray<Field> fields, PropertyMap inputs, PropertyMap others)
    {
        var answer = Check(inputs, PropertyMap.Empty);
        Diagnoses.AreWhole(answer.Errors, fields, inputs);
        Diagnoses.ReportWrongKinds(answer.Errors, fields, inputs);

        var again = Check(answer.Inputs, PropertyMap.Empty);
        Assert.Equal(answer.Inputs, again.Inputs);
        Assert.Equal(answer.Errors, again.Errors);

        // The inputs of a resource that exists may be anything: an earlier version stored them.
        Diagnoses.AreWhole(Check(inputs, others).Errors, fields, inputs);
        if (!new PropertyValue.Map(answer.Inputs).HasUnknown())
        {
            Assert.Empty(Diff(answer.Inputs, answer.Inputs));
        }

        Assert.All(
            Diff(others, answer.Inputs).Concat(Diff(answer.Inputs, others)),
            change => Assert.NotEmpty(change.Path));
        return answer;

        CheckAnswer Check(PropertyMap news, PropertyMap olds) => engine.Provider.Check(
            new CheckCall(token, "r", $"urn:pulumi:dev::test::{token}::r", olds, news, null));

        ImmutableArray<PropertyChange> Diff(PropertyMap olds, PropertyMap news) => engine.Provider.Diff(new DiffCall(
            token, $"urn:pulumi:dev::test::{token}::r", Answers.RotationId, olds, olds, news, [])).Changes;
    }
}

using CsCheck;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>Any inputs of the component are refused before its first child, or give all of its children.</summary>
public sealed class AnyComponentTests
{
    private static readonly Gen<PropertyMap> Bases = Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 2]).Select(one =>
    {
        var (isUserGiven, isConnectionGiven, rotator) = one;
        var inputs = ComponentRun.Least.With("environment", "dev").With("projectId", "p1");
        inputs = isUserGiven
            ? inputs.With("userName", "ci-bot")
            : inputs.With("user", PropertyMap.Empty.With("name", "bot").With("path", "/ci/")
                .With("tags", PropertyMap.Empty.With("team", "ci"))
                .With("policyArns", new PropertyValue.List(["arn:aws:iam::aws:policy/ReadOnlyAccess"])));
        inputs = isConnectionGiven
            ? inputs.With("connectionId", ComponentRun.ConnectionId)
            : inputs.With("connection", ComponentRun.Connection);
        return rotator == 0
            ? inputs
            : inputs.With("rotator", PropertyMap.Empty.With(rotator == 1 ? "roleName" : "userName", "rotator"));
    });

    [Fact]
    public Task Inputs_of_the_component_are_refused_whole_or_give_every_child() => Inventions.PlayAll(
        Gen.Select(Bases.SelectMany(InventedValues.Like), Gen.Bool),
        async one =>
        {
            var (inputs, isPreview) = one;
            var run = new ComponentRun(isPreview);
            try
            {
                var answer = await run.Construct(inputs);
                Assert.NotEmpty(answer.Outputs);
                Assert.Contains("bot-rotation", run.Names);
                Assert.Equal(run.Registered.Count, run.Names.Distinct().Count());
            }
            catch (ComponentInputException refused)
            {
                Assert.Empty(run.Registered);
                Assert.NotEmpty(refused.Errors);
                Diagnoses.AreWhole(refused.Errors, RotatedAwsIamUserFields.Inputs, inputs);
                Diagnoses.ReportWrongKinds(refused.Errors, RotatedAwsIamUserFields.Inputs, inputs);
                return;
            }

            Diagnoses.ReportWrongKinds(
                [],
                [.. RotatedAwsIamUserFields.Inputs.Where(field => !field.IsRequired && !field.HasProviderDefault)],
                inputs);
        },
        one => Printed.Text(one.Item1));
}

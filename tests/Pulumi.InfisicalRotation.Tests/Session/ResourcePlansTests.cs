using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class ResourcePlansTests
{
    private const string Urn = "urn:pulumi:dev::demo::infisical-rotation:index:AwsIamUserSecretRotation::bot";

    private readonly ResourcePlans _plans = new();
    private readonly PropertyMap _planned = PropertyMap.Empty.With("name", "bot");

    public ResourcePlansTests() => _plans.RecordPlan(Urn, new ResourcePlan(RotationTypes.All[0], _planned));

    [Fact]
    public void Inputs_that_the_program_wants_are_kept_once() =>
        Assert.Same(_planned, _plans.Shared(Urn, PropertyMap.Empty.With("name", "bot")));

    [Fact]
    public void Other_inputs_stay_as_they_are()
    {
        var other = PropertyMap.Empty.With("name", "other");

        Assert.Same(other, _plans.Shared(Urn, other));
        Assert.Same(other, _plans.Shared(Urn + "-2", other));
    }
}

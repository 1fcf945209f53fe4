using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Session;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>A rotation below a component gets its inputs from the component.</summary>
public sealed class StackRotationsOfComponentTests
{
    private const string Rotation = "infisical-rotation:index:AwsIamUserSecretRotation::ci-bot-rotation";
    private const string Component = "infisical-rotation:index:RotatedAwsIamUser$";

    [Theory]
    [InlineData(Rotation, false)]
    [InlineData("my:index:Team$" + Rotation, false)]
    [InlineData(Component + Rotation, true)]
    [InlineData("my:index:Team$" + Component + Rotation, true)]
    public void The_parent_type_of_the_URN_decides(string type, bool isForComponent) => Assert.Equal(
        isForComponent,
        new StackRotations(new RunState(TimeProvider.System), $"urn:pulumi:dev::app::{type}").IsForComponent);
}

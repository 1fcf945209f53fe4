using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>Lists the rotations of a project.</summary>
internal sealed class GetRotationsFunction : Function
{
    public override FunctionDefinition Definition => GetRotations.Definition;

    public override async Task<InvokeAnswer> Run(
        Arguments arguments, ProviderSession session, CancellationToken cancelled)
    {
        var projectId = arguments.RequiredText(GetRotations.ProjectId);
        var rotations = await session.Reads.Rotations(projectId, session.Run.LastWrite, cancelled);
        var now = session.Client.Now;
        var selected = rotations.Where(rotation =>
            Matches(arguments.Text(GetRotations.Type), rotation.Type)
            && Matches(arguments.Text(GetRotations.Environment), rotation.EnvironmentSlug)
            && Matches(arguments.Text(GetRotations.SecretPath), rotation.FolderPath)
            && Matches(arguments.Text(GetRotations.Health), rotation.Health(now).ToOutput()));
        return InvokeAnswer.Of(PropertyMap.Empty.With(
            GetRotations.Rotations.Name,
            new PropertyValue.List([.. selected.Select(rotation =>
                new PropertyValue.Map(RotationResult.Of(rotation, session)))])));
    }

    private static bool Matches(string? filter, string? value) =>
        filter is null || string.Equals(filter, value, StringComparison.Ordinal);
}

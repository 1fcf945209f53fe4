using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>Looks up one rotation.</summary>
internal sealed class GetRotationFunction : Function
{
    public override FunctionDefinition Definition => GetRotation.Definition;

    public override Task<InvokeAnswer> Run(
        Arguments arguments, ProviderSession session, CancellationToken cancelled) =>
        (arguments.Has(GetRotation.RotationId), OtherKey(arguments)) switch
        {
            (true, { } other) => Wrong(GetRotation.RotationId, FunctionMessages.TwoKeys(other)),
            (true, null) => ById(arguments, session, cancelled),
            (false, null) => Wrong(
                GetRotation.RotationId, FunctionMessages.KeyMissing(GetRotation.RotationId, GetRotation.Name)),
            _ => ByName(arguments, session, cancelled),
        };

    /// <summary>An argument that only a look-up by name has.</summary>
    private static Field? OtherKey(Arguments arguments) =>
        new[] { GetRotation.Name, GetRotation.Environment, GetRotation.SecretPath }.FirstOrDefault(arguments.Has);

    private static async Task<InvokeAnswer> ById(
        Arguments arguments, ProviderSession session, CancellationToken cancelled)
    {
        var id = arguments.RequiredText(GetRotation.RotationId);
        var projectId = arguments.Text(GetRotation.ProjectId);
        var (found, exists) = await RotationLookup.ById(
            session, id, projectId ?? session.Settings.ProjectId, projectId is null, cancelled);
        return found is not null
            ? InvokeAnswer.Of(RotationResult.Of(found, session))
            : InvokeAnswer.Wrong(
                GetRotation.RotationId.Name,
                exists ? FunctionMessages.RotationOfUnknownType(id) : FunctionMessages.NoRotation(id, null));
    }

    private static async Task<InvokeAnswer> ByName(
        Arguments arguments, ProviderSession session, CancellationToken cancelled)
    {
        var projectId = arguments.Text(GetRotation.ProjectId) ?? session.Settings.ProjectId;
        var environment = arguments.Text(GetRotation.Environment) ?? session.Settings.Environment;
        var (path, name) = (arguments.Text(GetRotation.SecretPath), arguments.Text(GetRotation.Name));
        (Field Field, string? Value)[] key =
        [
            (GetRotation.ProjectId, projectId), (GetRotation.Environment, environment),
            (GetRotation.SecretPath, path), (GetRotation.Name, name),
        ];
        var missing = key.Where(part => part.Value is null)
            .Select(part => new InputError(part.Field.Name, FunctionMessages.RequiredWith(
                part.Field, part.Field == GetRotation.Name ? GetRotation.SecretPath : GetRotation.Name)))
            .ToList();
        if (missing.Count > 0)
        {
            return new InvokeAnswer(Values.PropertyMap.Empty, [.. missing]);
        }

        var rotations = await session.Reads.Rotations(projectId!, session.Run.LastWrite, cancelled);
        var found = rotations.FirstOrDefault(rotation => rotation.Name == name
            && rotation.EnvironmentSlug == environment && rotation.FolderPath == path);
        return found is null
            ? InvokeAnswer.Wrong(GetRotation.Name.Name, FunctionMessages.NoRotation(null, name))
            : InvokeAnswer.Of(RotationResult.Of(found, session));
    }

    private static Task<InvokeAnswer> Wrong(Field argument, string reason) =>
        Task.FromResult(InvokeAnswer.Wrong(argument.Name, reason));
}

using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>The rotation of a component. Its names are derived from the name of the user.</summary>
internal static class RotationChild
{
    /// <summary>What the name of the child has behind the name of the component.</summary>
    public const string NameSuffix = "-rotation";

    /// <param name="after">URNs of resources that the rotation needs although no input comes from them.</param>
    public static Task<Child> Register(
        ComponentInputs inputs,
        RotatedUser user,
        Derived connection,
        ImmutableArray<string> after,
        Children children) => children.Register(
        PackageInfo.Token(AwsIamUserSecret.Type.TypeName),
        NameSuffix,
        [
            (Envelope.Name.Name, inputs.Get(Envelope.Name) ?? user.Name.Map(IamNames.RotationName)),
            (Envelope.ConnectionId.Name, connection),
            (Envelope.ParametersName, Parameters(inputs, user)),
            (Envelope.SecretsMappingName, Mapping(inputs, user)),
            .. Others().Select(field => (field.Name, inputs.Get(field))),
        ],
        registration => registration with { DeleteBeforeReplace = true, After = after });

    private static IEnumerable<Field> Others() => Envelope.Inputs.Concat(AwsIamUserSecret.Type.ProviderInputs)
        .Where(field => field != Envelope.Name && field != Envelope.ConnectionId);

    private static Derived Parameters(ComponentInputs inputs, RotatedUser user)
    {
        var parameters = PropertyMap.Empty.With(AwsIamUserSecret.UserName.Name, user.Existing.Value);
        return inputs.Get(AwsIamUserSecret.Region) is { } region
            ? new Derived(
                parameters.With(AwsIamUserSecret.Region.Name, region.Value),
                [.. user.Existing.Dependencies.Union(region.Dependencies)])
            : user.Existing with { Value = parameters };
    }

    private static Derived Mapping(ComponentInputs inputs, RotatedUser user)
    {
        var given = inputs.Value(RotatedAwsIamUserFields.SecretsMapping);
        var mapping = PropertyMap.Empty
            .With(
                AwsIamUserSecret.AccessKeyId.Name,
                Derived.Member(given, AwsIamUserSecret.AccessKeyId)
                    ?? user.Name.Map(IamNames.AccessKeyIdSecret).Value)
            .With(
                AwsIamUserSecret.SecretAccessKey.Name,
                Derived.Member(given, AwsIamUserSecret.SecretAccessKey)
                    ?? user.Name.Map(IamNames.SecretAccessKeySecret).Value);
        return new Derived(
            mapping,
            [.. user.Name.Dependencies.Union(inputs.DependenciesOf(RotatedAwsIamUserFields.SecretsMapping))]);
    }
}

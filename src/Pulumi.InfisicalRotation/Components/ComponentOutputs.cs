using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>
/// The outputs of a component. They come from the outputs of the rotation, not from the inputs sent to it: a transform
/// may have changed them.
/// </summary>
internal static class ComponentOutputs
{
    public static ConstructAnswer Of(ComponentInputs inputs, RotatedUser user, Child rotation)
    {
        var parameters = rotation.Outputs.Get(Envelope.ParametersName);
        var name = Derived.Member(parameters, AwsIamUserSecret.UserName) ?? user.Existing.Value;
        var policy = user.Arn is null ? Derived.Map(name, RotatorPolicy.ForName) : user.Policy.Value;
        var outputs = WithNames(OfRotation(rotation), rotation)
            .With(RotatedAwsIamUserFields.UserName.Name, name)
            .With(RotatedAwsIamUserFields.RequiredIamPolicy.Name, policy);
        var region = parameters is null
            ? inputs.Value(AwsIamUserSecret.Region)
            : Derived.Member(parameters, AwsIamUserSecret.Region);
        if (region is not null)
        {
            outputs = outputs.With(AwsIamUserSecret.Region.Name, region);
        }

        ImmutableArray<string> fromRotation = [rotation.Answer.Urn];
        var answer = new ConstructAnswer(
            outputs, outputs.Keys.ToImmutableDictionary(output => output, _ => fromRotation));
        return user.Arn is { } arn ? WithUserArn(answer, arn) : answer;
    }

    public static ConstructAnswer WithUserArn(ConstructAnswer answer, Derived arn) => answer with
    {
        Outputs = answer.Outputs.With(RotatedAwsIamUserFields.UserArn.Name, arn.Value),
        Dependencies = answer.Dependencies.SetItem(RotatedAwsIamUserFields.UserArn.Name, arn.Dependencies),
    };

    private static PropertyMap OfRotation(Child rotation)
    {
        var outputs = PropertyMap.Empty;
        foreach (var field in Envelope.Inputs.Concat(AwsIamUserSecret.Type.ProviderInputs).Concat(Outputs.All))
        {
            // In a preview a missing output is unknown, unless no input and no default can ever set it.
            var isUnknown = rotation.MayBeUnknown
                && (field.Default is not null
                    || field.HasProviderDefault
                    || rotation.Sent.Get(field.Name) is not null
                    || Outputs.All.Contains(field));
            if ((rotation.Outputs.Get(field.Name) ?? (isUnknown ? PropertyValue.Unknown.Instance : null)) is { } value)
            {
                outputs = outputs.With(field.Name, value);
            }
        }

        return outputs.With(
            Outputs.RotationId.Name, rotation.Outputs.Get(Outputs.RotationId.Name) ?? rotation.Id.Value);
    }

    private static PropertyMap WithNames(PropertyMap outputs, Child rotation)
    {
        var sent = rotation.Sent[Envelope.SecretsMappingName];
        var mapping = rotation.Outputs.Get(Envelope.SecretsMappingName);
        return outputs
            .With(RotatedAwsIamUserFields.SecretsMapping.Name, mapping ?? sent)
            .With(
                RotatedAwsIamUserFields.AccessKeyIdSecret.Name,
                Required(mapping, sent, AwsIamUserSecret.AccessKeyId))
            .With(
                RotatedAwsIamUserFields.SecretAccessKeySecret.Name,
                Required(mapping, sent, AwsIamUserSecret.SecretAccessKey));
    }

    private static PropertyValue Required(PropertyValue? whole, PropertyValue sent, Field member) =>
        Derived.Member(whole, member) ?? Derived.Member(sent, member) ?? PropertyValue.Unknown.Instance;
}

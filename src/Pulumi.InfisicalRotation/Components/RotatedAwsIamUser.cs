using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>
/// The component for one IAM user: derives names from the user name, registers the rotation as its child and passes the
/// outputs on. The same children are registered whether the user name is known or not.
/// </summary>
internal static class RotatedAwsIamUser
{
    public static async Task<ConstructAnswer> Construct(
        ConstructCall call, RegisterChild register, FindUserArn? findUserArn, CancellationToken cancelled)
    {
        var errors = InputCheck.Check(
            RotatedAwsIamUserFields.TypeName, RotatedAwsIamUserFields.Inputs, WithoutProviderDefaults(call.Inputs));
        if (!errors.IsEmpty)
        {
            throw new ComponentInputException([.. errors.Select(error => error.ForEngine())]);
        }

        var userName = new Derived(call, RotatedAwsIamUserFields.UserName);
        var (child, dependencies) = ChildInputs(call, userName);
        var token = PackageInfo.Token(AwsIamUserSecret.Type.TypeName);
        var rotation = await register(
            new ChildRegistration(token, $"{call.Name}-rotation", child, dependencies) { DeleteBeforeReplace = true },
            cancelled);
        var answer = Answer(call, userName, child, rotation);
        return findUserArn is null ? answer : await WithUserArn(answer, call, findUserArn, cancelled);
    }

    /// <summary>In a preview, a user that AWS does not show may still be created by this stack.</summary>
    private static async Task<ConstructAnswer> WithUserArn(
        ConstructAnswer answer, ConstructCall call, FindUserArn find, CancellationToken cancelled)
    {
        var user = answer.Outputs[RotatedAwsIamUserFields.UserName.Name];
        var arn = user.Plain() is PropertyValue.Text name ? await find(name.Value.Trim(), cancelled) : null;
        PropertyValue? value = arn is not null ? Derived.Map(user, _ => arn)
            : call.IsPreview ? PropertyValue.Unknown.Instance
            : null;
        return value is null
            ? answer
            : answer with
            {
                Outputs = answer.Outputs.With(RotatedAwsIamUserFields.UserArn.Name, value),
                Dependencies = answer.Dependencies.SetItem(
                    RotatedAwsIamUserFields.UserArn.Name,
                    answer.Dependencies[RotatedAwsIamUserFields.UserName.Name]),
            };
    }

    /// <summary>
    /// The rotation itself checks inputs with a provider default, because it knows the provider configuration.
    /// </summary>
    private static PropertyMap WithoutProviderDefaults(PropertyMap inputs) => RotatedAwsIamUserFields.Inputs
        .Where(field => field.HasProviderDefault && inputs.Get(field.Name) is null)
        .Aggregate(inputs, (all, field) => all.With(field.Name, PropertyValue.Unknown.Instance));

    private static (PropertyMap Inputs, ImmutableDictionary<string, ImmutableArray<string>> Dependencies) ChildInputs(
        ConstructCall call, Derived userName)
    {
        var parameters = PropertyMap.Empty.With(AwsIamUserSecret.UserName.Name, userName.Value);
        if (call.Inputs.Get(AwsIamUserSecret.Region.Name) is { } region)
        {
            parameters = parameters.With(AwsIamUserSecret.Region.Name, region);
        }

        var name = call.Inputs.Get(Envelope.Name.Name);
        var inputs = PropertyMap.Empty
            .With(Envelope.Name.Name, name ?? userName.Map(IamNames.RotationName))
            .With(Envelope.ParametersName, parameters)
            .With(Envelope.SecretsMappingName, Mapping(call, userName));
        var dependencies = ImmutableDictionary<string, ImmutableArray<string>>.Empty
            .Add(Envelope.Name.Name, name is null ? userName.Dependencies : DependenciesOf(call, Envelope.Name))
            .Add(
                Envelope.ParametersName,
                [.. userName.Dependencies.Union(DependenciesOf(call, AwsIamUserSecret.Region))])
            .Add(
                Envelope.SecretsMappingName,
                [.. userName.Dependencies.Union(DependenciesOf(call, RotatedAwsIamUserFields.SecretsMapping))]);
        var others = Envelope.Inputs.Concat(AwsIamUserSecret.Type.ProviderInputs)
            .Where(field => field != Envelope.Name);
        foreach (var field in others)
        {
            if (call.Inputs.Get(field.Name) is { } value)
            {
                inputs = inputs.With(field.Name, value);
                dependencies = dependencies.Add(field.Name, DependenciesOf(call, field));
            }
        }

        return (inputs, dependencies);
    }

    private static PropertyMap Mapping(ConstructCall call, Derived userName)
    {
        var given = call.Inputs.Get(RotatedAwsIamUserFields.SecretsMapping.Name);
        return PropertyMap.Empty
            .With(
                AwsIamUserSecret.AccessKeyId.Name,
                Member(given, AwsIamUserSecret.AccessKeyId) ?? userName.Map(IamNames.AccessKeyIdSecret))
            .With(
                AwsIamUserSecret.SecretAccessKey.Name,
                Member(given, AwsIamUserSecret.SecretAccessKey) ?? userName.Map(IamNames.SecretAccessKeySecret));
    }

    /// <summary>A member of an object, secret or unknown if the object is.</summary>
    private static PropertyValue? Member(PropertyValue? whole, Field member) => whole switch
    {
        null => null,
        PropertyValue.Map map => map.Properties.Get(member.Name),
        PropertyValue.Secret secret => Member(secret.Value, member) is { } inner
            ? new PropertyValue.Secret(inner)
            : null,
        PropertyValue.Output { Value: { } value, IsSecret: true } => Member(value, member) is { } inner
            ? new PropertyValue.Secret(inner)
            : null,
        PropertyValue.Output { Value: { } value } => Member(value, member),
        PropertyValue.Output { IsSecret: true } => new PropertyValue.Secret(PropertyValue.Unknown.Instance),
        _ => PropertyValue.Unknown.Instance,
    };

    private static ConstructAnswer Answer(
        ConstructCall call, Derived userName, PropertyMap child, RegisteredChild rotation)
    {
        // An unchanged child comes back as it was stored, without a newly added secret wrapper.
        rotation = rotation with { Outputs = SecretMarks.Copy(child, rotation.Outputs) };
        var mayBeUnknown = call.IsPreview || rotation.IsUnknown;
        var outputs = PropertyMap.Empty;
        foreach (var field in Envelope.Inputs.Concat(AwsIamUserSecret.Type.ProviderInputs).Concat(Outputs.All))
        {
            // In a preview a missing output is unknown, unless no input and no default can ever set it.
            var isUnknown = mayBeUnknown
                && (field.Default is not null
                    || field.HasProviderDefault
                    || child.Get(field.Name) is not null
                    || Outputs.All.Contains(field));
            if ((rotation.Outputs.Get(field.Name) ?? (isUnknown ? PropertyValue.Unknown.Instance : null)) is { } value)
            {
                outputs = outputs.With(field.Name, value);
            }
        }

        // Uses the outputs of the child, not the inputs sent to it: a transform may have changed them.
        var parameters = rotation.Outputs.Get(Envelope.ParametersName);
        var mapping = rotation.Outputs.Get(Envelope.SecretsMappingName);
        var sentMapping = child[Envelope.SecretsMappingName];
        var user = Member(parameters, AwsIamUserSecret.UserName) ?? userName.Value;
        outputs = outputs
            .With(
                Outputs.RotationId.Name,
                rotation.Outputs.Get(Outputs.RotationId.Name)
                    ?? (rotation.Id.Length > 0 ? rotation.Id : PropertyValue.Unknown.Instance))
            .With(RotatedAwsIamUserFields.UserName.Name, user)
            .With(RotatedAwsIamUserFields.SecretsMapping.Name, mapping ?? sentMapping)
            .With(
                RotatedAwsIamUserFields.AccessKeyIdSecret.Name,
                Required(mapping, sentMapping, AwsIamUserSecret.AccessKeyId))
            .With(
                RotatedAwsIamUserFields.SecretAccessKeySecret.Name,
                Required(mapping, sentMapping, AwsIamUserSecret.SecretAccessKey))
            .With(RotatedAwsIamUserFields.RequiredIamPolicy.Name, Derived.Map(user, IamNames.RequiredPolicy));
        var region = parameters is null
            ? call.Inputs.Get(AwsIamUserSecret.Region.Name)
            : Member(parameters, AwsIamUserSecret.Region);
        if (region is not null)
        {
            outputs = outputs.With(AwsIamUserSecret.Region.Name, region);
        }

        ImmutableArray<string> fromChild = [rotation.Urn];
        return new ConstructAnswer(outputs, outputs.Keys.ToImmutableDictionary(name => name, _ => fromChild));
    }

    private static PropertyValue Required(PropertyValue? whole, PropertyValue sent, Field member) =>
        Member(whole, member) ?? Member(sent, member) ?? PropertyValue.Unknown.Instance;

    private static ImmutableArray<string> DependenciesOf(ConstructCall call, Field field) =>
        call.Dependencies.GetValueOrDefault(field.Name, []);

    /// <summary>An input and the values derived from it. They are secret or unknown if the input is.</summary>
    private sealed class Derived(ConstructCall call, Field field)
    {
        public PropertyValue Value { get; } = call.Inputs[field.Name];

        public ImmutableArray<string> Dependencies { get; } =
            [.. DependenciesOf(call, field)
                .Union((call.Inputs[field.Name] as PropertyValue.Output)?.Dependencies ?? [])];

        public PropertyValue Map(Func<string, string> derive) => Map(Value, derive);

        public static PropertyValue Map(PropertyValue value, Func<string, string> derive) => value switch
        {
            PropertyValue.Text text => derive(text.Value.Trim()),
            PropertyValue.Secret secret => new PropertyValue.Secret(Map(secret.Value, derive)),
            PropertyValue.Output { Value: { } inner } output => output with { Value = Map(inner, derive) },
            PropertyValue.Output output => output,
            _ => PropertyValue.Unknown.Instance,
        };
    }
}

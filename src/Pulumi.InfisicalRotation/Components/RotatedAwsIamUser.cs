using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Types;
using Pulumi.InfisicalRotation.Lifecycle;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>
/// The whole story for one IAM user: names from the user's name, one rotation below the component, its outputs passed on.
/// The same children are registered whether the user's name is known yet or not.
/// </summary>
internal static class RotatedAwsIamUser
{
    public static async Task<ConstructAnswer> Construct(ConstructCall call, RegisterChild register, CancellationToken cancelled)
    {
        var findings = InputCheck.Check(RotatedAwsIamUserFields.TypeName, RotatedAwsIamUserFields.Inputs, WithoutProviderDefaults(call.Inputs));
        if (!findings.IsEmpty)
        {
            throw new ComponentInputException([.. findings.Select(ToError)]);
        }

        var userName = new Derived(call, RotatedAwsIamUserFields.UserName);
        var (child, dependencies) = ChildInputs(call, userName);
        var rotation = await register(
            new ChildRegistration(Package.Token(AwsIamUserSecret.Type.TypeName), $"{call.Name}-rotation", child, dependencies), cancelled);
        return Answer(call, userName, child, rotation);
    }

    /// <summary>
    /// What the provider's configuration may fill in is checked by the rotation itself, which knows that configuration.
    /// </summary>
    private static PropertyMap WithoutProviderDefaults(PropertyMap inputs) => RotatedAwsIamUserFields.Inputs
        .Where(field => field.HasProviderDefault && inputs.Get(field.Name) is null)
        .Aggregate(inputs, (all, field) => all.With(field.Name, PropertyValue.Unknown.Instance));

    private static (PropertyMap Inputs, ImmutableDictionary<string, ImmutableArray<string>> Dependencies) ChildInputs(ConstructCall call, Derived userName)
    {
        var parameters = PropertyMap.Empty.With(AwsIamUserSecret.UserName.Name, userName.Value);
        if (call.Inputs.Get(AwsIamUserSecret.Region.Name) is { } region)
        {
            parameters = parameters.With(AwsIamUserSecret.Region.Name, region);
        }

        var inputs = PropertyMap.Empty
            .With(Envelope.Name.Name, call.Inputs.Get(Envelope.Name.Name) ?? userName.Map(IamNames.RotationName))
            .With(Envelope.ParametersName, parameters)
            .With(Envelope.SecretsMappingName, Mapping(call, userName));
        var dependencies = ImmutableDictionary<string, ImmutableArray<string>>.Empty
            .Add(Envelope.Name.Name, call.Inputs.Get(Envelope.Name.Name) is null ? userName.Dependencies : Of(call, Envelope.Name))
            .Add(Envelope.ParametersName, [.. userName.Dependencies.Union(Of(call, AwsIamUserSecret.Region))])
            .Add(Envelope.SecretsMappingName, [.. userName.Dependencies.Union(Of(call, RotatedAwsIamUserFields.SecretsMapping))]);
        foreach (var field in Envelope.Inputs.Concat(Envelope.OwnInputs).Where(field => field != Envelope.Name))
        {
            if (call.Inputs.Get(field.Name) is { } value)
            {
                inputs = inputs.With(field.Name, value);
                dependencies = dependencies.Add(field.Name, Of(call, field));
            }
        }

        return (inputs, dependencies);
    }

    private static PropertyMap Mapping(ConstructCall call, Derived userName)
    {
        var given = call.Inputs.Get(RotatedAwsIamUserFields.SecretsMapping.Name) switch
        {
            PropertyValue.Map map => map.Properties,
            { } wrapped when wrapped.Plain() is PropertyValue.Map plain => plain.Properties,
            _ => PropertyMap.Empty,
        };
        return PropertyMap.Empty
            .With(AwsIamUserSecret.AccessKeyId.Name, given.Get(AwsIamUserSecret.AccessKeyId.Name) ?? userName.Map(IamNames.AccessKeyIdSecret))
            .With(AwsIamUserSecret.SecretAccessKey.Name, given.Get(AwsIamUserSecret.SecretAccessKey.Name) ?? userName.Map(IamNames.SecretAccessKeySecret));
    }

    private static ConstructAnswer Answer(ConstructCall call, Derived userName, PropertyMap child, RegisteredChild rotation)
    {
        var outputs = PropertyMap.Empty;
        foreach (var field in Envelope.Inputs.Concat(Envelope.OwnInputs).Concat(Outputs.All))
        {
            // In a preview an output that is missing is not known yet.
            if ((rotation.Outputs.Get(field.Name) ?? (call.IsPreview ? PropertyValue.Unknown.Instance : null)) is { } value)
            {
                outputs = outputs.With(field.Name, value);
            }
        }

        var mapping = ((PropertyValue.Map)child[Envelope.SecretsMappingName]).Properties;
        outputs = outputs
            .With(Outputs.RotationId.Name, rotation.Outputs.Get(Outputs.RotationId.Name)
                ?? (rotation.Id.Length > 0 ? rotation.Id : PropertyValue.Unknown.Instance))
            .With(RotatedAwsIamUserFields.UserName.Name, userName.Value)
            .With(RotatedAwsIamUserFields.SecretsMapping.Name, mapping)
            .With(RotatedAwsIamUserFields.AccessKeyIdSecret.Name, mapping[AwsIamUserSecret.AccessKeyId.Name])
            .With(RotatedAwsIamUserFields.SecretAccessKeySecret.Name, mapping[AwsIamUserSecret.SecretAccessKey.Name])
            .With(RotatedAwsIamUserFields.RequiredIamPolicy.Name, userName.Map(IamNames.RequiredPolicy));
        if (call.Inputs.Get(AwsIamUserSecret.Region.Name) is { } region)
        {
            outputs = outputs.With(AwsIamUserSecret.Region.Name, region);
        }

        ImmutableArray<string> fromChild = [rotation.Urn];
        return new ConstructAnswer(outputs, outputs.Keys.ToImmutableDictionary(name => name, _ => fromChild));
    }

    private static ImmutableArray<string> Of(ConstructCall call, Field field) => call.Dependencies.GetValueOrDefault(field.Name, []);

    /// <summary>The engine prints the value of a property that is named: a secret one is not named.</summary>
    private static InputError ToError(Finding finding)
    {
        var failure = finding.ToFailure();
        return new InputError(failure.Property, failure.Reason);
    }

    /// <summary>An input and what is worked out from it, with its secrecy, its dependencies, and unknown where it is.</summary>
    private sealed class Derived(ConstructCall call, Field field)
    {
        public PropertyValue Value { get; } = call.Inputs[field.Name];

        public ImmutableArray<string> Dependencies { get; } =
            [.. Of(call, field).Union((call.Inputs[field.Name] as PropertyValue.Output)?.Dependencies ?? [])];

        public PropertyValue Map(Func<string, string> derive) => Map(Value, derive);

        private static PropertyValue Map(PropertyValue value, Func<string, string> derive) => value switch
        {
            PropertyValue.Text text => derive(text.Value.Trim()),
            PropertyValue.Secret secret => new PropertyValue.Secret(Map(secret.Value, derive)),
            PropertyValue.Output { Value: { } inner } output => output with { Value = Map(inner, derive) },
            PropertyValue.Output output => output,
            _ => PropertyValue.Unknown.Instance,
        };
    }
}

using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>The block <c>aws</c> of the provider configuration.</summary>
internal static class AwsBlock
{
    private static readonly ImmutableArray<Field> Arns = [AwsConfig.RoleArn, AwsConfig.RotatorArn];

    /// <summary>
    /// The settings; null without the block. A part that is unknown must not be replaced by the usual credential chain,
    /// which may lead to another account, so then there are no checks either.
    /// </summary>
    /// <param name="args">A plain and checked configuration.</param>
    public static AwsSettings? Read(PropertyMap args) =>
        args.Get(AwsConfig.Block.Name) is PropertyValue.Map { Properties: var block } map && !map.HasUnknown()
            ? new AwsSettings
            {
                Profile = block.NonBlankTextOf(AwsConfig.Profile),
                Region = block.NonBlankTextOf(AwsConfig.Region),
                Endpoint = block.NonBlankTextOf(AwsConfig.Endpoint) is { } endpoint ? new Uri(endpoint) : null,
                AccessKeyId = block.NonBlankTextOf(AwsConfig.AccessKeyId),
                SecretAccessKey = block.NonBlankTextOf(AwsConfig.SecretAccessKey),
                SessionToken = block.NonBlankTextOf(AwsConfig.SessionToken),
                RoleArn = block.NonBlankTextOf(AwsConfig.RoleArn),
                RotatorArn = block.NonBlankTextOf(AwsConfig.RotatorArn),
            }
            : null;

    /// <summary>The combinations of fields that are wrong although each field is right.</summary>
    public static IEnumerable<InputError> Check(PropertyMap args) =>
        args.Get(AwsConfig.Block.Name)?.Plain() is PropertyValue.Map { Properties: var block }
            ? Combinations(block).Concat(Partitions(block))
            : [];

    private static IEnumerable<InputError> Combinations(PropertyMap block)
    {
        if (Has(block, AwsConfig.AccessKeyId) != Has(block, AwsConfig.SecretAccessKey))
        {
            var (present, missing) = Has(block, AwsConfig.AccessKeyId)
                ? (AwsConfig.AccessKeyId, AwsConfig.SecretAccessKey)
                : (AwsConfig.SecretAccessKey, AwsConfig.AccessKeyId);
            yield return Error(missing, SettingsMessages.RequiredWith(present));
        }

        if (Has(block, AwsConfig.SessionToken) && !Has(block, AwsConfig.AccessKeyId))
        {
            yield return Error(AwsConfig.SessionToken, SettingsMessages.AllowedOnlyWith(AwsConfig.AccessKeyId));
        }

        if (Has(block, AwsConfig.Profile) && Has(block, AwsConfig.AccessKeyId))
        {
            yield return Error(AwsConfig.Profile, SettingsMessages.NotAllowedWith(AwsConfig.AccessKeyId));
        }
    }

    /// <summary>An ARN of another partition belongs to an account that these credentials cannot reach.</summary>
    private static IEnumerable<InputError> Partitions(PropertyMap block)
    {
        var expected = block.NonBlankTextOf(AwsConfig.Region) is { } region ? AwsPartition.Of(region).Name : null;
        foreach (var field in Arns)
        {
            var partition = AwsArn.Partition(block.NonBlankTextOf(field));
            expected ??= partition;
            if (partition is not null && expected is not null && partition != expected)
            {
                yield return Error(field, SettingsMessages.OtherPartition(partition, expected));
            }
        }
    }

    /// <summary>
    /// What is wrong with the region of the environment, as sentences. It counts where the block has none. With an endpoint
    /// of its own, no region leads anywhere, and a profile may name a region. Only a preview reports this: without the
    /// checks of AWS, a destroy on another machine must stay possible.
    /// </summary>
    public static IEnumerable<string> CheckEnvironment(PropertyMap args, Func<string, string?> readVariable)
    {
        if (args.Get(AwsConfig.Block.Name)?.Plain() is not PropertyValue.Map { Properties: var block }
            || Has(block, AwsConfig.Region) || Has(block, AwsConfig.Endpoint) || Has(block, AwsConfig.Profile)
            || AwsOptions.RegionVariables.FirstOrDefault(name => Region(name) is not null) is not { } variable)
        {
            return [];
        }

        var own = AwsPartition.Of(Region(variable)!).Name;
        return Arns
            .Select(field => (field, Partition: AwsPartition.OfArn(block.NonBlankTextOf(field))?.Name))
            .Where(arn => arn.Partition is not null && arn.Partition != own)
            .Select(arn => SettingsMessages.RegionOfOtherPartition(variable, own, arn.field, arn.Partition!))
            .Take(1);

        string? Region(string name) => readVariable(name)?.Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>The block may hold a secret, so the engine gets no path of which it would print the value.</summary>
    private static InputError Error(Field field, string reason) =>
        new(PropertyPath.Member(AwsConfig.Block.Name, field.Name), reason, IsHidden: true);

    /// <summary>An unknown value counts as present.</summary>
    private static bool Has(PropertyMap block, Field field) => block.Get(field.Name) is not (null or PropertyValue.Null);
}

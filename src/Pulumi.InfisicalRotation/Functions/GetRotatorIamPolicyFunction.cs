using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>Writes the IAM policy for the role or user of an AWS app connection.</summary>
internal sealed class GetRotatorIamPolicyFunction : Function
{
    public override FunctionDefinition Definition => GetRotatorIamPolicy.Definition;

    public override Task<InvokeAnswer> Run(
        Arguments arguments, ProviderSession session, CancellationToken cancelled) =>
        Task.FromResult(Run(arguments));

    private static InvokeAnswer Run(Arguments arguments)
    {
        var (name, arn) = (arguments.Text(GetRotatorIamPolicy.UserName), arguments.Text(GetRotatorIamPolicy.UserArn));
        var partition = arguments.Text(GetRotatorIamPolicy.Partition);
        var accountId = arguments.Text(GetRotatorIamPolicy.AccountId);
        return (name, arn?.Split(':')) switch
        {
            (null, null) => Wrong(GetRotatorIamPolicy.UserName, FunctionMessages.KeyMissing(
                GetRotatorIamPolicy.UserName, GetRotatorIamPolicy.UserArn)),
            (not null, not null) => Wrong(
                GetRotatorIamPolicy.UserName, FunctionMessages.TwoKeys(GetRotatorIamPolicy.UserArn)),
            (null, [_, var other, ..]) when partition is not null && partition != other => Wrong(
                GetRotatorIamPolicy.UserArn, FunctionMessages.OtherPartition(other)),
            (null, [_, _, _, _, var other, ..]) when accountId is not null && accountId != other => Wrong(
                GetRotatorIamPolicy.UserArn, FunctionMessages.OtherAccount(other)),
            (null, _) => Policy(arn!),
            _ => Policy(RotatorPolicy.UserArn(name!, partition, accountId)),
        };
    }

    private static InvokeAnswer Policy(string userArn) => InvokeAnswer.Of(
        PropertyMap.Empty.With(GetRotatorIamPolicy.Json.Name, RotatorPolicy.For(userArn)));

    private static InvokeAnswer Wrong(Field argument, string reason) => InvokeAnswer.Wrong(argument.Name, reason);
}

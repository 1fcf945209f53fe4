using System.Collections.Immutable;
using System.Globalization;
using Pulumi.InfisicalRotation.Aws.Credentials;
using Pulumi.InfisicalRotation.Aws.Query;

namespace Pulumi.InfisicalRotation.Aws.Iam;

/// <summary>The actions of IAM that the provider uses. All of them only read.</summary>
internal sealed class IamClient(QueryClient client, KeySource keys)
{
    /// <summary>A list of AWS ends; a broken one must not keep a preview busy forever.</summary>
    private const int MaxPages = 100;

    public async Task<IamUser> GetUser(string userName, CancellationToken cancelled)
    {
        const string Action = "GetUser";
        var answer = await Send(Action, request => request.With("UserName", userName), cancelled);
        return answer.Part("User") is { } user && user.Text("Arn") is { } arn
            ? new IamUser(user.Text("UserName") ?? userName, arn)
            : throw Unreadable(Action);
    }

    /// <summary>The access keys of a user, oldest first. Keys of one second stay in AWS's order.</summary>
    public async Task<ImmutableArray<AccessKey>> ListAccessKeys(string userName, CancellationToken cancelled)
    {
        var members = await All(
            "ListAccessKeys", "AccessKeyMetadata", request => request.With("UserName", userName), cancelled);
        return [.. members.Select(Key).OrderBy(key => key.CreatedAt)];

        static AccessKey Key(QueryAnswer member) =>
            member.Text("AccessKeyId") is { } id && member.Time("CreateDate") is { } created
                ? new AccessKey(id, created, member.Text("Status") != "Inactive")
                : throw Unreadable("ListAccessKeys");
    }

    public async Task<KeyUse> GetAccessKeyLastUsed(string accessKeyId, CancellationToken cancelled)
    {
        var answer = await Send(
            "GetAccessKeyLastUsed", request => request.With("AccessKeyId", accessKeyId), cancelled);
        var use = answer.Part("AccessKeyLastUsed");
        return new KeyUse(answer.Text("UserName"), use?.Time("LastUsedDate"), use?.Text("ServiceName"));
    }

    /// <summary>Decides by the policies of a user or role whether it may take actions on one resource.</summary>
    public async Task<ImmutableArray<SimulatedAction>> SimulatePrincipalPolicy(
        string principalArn, ImmutableArray<string> actions, string resourceArn, CancellationToken cancelled)
    {
        var members = await All(
            "SimulatePrincipalPolicy",
            "EvaluationResults",
            request => actions
                .Index()
                .Aggregate(
                    request.With("PolicySourceArn", principalArn).With("ResourceArns.member.1", resourceArn),
                    (all, action) => all.With(
                        string.Create(CultureInfo.InvariantCulture, $"ActionNames.member.{action.Index + 1}"),
                        action.Item)),
            cancelled);
        return
        [
            .. members.Select(member => new SimulatedAction(
                member.Text("EvalActionName") ?? "",
                member.Text("EvalDecision") == "allowed",
                [.. member.Members("MissingContextValues").Select(key => key.Value)])),
        ];
    }

    private async Task<ImmutableArray<QueryAnswer>> All(
        string action, string list, Func<QueryRequest, QueryRequest> complete, CancellationToken cancelled)
    {
        var members = ImmutableArray.CreateBuilder<QueryAnswer>();
        string? marker = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var answer = await Send(
                action,
                request => marker is null ? complete(request) : complete(request).With("Marker", marker),
                cancelled);
            members.AddRange(answer.Members(list));
            marker = answer.Text("IsTruncated") == "true" ? answer.Text("Marker") : null;
            if (marker is null)
            {
                return members.ToImmutable();
            }
        }

        throw Unreadable(action);
    }

    private Task<QueryAnswer> Send(
        string action, Func<QueryRequest, QueryRequest> complete, CancellationToken cancelled) => keys.With(
        one => client.Send(complete(new QueryRequest("iam", "2010-05-08", action) { Keys = one }), cancelled), cancelled);

    private static AwsException Unreadable(string action) =>
        new(AwsErrorKind.Other, action, AwsMessages.Unreadable(action, 200));
}

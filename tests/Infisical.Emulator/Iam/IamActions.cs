using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;

namespace Infisical.Emulator;

/// <summary>The actions of IAM and STS that there are, for one request.</summary>
internal sealed class IamActions(Instance instance, IamSessions sessions, AwsCaller caller, ImmutableDictionary<string, string> parameters)
{
    private IamStore Iam => instance.Iam;

    public static bool IsSts(string action) => action is "GetCallerIdentity" or "AssumeRole";

    public IEnumerable<XElement> Do(string action) => action switch
    {
        "GetCallerIdentity" => [new("Arn", caller.Arn), new("UserId", caller.UserId), new("Account", Principal.Account)],
        "AssumeRole" => AssumeRole(),
        "ListUsers" => Allowed(action, "*", () => List("Users", Iam.Users.Select(IamXml.User).Select(Member))),
        "GetUser" => OnUser(action, user => [IamXml.User(user)]),
        "CreateUser" => Allowed(action, ArnOf(Needed("UserName")), () => [IamXml.User(Iam.Add(isRole: false, Needed("UserName"), Given("Path") ?? "/"))]),
        "DeleteUser" => OnUser(action, user => Done(() => Iam.DeleteUser(user.Name))),
        "ListAccessKeys" => OnUser(action, user => List("AccessKeyMetadata", Iam.KeysOf(user.Name).Select(key => IamXml.Key("member", key, withSecret: false)))),
        "CreateAccessKey" => OnUser(action, user => [IamXml.Key("AccessKey", Iam.CreateKey(user.Name, madeByServer: false), withSecret: true)]),
        "DeleteAccessKey" => OnUser(action, user => Done(() => Iam.DeleteKey(user.Name, Needed("AccessKeyId")))),
        "GetAccessKeyLastUsed" => LastUsed(action),
        "PutUserPolicy" => OnUser(action, PutPolicy),
        "GetUserPolicy" => OnUser(action, user => GetPolicy(user, "UserName")),
        "DeleteUserPolicy" => OnUser(action, user => Done(() => Iam.PutPolicy(user, Needed("PolicyName"), document: null))),
        "GetRole" => OnRole(action, role => [IamXml.User(role)]),
        "PutRolePolicy" => OnRole(action, PutPolicy),
        "GetRolePolicy" => OnRole(action, role => GetPolicy(role, "RoleName")),
        "SimulatePrincipalPolicy" => Allowed(action, Needed("PolicySourceArn"), Simulate),
        _ => throw new IamFailure(400, "InvalidAction", $"Could not find operation {action} for version {Given("Version")}"),
    };

    private static XElement Member(XElement element) => new("member", element.Elements());

    /// <summary>One page; the marker is the number of members before it.</summary>
    private IEnumerable<XElement> List(string name, IEnumerable<XElement> members)
    {
        var all = members.ToArray();
        var start = int.Parse(Given("Marker") ?? "0", CultureInfo.InvariantCulture);
        var end = start + (instance.Options.AwsPageSize ?? all.Length);
        IEnumerable<XElement> more = end < all.Length ? [new XElement("Marker", end.ToString(CultureInfo.InvariantCulture))] : [];
        return [new XElement(name, all.Skip(start).Take(end - start)), new XElement("IsTruncated", end < all.Length ? "true" : "false"), .. more];
    }

    private static IEnumerable<XElement> Done(Action change)
    {
        change();
        return [];
    }

    private static string ArnOf(string userName) => $"arn:aws:iam::{Principal.Account}:user/{userName}";

    private string? Given(string name) => parameters.GetValueOrDefault(name);

    private string Needed(string name) => Given(name) ?? throw IamFailure.Missing(name);

    private IEnumerable<string> Many(string name)
    {
        for (var number = 1; Given(string.Create(CultureInfo.InvariantCulture, $"{name}.member.{number}")) is { } item; number++)
        {
            yield return item;
        }
    }

    private IEnumerable<XElement> Allowed(string action, string resource, Func<IEnumerable<XElement>> act)
    {
        if (instance.Options.DeniedAwsActions.Contains(action))
        {
            throw new IamFailure(403, "AccessDenied", $"User: {caller.Arn} is not authorized to perform: iam:{action} on resource: {resource}");
        }

        PolicyDocument.Demand(caller, $"iam:{action}", resource);
        return act();
    }

    /// <summary>Without a name it is about whoever asks. Right comes before existence, as on AWS.</summary>
    private IEnumerable<XElement> OnUser(string action, Func<Principal, IEnumerable<XElement>> act)
    {
        var name = Given("UserName") ?? (caller.Principal is { IsRole: false } user ? user.Name : Needed("UserName"));
        var known = Iam.Users.FirstOrDefault(user => user.Name == name);
        return Allowed(action, known?.Arn ?? ArnOf(name), () => act(Iam.User(name)));
    }

    private IEnumerable<XElement> OnRole(string action, Func<Principal, IEnumerable<XElement>> act) =>
        Allowed(action, $"arn:aws:iam::{Principal.Account}:role/{Needed("RoleName")}", () => act(Iam.Role(Needed("RoleName"))));

    private IEnumerable<XElement> AssumeRole()
    {
        var role = Needed("RoleArn").Split('/')[^1];
        try
        {
            Iam.Role(role);
        }
        catch (IamFailure)
        {
            throw new IamFailure(403, "AccessDenied", $"User: {caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {Needed("RoleArn")}");
        }

        var seconds = int.Parse(Given("DurationSeconds") ?? "3600", CultureInfo.InvariantCulture);
        var session = sessions.Assume(role, Needed("RoleSessionName"), seconds);
        return
        [
            new XElement(
                "Credentials",
                new XElement("AccessKeyId", session.Key.AccessKeyId),
                new XElement("SecretAccessKey", session.Key.SecretAccessKey),
                new XElement("SessionToken", session.Token),
                new XElement("Expiration", IamXml.Time(session.Expiration))),
            new XElement(
                "AssumedRoleUser",
                new XElement("Arn", $"arn:aws:sts::{Principal.Account}:assumed-role/{role}/{session.SessionName}"),
                new XElement("AssumedRoleId", $"{Iam.Role(role).Id}:{session.SessionName}")),
        ];
    }

    private IEnumerable<XElement> LastUsed(string action)
    {
        var key = Iam.Key(Needed("AccessKeyId"))
            ?? throw new IamFailure(403, "AccessDenied", $"User: {caller.Arn} is not authorized to perform: iam:{action}");
        return Allowed(action, ArnOf(key.UserName), () =>
        [
            new XElement("UserName", key.UserName),
            new XElement(
                "AccessKeyLastUsed",
                key.LastUsedAt is { } used ? new XElement("LastUsedDate", IamXml.Time(used)) : null,
                new XElement("ServiceName", key.LastUsedService ?? "N/A"),
                new XElement("Region", key.LastUsedRegion ?? "N/A")),
        ]);
    }

    private IEnumerable<XElement> PutPolicy(Principal principal) =>
        Done(() => Iam.PutPolicy(principal, Needed("PolicyName"), PolicyDocument.Demand(Needed("PolicyDocument"))));

    private IEnumerable<XElement> GetPolicy(Principal principal, string nameElement)
    {
        var name = Needed("PolicyName");
        var document = principal.Policies.GetValueOrDefault(name)
            ?? throw IamFailure.NoSuchPolicy(principal, name);
        return [new(nameElement, principal.Name), new("PolicyName", name), new("PolicyDocument", Uri.EscapeDataString(document))];
    }

    private IEnumerable<XElement> Simulate()
    {
        var arn = Needed("PolicySourceArn");
        var name = arn.Split('/')[^1];
        var principal = arn.Contains(":role/", StringComparison.Ordinal) ? Iam.Role(name) : Iam.User(name);
        var resources = Many("ResourceArns").DefaultIfEmpty("*").ToArray();
        return List("EvaluationResults", Many("ActionNames").SelectMany(action => resources.Select(resource => new XElement(
            "member",
            new XElement("EvalActionName", action),
            new XElement("EvalResourceName", resource),
            new XElement("EvalDecision", instance.Options.UnsimulatedAwsActions.Contains(action) ? PolicyDocument.Implicit : PolicyDocument.Decide(principal, action, resource))))));
    }
}

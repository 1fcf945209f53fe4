using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>An access key of an IAM user.</summary>
/// <param name="AccessKeyId">The id, in the open.</param>
/// <param name="SecretAccessKey">The secret part.</param>
/// <param name="UserName">Whose it is.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="MadeByServer">Made by a rotation, not by hand.</param>
public sealed record IamKey(string AccessKeyId, string SecretAccessKey, string UserName, DateTimeOffset CreatedAt, bool MadeByServer)
{
    /// <summary>An inactive key signs nothing.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>When it last signed a request; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The service it last signed for.</summary>
    public string? LastUsedService { get; init; }

    /// <summary>The region it last signed for.</summary>
    public string? LastUsedRegion { get; init; }
}

/// <summary>A user or role.</summary>
internal sealed record Principal(bool IsRole, string Name, string Path, string Id, DateTimeOffset CreatedAt)
{
    public const string Account = "123456789012";

    public ImmutableDictionary<string, string> Policies { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>ARNs of the managed policies that are attached.</summary>
    public ImmutableSortedSet<string> Attached { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public string Arn => $"arn:aws:iam::{Account}:{(IsRole ? "role" : "user")}{Path}{Name}";
}

/// <summary>AWS said no.</summary>
internal sealed class IamFailure(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static IamFailure NoSuchUser(string name) => new(404, "NoSuchEntity", $"The user with name {name} cannot be found.");

    public static IamFailure NoSuchRole(string name) => new(404, "NoSuchEntity", $"The role with name {name} cannot be found.");

    public static IamFailure NoSuchAttachment(string policy) => new(404, "NoSuchEntity", $"Policy {policy} was not found.");

    public static IamFailure NoSuchPolicy(Principal principal, string policy) =>
        new(404, "NoSuchEntity", $"The {(principal.IsRole ? "role" : "user")} policy with name {policy} cannot be found.");

    public static IamFailure MustDeleteFirst(string what) => new(409, "DeleteConflict", $"Cannot delete entity, must {what} first.");

    public static IamFailure AlreadyExists(bool isRole, string name) =>
        new(409, "EntityAlreadyExists", $"{(isRole ? "Role" : "User")} with name {name} already exists.");

    public static IamFailure NoSuchKey(string id) => new(404, "NoSuchEntity", $"The Access Key with id {id} cannot be found.");

    public static IamFailure TooManyKeys() => new(409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2");

    public static IamFailure InvalidToken() => new(403, "InvalidClientTokenId", "The security token included in the request is invalid.");

    public static IamFailure WrongSignature() => new(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");

    public static IamFailure Missing(string parameter) => new(400, "ValidationError", $"The request must contain the parameter {parameter}.");
}

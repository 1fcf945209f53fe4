using System.Collections.Immutable;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>A row of the fault matrix: what goes wrong, for the whole run, with the requests of one operation.</summary>
/// <param name="Name">As the document names it.</param>
/// <param name="Happens">What the server or the network does; null where no server is reached.</param>
internal sealed record MatrixFault(string Name, Fault? Happens)
{
    private const string ServerError = "Something went wrong";

    private static Fault Late => Fault.Error(408, "RequestTimeout", "Request timed out");

    /// <summary>AWS's own form of the answer; the same as for Infisical by default.</summary>
    public Fault? AtAws { get; init; }

    /// <summary>Where the provider is sent instead of the server.</summary>
    public Func<Unreachable, string>? Address { get; init; }

    /// <summary>Which point of the exchange each request waits at, until it exceeds its time limit.</summary>
    public Func<Hold, Fault>? Waits { get; init; }

    /// <summary>Whether AWS has no such answer.</summary>
    public bool IsForInfisicalOnly { get; init; }

    public static ImmutableArray<MatrixFault> All { get; } =
    [
        new("connection refused", null) { Address = places => places.Refused },
        new("host name does not resolve", null) { Address = places => places.Unresolved },
        new("TLS certificate of an unknown authority", null) { Address = places => places.Untrusted },
        new("no answer within the time-out", null) { Waits = Fault.Waits },
        new("answer after the time-out", null) { Waits = Fault.AnswerWaits },
        new("answer that stops half-way until the time-out", null) { Waits = Fault.HalfBodyWaits },
        new("connection cut before the request is handled", Fault.CutBeforeHandling),
        new("connection cut after the request is handled", Fault.CutAfterHandling),
        new("401", Fault.Error(401, "UnauthorizedError", "Token missing"))
        {
            AtAws = Fault.AwsError(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
        },
        new("403 TokenError", Fault.Error(403, "TokenError", "Your token has expired. Please re-authenticate."))
        {
            AtAws = Fault.AwsError(403, "ExpiredToken", "The security token included in the request is expired"),
        },
        new("403 PermissionDenied", CommonFaults.Forbidden)
        {
            AtAws = Fault.AwsError(403, "AccessDenied", "User is not authorized to perform this action"),
        },
        new("404 for the route", Fault.Answer(404, """{"message":"Route not found","error":"Not Found","statusCode":404}"""))
        {
            IsForInfisicalOnly = true,
        },
        new("404 for the object", Fault.Error(404, "NotFound", "Could not find it"))
        {
            AtAws = Fault.AwsError(404, "NoSuchEntity", "The user with name ci-bot cannot be found."),
        },
        new("408 before the commit", Late) { IsForInfisicalOnly = true },
        new("408 after the commit", Late with { AfterHandling = true }) { IsForInfisicalOnly = true },
        new("409", Fault.Error(409, "Conflict", "Conflict")) { IsForInfisicalOnly = true },
        new("429 with a date", Fault.TooManyRequests(2)) { AtAws = Fault.AwsThrottling },
        new("429 without a date", Fault.TooManyRequestsWithoutDate) { IsForInfisicalOnly = true },
        new("500 before the commit", CommonFaults.Unwell) { AtAws = Fault.AwsError(500, "ServiceFailure", ServerError) },
        new("500 after the commit", CommonFaults.Unwell with { AfterHandling = true }) { IsForInfisicalOnly = true },
        new("502 before the commit", Fault.Page(502)),
        new("502 after the commit", Fault.Page(502) with { AfterHandling = true }) { IsForInfisicalOnly = true },
        new("503", Fault.Page(503)),
        new("504 before the commit", Fault.Page(504)),
        new("504 after the commit", Fault.Page(504) with { AfterHandling = true }) { IsForInfisicalOnly = true },
        new("HTML page with status 200", Fault.HtmlPage),
        new("garbage", Fault.Garbage),
        new("JSON cut off", Fault.CutOffBody),
        new("JSON of another shape", Fault.Answer(200, """{"result":[1,2,3]}""") with { AfterHandling = true }),
        new("empty id", Fault.Rewritten(WithoutIds)) { IsForInfisicalOnly = true },
        new("body without an end", Fault.NeverEnding),
    ];

    private static string WithoutIds(string json) =>
        System.Text.RegularExpressions.Regex.Replace(json, "\"id\":\"[^\"]*\"", "\"id\":\"\"");
}

/// <summary>Addresses at which no server can be reached.</summary>
internal sealed record Unreachable(string Refused, string Unresolved, string Untrusted);

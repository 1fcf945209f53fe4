namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>
/// Classifies error responses. Infisical uses one status and one error name for many conditions, so that only its text
/// tells them apart. This is the only place that knows those texts.
/// </summary>
internal static class ServerErrors
{
    private static readonly string[] KeyActions = ["ListAccessKeys", "DeleteAccessKey", "CreateAccessKey"];

    // How AWS answers for a key or role that it does not know yet, or that may not be assumed yet.
    private static readonly string[] UnknownIdentityTexts =
    [
        "security token included in the request is invalid", "InvalidClientTokenId", "InvalidAccessKeyId",
        "does not exist in our records", "AccessDenied", "access denied", "not authorized to perform: sts:AssumeRole",
        "cannot be assumed", "not found",
    ];

    /// <param name="status">The HTTP status.</param>
    /// <param name="error">The error name and the text, as the server sent them.</param>
    /// <param name="triesCredentials">The request contains credentials that the server tries at a service.</param>
    public static ServerErrorKind Classify(int status, ErrorAnswer error, bool triesCredentials = false) => status switch
    {
        401 when triesCredentials && !IsAboutToken(error) => ServerErrorKind.ConnectionRefused,
        400 => BadRequest(error.Text, triesCredentials),
        401 => Has(error.Text, "locked") ? ServerErrorKind.IdentityLocked : ServerErrorKind.CredentialsRefused,

        // An expired token is a 403 too.
        403 => error.Error == "TokenError" ? ServerErrorKind.CredentialsRefused : ServerErrorKind.PermissionDenied,
        404 => error.Error == "NotFound" ? MissingObject(error.Text) : MissingRoute(error),
        500 => ServerFault(error, triesCredentials),
        _ => ServerErrorKind.None,
    };

    /// <summary>
    /// The meaning of a refused login, which says nothing about the object of the request that needed it. Whatever the
    /// server finds wrong with an identity or its proof, another login with them is refused too. A proof that the
    /// service behind a method refuses is answered with 500.
    /// </summary>
    public static ServerErrorKind ClassifyLogin(int status, ErrorAnswer error, bool hasProof) =>
        Classify(status, error) switch
        {
            var kind and (ServerErrorKind.MissingRoute or ServerErrorKind.CredentialsRefused
                or ServerErrorKind.IdentityLocked) => kind,
            _ when hasProof && (status is 400 or 403 or 404 or 422 or 500) => ServerErrorKind.CredentialsRefused,
            _ => ServerErrorKind.None,
        };

    private static bool IsAboutToken(ErrorAnswer error) =>
        error.Error == "TokenError" || Has(error.Text, "access token") || Has(error.Text, "Token missing");

    private static ServerErrorKind BadRequest(string text, bool triesCredentials) =>
        Has(text, "plan restriction") ? ServerErrorKind.PlanRestriction
        : Has(text, "already exists at the secret path") ? ServerErrorKind.AlreadyExists
        : Has(text, "secrets already exist") ? ServerErrorKind.AlreadyExists
        : Has(text, "currently in progress") ? ServerErrorKind.RotationInProgress
        : Has(text, "already in progress") ? ServerErrorKind.RotationInProgress
        : Has(text, "rotation is in progress") ? ServerErrorKind.RotationInProgress
        : Has(text, "is not configured for") ? ServerErrorKind.OtherRotationType
        : Has(text, "check is not yet supported") ? ServerErrorKind.CheckNotSupported
        : Has(text, "no active credentials are available") ? ServerErrorKind.CheckNotSupported
        : Has(text, "locations are the same") ? ServerErrorKind.SameLocation
        : Has(text, "App Connection with the name") && Has(text, "already exists") ? ServerErrorKind.AlreadyExists
        : Has(text, "Cannot delete App Connection") ? ServerErrorKind.ConnectionInUse
        : Refused(text, triesCredentials) ?? (IsRefusedByIam(text) ? ServerErrorKind.IamRefused : ServerErrorKind.None);

    // The actions before a key exists. An explicit denial does not end by itself.
    private static bool IsRefusedByIam(string text) =>
        (Array.Exists(KeyActions, action => Has(text, $"is not authorized to perform: iam:{action}"))
            && !Has(text, "explicit deny"))
        || (Has(text, "The user with name ") && Has(text, "cannot be found"));

    /// <summary>
    /// The live check of a connection's credentials; null for another error. Only a request that contains credentials is
    /// checked before anything is written: another one may have failed with such a text after it took effect.
    /// </summary>
    private static ServerErrorKind? Refused(string text, bool triesCredentials) =>
        !triesCredentials || !Has(text, "Unable to validate c") ? null
        : Array.Exists(UnknownIdentityTexts, part => Has(text, part)) ? ServerErrorKind.ConnectionIdentityUnknown
        : ServerErrorKind.ConnectionRefused;

    // A missing project or organization must never be mistaken for a deleted rotation. Folder texts name their
    // environment, and the name of a secret may contain any of these words.
    private static ServerErrorKind MissingObject(string text) =>
        text.StartsWith("Secret with name", StringComparison.Ordinal) ? ServerErrorKind.SecretNotFound
        : Has(text, "Rotation with ") ? ServerErrorKind.RotationNotFound
        : Has(text, "Could not find App Connection") ? ServerErrorKind.ConnectionNotFound
        : Has(text, "environment") && !Has(text, "folder with path") ? ServerErrorKind.EnvironmentNotFound
        : ServerErrorKind.NotFound;

    private static ServerErrorKind MissingRoute(ErrorAnswer error) =>
        error.Error == "Not Found" || error.Text.StartsWith("Route ", StringComparison.Ordinal)
            ? ServerErrorKind.MissingRoute
            : ServerErrorKind.None;

    private static ServerErrorKind ServerFault(ErrorAnswer error, bool triesCredentials) =>
        error.Error == "bulk update secret" ? ServerErrorKind.MappedSecretMissing
        : Has(error.Text, "acquire rotation lock") ? ServerErrorKind.RotationLockLost
        : Refused(error.Text, triesCredentials) ?? ServerErrorKind.None;

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}

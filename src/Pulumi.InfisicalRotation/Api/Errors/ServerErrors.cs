namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>
/// Classifies error responses. Infisical uses one status and one error name for many conditions, so that only its text
/// tells them apart. This is the only place that knows those texts.
/// </summary>
internal static class ServerErrors
{
    /// <param name="status">The HTTP status.</param>
    /// <param name="error">The error name and the text, as the server sent them.</param>
    public static ServerErrorKind Classify(int status, ErrorAnswer error) => status switch
    {
        400 => BadRequest(error.Text),
        401 => Has(error.Text, "locked") ? ServerErrorKind.IdentityLocked : ServerErrorKind.CredentialsRefused,

        // An expired token is a 403 too.
        403 => error.Error == "TokenError" ? ServerErrorKind.CredentialsRefused : ServerErrorKind.PermissionDenied,
        404 => error.Error == "NotFound" ? MissingObject(error.Text) : MissingRoute(error),
        500 => ServerFault(error),
        _ => ServerErrorKind.None,
    };

    private static ServerErrorKind BadRequest(string text) =>
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
        : ServerErrorKind.None;

    // A missing project or organization must never be mistaken for a deleted rotation. Folder texts name their
    // environment.
    private static ServerErrorKind MissingObject(string text) =>
        Has(text, "Rotation with ") ? ServerErrorKind.RotationNotFound
        : Has(text, "environment") && !Has(text, "folder with path") ? ServerErrorKind.EnvironmentNotFound
        : ServerErrorKind.NotFound;

    private static ServerErrorKind MissingRoute(ErrorAnswer error) =>
        error.Error == "Not Found" || error.Text.StartsWith("Route ", StringComparison.Ordinal)
            ? ServerErrorKind.MissingRoute
            : ServerErrorKind.None;

    private static ServerErrorKind ServerFault(ErrorAnswer error) =>
        error.Error == "bulk update secret" ? ServerErrorKind.MappedSecretMissing
        : Has(error.Text, "acquire rotation lock") ? ServerErrorKind.RotationLockLost
        : ServerErrorKind.None;

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}

using Pulumi.InfisicalRotation.Api.Errors;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Errors;

/// <summary>The texts are those of the server, in all known versions.</summary>
public sealed class ServerErrorsTests
{
    [Theory]
    [InlineData(
        nameof(ServerErrorKind.PlanRestriction),
        "Failed to create secret rotation due to plan restriction. Upgrade plan to create secret rotations.")]
    [InlineData(
        nameof(ServerErrorKind.PlanRestriction),
        "Failed to move secret rotation due to plan restriction. Upgrade plan to manage secret rotations.")]
    [InlineData(
        nameof(ServerErrorKind.AlreadyExists),
        "A Secret Rotation with the name \"n\" already exists at the secret path \"/\"")]
    [InlineData(nameof(ServerErrorKind.AlreadyExists), "The following secrets already exist at the path \"/\": A, B")]
    [InlineData(
        nameof(ServerErrorKind.AlreadyExists),
        "The following secrets already exist at the destination path \"/a\": A. Set \"overwriteDestination\" to true to replace them.")]
    [InlineData(
        nameof(ServerErrorKind.RotationInProgress),
        "A rotation is currently in progress for this secret rotation. Please try again shortly.")]
    [InlineData(
        nameof(ServerErrorKind.RotationInProgress),
        "A rotation is already in progress. Please try again shortly.")]
    [InlineData(nameof(ServerErrorKind.SameLocation), "Source and destination locations are the same")]
    [InlineData(
        nameof(ServerErrorKind.None),
        "Could not find folder with path \"/a\" in environment \"dev\" for project with ID \"p1\"")]
    [InlineData(nameof(ServerErrorKind.AlreadyExists), "An App Connection with the name \"n\" already exists")]
    [InlineData(
        nameof(ServerErrorKind.ConnectionInUse),
        "Cannot delete App Connection with existing connections. Remove all existing connections and try again.")]
    [InlineData(nameof(ServerErrorKind.None), "Unable to validate connection: password authentication failed")]
    [InlineData(
        nameof(ServerErrorKind.IamRefused),
        "User: arn:aws:iam::1:user/r is not authorized to perform: iam:CreateAccessKey on resource: user ci-bot")]
    [InlineData(nameof(ServerErrorKind.IamRefused), "The user with name ci-bot cannot be found.")]
    [InlineData(
        nameof(ServerErrorKind.None), "User: arn:aws:iam::1:user/r is not authorized to perform: s3:GetObject")]
    public void A_bad_request_is_classified_by_its_text(string kind, string text) =>
        Assert.Equal(kind, Kind(400, "BadRequest", text));

    [Theory]
    [InlineData(nameof(ServerErrorKind.RotationNotFound), "Could not find AWS IAM User Secret Rotation with ID \"r1\"")]
    [InlineData(nameof(ServerErrorKind.RotationNotFound), "Could not find AWS IAM User Secret Rotation with ID r1")]
    [InlineData(
        nameof(ServerErrorKind.RotationNotFound),
        "Could not find PostgreSQL Credentials Rotation with name \"n\"")]
    [InlineData(nameof(ServerErrorKind.EnvironmentNotFound), "Environment with slug 'dev' not found")]
    [InlineData(nameof(ServerErrorKind.NotFound), "Project with p1 not found")]
    [InlineData(nameof(ServerErrorKind.ConnectionNotFound), "Could not find App Connection with ID c1")]
    [InlineData(
        nameof(ServerErrorKind.ConnectionNotFound), "Could not find App Connection with name n in project scope.")]
    [InlineData(nameof(ServerErrorKind.SecretNotFound), "Secret with name 'KEY' not found")]
    [InlineData(nameof(ServerErrorKind.SecretNotFound), "Secret with name 'MY_environment' not found")]
    [InlineData(nameof(ServerErrorKind.SecretNotFound), "Secret with name 'a Rotation with ID' not found")]
    [InlineData(nameof(ServerErrorKind.NotFound), "Folder with path '/x' in environment with slug 'e' not found")]
    [InlineData(
        nameof(ServerErrorKind.NotFound),
        "Destination folder with path \"/x\" in environment \"dev\" not found")]
    public void A_missing_object_is_classified_by_its_text(string kind, string text) =>
        Assert.Equal(kind, Kind(404, "NotFound", text));

    [Theory]
    [InlineData(404, "Not Found", "Route GET:/api/v4/secrets not found", nameof(ServerErrorKind.MissingRoute))]
    [InlineData(404, null, "Route GET:/api/v4/secrets not found", nameof(ServerErrorKind.MissingRoute))]
    [InlineData(404, "Gone", "Rotation with ID r1", nameof(ServerErrorKind.None))]
    [InlineData(401, "UnauthorizedError", "Invalid credentials", nameof(ServerErrorKind.CredentialsRefused))]
    [InlineData(
        401, "UnauthorizedError",
        "This identity auth method is temporarily locked, please try again later",
        nameof(ServerErrorKind.IdentityLocked))]
    [InlineData(
        403, "TokenError",
        "Your token has expired. Please re-authenticate.",
        nameof(ServerErrorKind.CredentialsRefused))]
    [InlineData(
        403, "PermissionDenied",
        "You are not allowed to create on secret-rotation",
        nameof(ServerErrorKind.PermissionDenied))]
    [InlineData(
        403, "ProjectMembershipNotFound",
        "You are not a member of this project with ID p1.",
        nameof(ServerErrorKind.PermissionDenied))]
    [InlineData(500, "bulk update secret", "Something went wrong", nameof(ServerErrorKind.MappedSecretMissing))]
    [InlineData(
        500, "InternalServerError",
        "Infisical encountered an issue: Failed to acquire rotation lock.",
        nameof(ServerErrorKind.RotationLockLost))]
    [InlineData(
        500, "InternalServerError",
        "A rotation is already in progress. Please try again shortly.",
        nameof(ServerErrorKind.None))]
    [InlineData(422, "ValidationFailure", "due to plan restriction", nameof(ServerErrorKind.None))]
    public void Another_error_is_classified_by_its_status_and_name(
        int status, string? error, string text, string kind) =>
        Assert.Equal(kind, Kind(status, error, text));

    [Theory]
    [InlineData(401, "UnauthorizedError", "Invalid credentials", nameof(ServerErrorKind.CredentialsRefused))]
    [InlineData(401, "UnauthorizedError", "This identity is locked", nameof(ServerErrorKind.IdentityLocked))]
    [InlineData(403, "ForbiddenError", "You are not allowed to do this", nameof(ServerErrorKind.None))]
    [InlineData(404, "NotFound", "Rotation with ID r1 not found", nameof(ServerErrorKind.None))]
    [InlineData(404, "NotFound", "Could not find App Connection", nameof(ServerErrorKind.None))]
    [InlineData(404, "Not Found", "Route POST:/login not found", nameof(ServerErrorKind.MissingRoute))]
    [InlineData(400, "BadRequest", "Failed due to plan restriction", nameof(ServerErrorKind.None))]
    [InlineData(403, "ForbiddenError", "Not this subject", nameof(ServerErrorKind.CredentialsRefused), true)]
    [InlineData(404, "NotFound", "Could not find it", nameof(ServerErrorKind.CredentialsRefused), true)]
    [InlineData(404, "Not Found", "Route POST:/login not found", nameof(ServerErrorKind.MissingRoute), true)]
    [InlineData(500, "InternalServerError", "Something went wrong", nameof(ServerErrorKind.CredentialsRefused), true)]
    [InlineData(500, "InternalServerError", "Something went wrong", nameof(ServerErrorKind.None))]
    [InlineData(502, "InternalServerError", "Something went wrong", nameof(ServerErrorKind.None), true)]
    public void A_refused_login_says_nothing_about_an_object(
        int status, string name, string text, string kind, bool hasProof = false) => Assert.Equal(
        kind, ServerErrors.ClassifyLogin(status, new ErrorAnswer(name, text, RequestId: null), hasProof).ToString());

    [Theory]
    [InlineData(400, nameof(ServerErrorKind.ConnectionRefused), "Unable to validate connection: password authentication failed")]
    [InlineData(500, nameof(ServerErrorKind.ConnectionRefused), "Unable to validate credentials: no such host")]
    [InlineData(
        400,
        nameof(ServerErrorKind.ConnectionIdentityUnknown),
        "Unable to validate connection: The security token included in the request is invalid.")]
    public void Only_a_request_with_credentials_can_be_refused_by_the_service_that_they_are_for(
        int status, string kind, string text)
    {
        var error = new ErrorAnswer("BadRequest", text, RequestId: null);

        Assert.Equal(kind, ServerErrors.Classify(status, error, triesCredentials: true).ToString());
        Assert.Equal(ServerErrorKind.None, ServerErrors.Classify(status, error));
    }

    private static string Kind(int status, string? error, string text) =>
        ServerErrors.Classify(status, new ErrorAnswer(error, text, RequestId: null)).ToString();
}

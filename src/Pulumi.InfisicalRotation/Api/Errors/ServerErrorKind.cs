namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>What an error response of Infisical means, as far as the provider acts on it.</summary>
internal enum ServerErrorKind
{
    /// <summary>No response, or one that the provider only reports.</summary>
    None,

    /// <summary>The Infisical plan does not include the operation.</summary>
    PlanRestriction,

    /// <summary>The name exists already, or one of the rotation's secrets.</summary>
    AlreadyExists,

    /// <summary>Another run of the same rotation is in progress.</summary>
    RotationInProgress,

    /// <summary>Another run of the same rotation started at the same moment and holds the lock.</summary>
    RotationLockLost,

    /// <summary>A move to the place where the rotation already is.</summary>
    SameLocation,

    /// <summary>The rotation itself does not exist.</summary>
    RotationNotFound,

    /// <summary>The rotation exists, and has a type of another app than the route.</summary>
    OtherRotationType,

    /// <summary>The server cannot test the credentials of this rotation.</summary>
    CheckNotSupported,

    /// <summary>The environment does not exist in the project.</summary>
    EnvironmentNotFound,

    /// <summary>The secret does not exist in its folder.</summary>
    SecretNotFound,

    /// <summary>The app connection itself does not exist.</summary>
    ConnectionNotFound,

    /// <summary>Something still uses the app connection, so it was not deleted.</summary>
    ConnectionInUse,

    /// <summary>The app refused the credentials of a connection, so nothing was written.</summary>
    ConnectionRefused,

    /// <summary>
    /// The same, and the app does not know the identity, or does not let it in. A new identity may become known later.
    /// </summary>
    ConnectionIdentityUnknown,

    /// <summary>
    /// AWS does not know the IAM user of a rotation, or does not let the connection work on it, so no key was issued. A
    /// new user or policy may become known later.
    /// </summary>
    IamRefused,

    /// <summary>Another object does not exist: a project, a folder.</summary>
    NotFound,

    /// <summary>The server has no such route: it is too old, or it is not Infisical.</summary>
    MissingRoute,

    /// <summary>A secret of the mapping does not exist any more, so that the server cannot rename it.</summary>
    MappedSecretMissing,

    /// <summary>The server does not accept the credentials or the access token.</summary>
    CredentialsRefused,

    /// <summary>Too many failed logins: the server does not check the credentials for some minutes.</summary>
    IdentityLocked,

    /// <summary>The identity is known and lacks a permission.</summary>
    PermissionDenied,
}

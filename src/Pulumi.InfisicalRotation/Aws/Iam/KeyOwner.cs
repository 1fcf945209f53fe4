namespace Pulumi.InfisicalRotation.Aws.Iam;

/// <summary>Whose key it is that Infisical would delete, as seen from one rotation.</summary>
internal enum KeyOwner
{
    /// <summary>The key that the rotation replaced last; it is due to be deleted.</summary>
    OwnRetired,

    /// <summary>The key that the rotation's secrets contain now.</summary>
    OwnActive,

    /// <summary>A key that the rotation did not create.</summary>
    Foreign,

    /// <summary>The active key and another one were created so close together that age does not show which is which.</summary>
    Unclear,

    /// <summary>
    /// A key from after the creation, and from no time at which the rotation is known to have issued one. Another
    /// rotation may use it, or it was created outside of Infisical.
    /// </summary>
    Unproven,
}

using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>Checks what the limits of a <see cref="Field"/> cannot express.</summary>
/// <param name="value">Plain and trimmed; a nested value may be unknown and is then skipped.</param>
/// <returns>
/// Errors whose paths are relative to the value (<c>length</c>, <c>[1].name</c>, empty for the value itself). A reason
/// never quotes the value, which may be secret.
/// </returns>
internal delegate IEnumerable<InputError> FieldRule(PropertyValue value);

/// <summary>Checks what only the creation of a resource needs.</summary>
/// <returns>The missing member, with the reason, or null.</returns>
internal delegate InputError? CreationRule(PropertyMap parameters, PropertyMap temporaryParameters);

using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>
/// Something wrong with a value.
/// </summary>
/// <param name="Member">The member or item of the value that is wrong, in path form (<c>length</c>, <c>[1].name</c>); empty for the value itself.</param>
/// <param name="Reason">Reads on behind the path. It says nothing of the value itself, which may be secret.</param>
internal readonly record struct Breach(string Member, string Reason);

/// <summary>What is wrong with a value, plain and trimmed; what is in it may be unknown, and then is not looked at.</summary>
internal delegate IEnumerable<Breach> FieldRule(PropertyValue value);

/// <summary>
/// What a creation lacks: given its parameters and what was handed over for the creation alone, the member that is missing.
/// </summary>
internal delegate Breach? CreationRule(PropertyMap parameters, PropertyMap temporaryParameters);

using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>A way in which a connection authenticates at its app.</summary>
/// <param name="Slug">The method in the API, such as <c>access-key</c>.</param>
/// <param name="Fields">The members of <c>credentials</c>, in the order of the documentation.</param>
internal sealed record ConnectionMethod(string Slug, params ImmutableArray<Field> Fields)
{
    /// <summary>
    /// Whether the credentials are a code that only a login in a browser gives, once. A program cannot create such a
    /// connection.
    /// </summary>
    public bool NeedsBrowser { get; init; }

    /// <summary>Members that earlier server versions know under another name, and that name. Both are sent.</summary>
    public ImmutableArray<(Field Field, string EarlierName)> EarlierNames { get; init; } = [];

    /// <summary>A member that earlier server versions require and whose value is the method; null for none.</summary>
    public string? MethodMember { get; init; }
}

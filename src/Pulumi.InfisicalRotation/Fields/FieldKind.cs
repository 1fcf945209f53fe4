namespace Pulumi.InfisicalRotation.Fields;

/// <summary>The kind of a field's value.</summary>
internal enum FieldKind
{
    Text,
    Integer,
    Number,
    Boolean,
    List,

    /// <summary>An object whose members are described by fields.</summary>
    Object,

    /// <summary>An object with arbitrary members.</summary>
    OpenMap,
}

/// <summary>The format of a text.</summary>
internal enum TextFormat
{
    Any,

    /// <summary>Lower-case letters, digits and single hyphens.</summary>
    Slug,
    Uuid,

    /// <summary>An opaque id, which is a part of URLs.</summary>
    Id,

    /// <summary>An Infisical folder; one trailing slash is ignored.</summary>
    FolderPath,

    /// <summary>The name of an Infisical secret, without colon and slash.</summary>
    SecretName,

    /// <summary>An absolute http or https URL.</summary>
    WebAddress,

    /// <summary>The value of an HTTP header: visible ASCII, because a line break would add a header.</summary>
    HeaderValue,

    /// <summary>The name or address of a host; upper and lower case are equal.</summary>
    HostName,

    Email,

    /// <summary>Symbols for generated passwords; the server removes double quotes.</summary>
    Symbols,

    /// <summary>An IP address or a CIDR block.</summary>
    IpOrCidr,
}

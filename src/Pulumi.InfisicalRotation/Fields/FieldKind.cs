namespace Pulumi.InfisicalRotation.Fields;

/// <summary>What kind of value a field holds.</summary>
internal enum FieldKind
{
    Text,
    Integer,
    Number,
    Boolean,
    List,

    /// <summary>An object whose members are fields themselves.</summary>
    Object,

    /// <summary>An object with any members of any kind.</summary>
    OpenMap,
}

/// <summary>Which form a text must have.</summary>
internal enum TextFormat
{
    Any,

    /// <summary>Small letters, digits and single hyphens between them: the text equals its own slug.</summary>
    Slug,
    Uuid,

    /// <summary>A folder of secrets; one trailing slash means nothing.</summary>
    FolderPath,

    /// <summary>The name of an Infisical secret: no colon and no slash.</summary>
    SecretName,

    /// <summary>An absolute address with http or https.</summary>
    WebAddress,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>Symbols for generated passwords; the server takes double quotes out of them.</summary>
    Symbols,

    /// <summary>An IP address, or a block of them in CIDR notation.</summary>
    IpOrCidr,
}

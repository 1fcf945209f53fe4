using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

/// <summary>Fields and texts that several types share.</summary>
internal static class SharedFields
{
    /// <summary>The two users that a rotation alternates between.</summary>
    public static ImmutableArray<Field> TwoUsers(string service)
    {
        const string Reason = "Infisical keeps rotating the users with which the rotation was created";
        return
        [
            Field.Text(
                "username1", $"First {service} user. The user must exist. It is the active user after creation.") with
            { IsRequired = true, ReplacementReason = Reason },
            Field.Text(
                "username2",
                $"Second {service} user. The user must exist. It becomes active at the first rotation.") with
            { IsRequired = true, ReplacementReason = Reason },
        ];
    }

    public const string TwoUsersLifecycle =
        "Creating the rotation sets new passwords for both users and publishes the first user. Each rotation sets a " +
        "new password for the inactive user and publishes that user. The previously active user keeps its password " +
        "until the next rotation.";

    public const string SetsUnknownPasswords =
        "Revoking sets new random passwords for both users, which nobody knows. The users remain.";

    public const string SetsUnknownPassword =
        "Revoking sets a new random password for the account, which nobody knows. The account remains, and nobody can " +
        "log in to it until an administrator sets a password.";

    public const string OnePasswordLifecycle =
        "Creating the rotation and every later rotation replace the password of the account. The previous password " +
        "stops working immediately.";

    public const string PasswordConflict =
        "each rotation changes the password of the same account and invalidates the credential of the other rotation";

    /// <summary>The lifecycle of types that create a new credential at each rotation.</summary>
    public static string NewCredentialLifecycle(string credential) =>
        $"Creating the rotation creates {credential} immediately. Each rotation creates a new one. The previous one " +
        "stays valid until the next rotation.";

    /// <summary>The effect of revoking for types whose credentials can be deleted.</summary>
    public static string DeletesCredentials(string credentials) =>
        $"Revoking deletes the {credentials} that the rotation created.";

    public static readonly Field RotationStatement = Field.Text(
        "rotationStatement",
        "SQL statement that sets a password, instead of the server's default statement. It must contain " +
        "`{{username}}` and `{{password}}`, and can contain `{{database}}`.") with
    { Rule = Rules.SqlStatement, Example = "ALTER USER \"{{username}}\" WITH PASSWORD '{{password}}'" };

    public static readonly Field AllowedIps = Field.List(
        "allowedIps", "IP addresses or CIDR blocks that can use the token. Default: any.", IpOrCidr);

    public static readonly Field DisallowedIps = Field.List(
        "disallowedIps", "IP addresses or CIDR blocks that cannot use the token.", IpOrCidr);

    /// <summary>Requirements for the passwords that the server generates.</summary>
    /// <param name="portableLength">The length that all server versions accept, where some accept less.</param>
    /// <param name="typeName">Name of the object type in the language SDKs.</param>
    /// <param name="symbolsRule">What all server versions refuse of the symbols, beside the general rule.</param>
    /// <param name="portableSymbols">What some server versions refuse of them.</param>
    public static Field PasswordRequirements(
        int? portableLength = null,
        string typeName = "PasswordRequirements",
        FieldRule? symbolsRule = null,
        FieldRule? portableSymbols = null)
    {
        var limit = portableLength is { } portable ? $" Some server versions accept at most {portable}." : "";
        var length = Field.Integer("length", $"Password length, 1 to 250.{limit}") with
        { IsRequired = true, Min = 1, Max = 250, PortableMax = portableLength };
        var symbols = Field.Text(
            "allowedSymbols", "Symbols that passwords can contain. The server removes double quotes.") with
        {
            Format = TextFormat.Symbols,
            Rule = symbolsRule ?? Rules.AllowedSymbols,
            PortableRule = portableSymbols,
            Example = "-_.~!*",
        };
        var counts = PropertyMap.From(
            [new("digits", 1d), new("lowercase", 1d), new("uppercase", 1d), new("symbols", 0d)]);
        return Field.Object(
            "passwordRequirements",
            "Requirements for generated passwords. Default: the requirements of the server.",
            length,
            RequiredCharacters,
            symbols) with
        {
            TypeName = typeName,
            Rule = Rules.PasswordRequirements,
            Example = PropertyMap.From([
                new(length.Name, 32d), new(symbols.Name, symbols.Example), new(RequiredCharacters.Name, counts),
            ]),
        };
    }

    /// <summary>
    /// The replacement reason of a parameter that the server does not allow to change; quotes the server.
    /// </summary>
    public static string ImmutableReason(string serverText) => $"the server rejects the change (\"{serverText}\")";

    /// <summary>The current password of an account that changes its own password.</summary>
    /// <param name="rotationMethod">The method that requires it.</param>
    public static Field CurrentPassword(string rotationMethod) => Field.Text(
        "password", $"Current password of the account. Required if `rotationMethod` is `{rotationMethod}`.") with
    { IsSecret = true };

    private static Field IpOrCidr =>
        Field.Text("ip", "IP address or CIDR block.") with { Format = TextFormat.IpOrCidr };

    private static Field RequiredCharacters => Field.Object(
        "required",
        "Minimum number of characters of each class. At least one must be greater than 0. Their sum must not exceed " +
        "`length`.",
        MinimumCount("digits", "digits"),
        MinimumCount("lowercase", "lowercase letters"),
        MinimumCount("uppercase", "uppercase letters"),
        MinimumCount("symbols", "symbols")) with
    { IsRequired = true, TypeName = "RequiredCharacters" };

    private static Field MinimumCount(string name, string characters) =>
        Field.Integer(name, $"Minimum number of {characters}.") with { IsRequired = true, Min = 0 };
}

using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

/// <summary>Fields that several types use.</summary>
internal static class SharedFields
{
    /// <summary>The two logins that a rotation alternates between.</summary>
    public static ImmutableArray<Field> TwoLogins(string where)
    {
        const string Owned = "the server sets new passwords for the logins it was created with";
        return
        [
            Field.Text("username1", $"First of the two logins of {where}; it must exist. In use after the creation.") with
            { IsRequired = true, ReplacementReason = Owned },
            Field.Text("username2", $"Second login of {where}; it must exist. In use after the first rotation.") with
            { IsRequired = true, ReplacementReason = Owned },
        ];
    }

    /// <summary>What becomes of two logins.</summary>
    public const string TwoLoginsLifecycle =
        "Creating the rotation sets new passwords for both logins and publishes the first. Each rotation sets a new password for the login that is not in " +
        "use and publishes that one; the other keeps working until the rotation after that. Removing the rotation sets passwords that nobody knows; the logins stay.";

    /// <summary>What becomes of an account whose password is replaced.</summary>
    public const string OnePasswordLifecycle = "Creating the rotation and every rotation replace the account's password; the one before stops working at once.";

    /// <summary>What a second rotation of the same accounts does.</summary>
    public const string PasswordConflict = "each sets new passwords for the same account, and what the other has published stops working";

    /// <summary>What becomes of a credential where each rotation makes one and retires the one before the last.</summary>
    public static string NewCredentialLifecycle(string what) =>
        $"Creating the rotation makes {what} at once. Each rotation makes a new one; the previous one stays valid until the rotation after that.";

    public static readonly Field RotationStatement = Field.Text(
        "rotationStatement",
        "SQL that sets a password, in place of the server's own. It must contain {{username}} and {{password}} and may contain {{database}}.") with
    { Rule = Rules.SqlStatement, Example = "ALTER USER \"{{username}}\" WITH PASSWORD '{{password}}'" };

    /// <summary>What a generated password must be like.</summary>
    public static Field PasswordRequirements(int longest = 250, string typeName = "PasswordRequirements", FieldRule? symbols = null) => Field.Object(
        "passwordRequirements",
        "Rules for generated passwords. Default: the server's own.",
        Field.Integer("length", $"Number of characters, 1 to {longest}.") with { IsRequired = true, Min = 1, Max = longest },
        Field.Object(
            "required",
            "Least number of characters of each class; at least one above 0, and together not more than the length.",
            Least("digits"),
            Least("lowercase"),
            Least("uppercase"),
            Least("symbols")) with
        { IsRequired = true, TypeName = "RequiredCharacters" },
        Field.Text("allowedSymbols", "Symbols that may be used. Double quotes are taken out by the server.") with { Format = TextFormat.Symbols, Rule = symbols ?? Rules.AllowedSymbols, Example = "-_.~!*" }) with
    {
        TypeName = typeName,
        Rule = Rules.PasswordRequirements,
        Example = PropertyMap.Empty.With("length", 32d).With("allowedSymbols", "-_.~!*").With(
            "required", PropertyMap.Empty.With("digits", 1d).With("lowercase", 1d).With("uppercase", 1d).With("symbols", 0d)),
    };

    /// <summary>The reason to replace for what the server refuses to change, with its own words.</summary>
    public static string ImmutableReason(string serverText) => $"the server refuses it (\"{serverText}\")";

    private static Field Least(string name) => Field.Integer(name, $"Least number of {name}.") with { IsRequired = true, Min = 0 };
}

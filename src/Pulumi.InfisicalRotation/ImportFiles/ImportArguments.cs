using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>Reads the command line of <c>import-file</c>.</summary>
internal sealed class ImportArguments
{
    private const string TypeOption = "--type";

    private const string ProviderToken = "::pulumi:providers:infisical-rotation::";

    // Options with a value, and the field that describes the value; null for a path or a URN.
    private static readonly ImmutableArray<ValueOption> Values =
    [
        new("--project", ProviderConfig.ProjectId),
        new("--terraform", null),
        new(TypeOption, null),
        new("--environment", GetRotations.Environment),
        new("--path", GetRotations.SecretPath),
        new("--provider", null),
        new("--program", null),
        new("--host", ProviderConfig.Host),
        new("--ca-certificate", ProviderConfig.CaCertificate),
        new("--organization", ProviderConfig.OrganizationSlug),
    ];

    private static readonly ImmutableArray<string> Flags = ["--connections", "--component", "--compare"];

    private readonly Dictionary<string, List<string>> _given = new(StringComparer.Ordinal);
    private readonly List<string> _files = [];
    private readonly List<string> _errors = [];

    private ImportArguments(IReadOnlyList<string> arguments)
    {
        for (var at = 0; at < arguments.Count; at++)
        {
            at += Take(arguments[at], at + 1 < arguments.Count ? arguments[at + 1] : null);
        }
    }

    /// <summary>Reads the words behind <c>import-file</c>.</summary>
    /// <param name="arguments">The words.</param>
    /// <param name="readVariable">Reads an environment variable; null if it is not set.</param>
    /// <returns>The options, or everything that is wrong with the words, as sentences.</returns>
    public static (ImportOptions? Options, ImmutableArray<string> Errors) Read(
        IReadOnlyList<string> arguments, Func<string, string?> readVariable)
    {
        var read = new ImportArguments(arguments);
        var options = read.ToOptions(readVariable);
        return read._errors.Count == 0 ? (options, []) : (null, [.. read._errors]);
    }

    /// <summary>Whether a word is the name of an option with a value.</summary>
    public static bool IsOption(string word) => Values.Any(value => value.Name == word);

    /// <returns>How many further words belong to this one.</returns>
    private int Take(string word, string? next)
    {
        if (word.Split('=', 2) is [{ } option, var joined] && IsOption(option))
        {
            Add(option, joined);
            return 0;
        }

        if (Flags.Contains(word))
        {
            Add(word, "");
            return 0;
        }

        if (IsOption(word))
        {
            if (next is null || (next.StartsWith('-') && next != ImportOptions.Standard))
            {
                _errors.Add(ImportMessages.NoValue(word));
                return 0;
            }

            Add(word, next);
            return 1;
        }

        if (word.StartsWith('-') && word != ImportOptions.Standard)
        {
            // What follows may be a secret in the wrong place.
            var name = word.Split('=')[0];
            _errors.Add(ImportMessages.UnknownOption(name, Nearest(name)));
            return 0;
        }

        _files.Add(word);
        return 0;
    }

    private void Add(string option, string value)
    {
        if (!_given.TryGetValue(option, out var values))
        {
            _given.Add(option, values = []);
        }
        else if (option != TypeOption)
        {
            _errors.Add(ImportMessages.GivenTwice(option));
        }

        if (!Flags.Contains(option) && value.Trim().Length == 0)
        {
            _errors.Add(ImportMessages.NoValue(option));
        }

        values.Add(value.Trim());
        if (option == TypeOption && TextFormats.ExpectedFormat(TextFormat.Slug, SlugOf(value.Trim())) is not null)
        {
            _errors.Add(ImportMessages.UnknownType(value.Trim()));
        }

        if (Values.FirstOrDefault(one => one.Name == option)?.Field is { } field)
        {
            var named = field with { Name = option };
            _errors.AddRange(InputCheck
                .Check("import-file", [named], PropertyMap.Empty.With(option, value.Trim()))
                .Select(error => error.ToString()));
        }
    }

    private ImportOptions ToOptions(Func<string, string?> readVariable)
    {
        var terraform = One("--terraform");
        var project = One("--project") ?? (terraform is null ? new EnvironmentSettings(readVariable).ProjectId : null);
        if (_files is not [_])
        {
            _errors.Add(ImportMessages.OneFile(_files.Count));
        }

        if ((project is null) == (terraform is null))
        {
            _errors.Add(ImportMessages.OneSource);
        }

        if (One("--provider") is { } urn && !urn.Contains(ProviderToken, StringComparison.Ordinal))
        {
            _errors.Add(ImportMessages.NoProvider);
        }

        if (Has("--compare") && terraform is null)
        {
            _errors.Add(ImportMessages.NothingToCompare);
        }

        if (Has("--connections") && terraform is not null)
        {
            _errors.Add(ImportMessages.ConnectionsAreWritten);
        }

        if (One("--program") is { } program && program == _files.FirstOrDefault())
        {
            _errors.Add(ImportMessages.SameFile);
        }

        if (One("--program") is not null && One("--provider") is not null)
        {
            _errors.Add(ImportMessages.ProgramWithProvider);
        }

        if (One("--program") is not null && terraform is not null && !Has("--compare"))
        {
            _errors.Add(ImportMessages.ProgramNeedsServer);
        }

        return new ImportOptions
        {
            File = _files.FirstOrDefault() ?? "",
            ProjectId = project,
            TerraformState = terraform,
            Types = [.. (_given.GetValueOrDefault(TypeOption) ?? []).Select(SlugOf)],
            Environment = One("--environment"),
            Path = One("--path") is { } path ? TextFormats.Normal(TextFormat.FolderPath, path) : null,
            WithConnections = Has("--connections"),
            AsComponents = Has("--component"),
            Compares = Has("--compare"),
            Provider = One("--provider"),
            Program = One("--program"),
            Settings = Setting("--organization", ProviderConfig.OrganizationSlug, Setting(
                "--ca-certificate",
                ProviderConfig.CaCertificate,
                Setting("--host", ProviderConfig.Host, PropertyMap.Empty))),
        };
    }

    /// <summary>The slug of a rotation type; the documents name the resource.</summary>
    private static string SlugOf(string type) =>
        RotationTypes.All.FirstOrDefault(known => known.TypeName == type)?.Slug ?? type;

    /// <summary>The first letter of a word is seldom misspelled, and short options resemble each other otherwise.</summary>
    private static string? Nearest(string name) => NearestName.To(
        name,
        [
            .. Values.Select(value => value.Name)
                .Concat(Flags)
                .Where(option => char.ToLowerInvariant(name.TrimStart('-').FirstOrDefault()) == option[2]),
        ]);

    private bool Has(string flag) => _given.ContainsKey(flag);

    private string? One(string option) => _given.GetValueOrDefault(option)?[0];

    private PropertyMap Setting(string option, Field setting, PropertyMap settings) =>
        One(option) is { } value ? settings.With(setting.Name, value) : settings;

    private sealed record ValueOption(string Name, Field? Field);
}

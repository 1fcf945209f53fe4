using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>
/// What every new rotation looks up in the list of its project. It is computed once for each list that is read: else
/// the time of creating many would grow with the square of their number.
/// </summary>
internal sealed class RotationIndex
{
    private static readonly ConditionalWeakTable<Rotation[], RotationIndex> Indexes = [];

    private readonly Rotation[] _rotations;
    private readonly Lazy<ImmutableHashSet<string>> _ids;
    private readonly Lazy<ILookup<(string?, string?, string), Rotation>> _bySecret;
    private readonly ConcurrentDictionary<string, ILookup<Account, int>> _byAccount = new(StringComparer.Ordinal);

    private RotationIndex(Rotation[] rotations)
    {
        _rotations = rotations;
        _ids = new(() => [.. rotations.Select(rotation => rotation.Id)]);
        _bySecret = new(() => rotations
            .SelectMany(rotation => SecretNameCheck.NamesOf(rotation).Select(name => (name, rotation)))
            .ToLookup(
                pair => (pair.rotation.EnvironmentSlug, pair.rotation.FolderPath, pair.name),
                pair => pair.rotation));
    }

    /// <summary>The ids of all rotations.</summary>
    public ImmutableHashSet<string> Ids => _ids.Value;

    /// <summary>The index of a list; the list itself is recognized, not its content.</summary>
    public static RotationIndex Of(ImmutableArray<Rotation> rotations) =>
        Indexes.GetValue(ImmutableCollectionsMarshal.AsArray(rotations) ?? [], list => new RotationIndex(list));

    /// <summary>The rotations of a folder that have a secret of this name, in the order of the list.</summary>
    public IEnumerable<Rotation> WithSecret(string environment, string path, string name) =>
        _bySecret.Value[(environment, path, name)];

    /// <summary>The rotations of a type that rotate one of these accounts, in the order of the list.</summary>
    public IEnumerable<Rotation> WithAccount(RotationType type, ImmutableHashSet<Account> accounts)
    {
        var positions = _byAccount.GetOrAdd(type.Slug, _ => Enumerable.Range(0, _rotations.Length)
            .Where(position => _rotations[position].Type == type.Slug)
            .SelectMany(position => SameAccountCheck.AccountsOf(type, _rotations[position])
                .Select(account => (account, position)))
            .ToLookup(pair => pair.account, pair => pair.position));
        return accounts.SelectMany(account => positions[account])
            .Distinct()
            .Order()
            .Select(position => _rotations[position]);
    }
}

using System.Text.RegularExpressions;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Connections;
using Pulumi.InfisicalRotation.Rotations.Preflight;
using Pulumi.InfisicalRotation.Rotations.Read;
using Pulumi.InfisicalRotation.Session;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

/// <summary>
/// A preview that compared nothing succeeds with a warning. The nightly workflow searches its output for these warnings.
/// </summary>
public sealed partial class NightlyCheckTests
{
    private static readonly ApiException Fault =
        new("Could not reach infisical.example.com.") { Failure = ApiFailure.Unreachable, Operation = "Listing rotations" };

    public static TheoryData<string> Warnings =>
    [
        SettingsMessages.NothingCompared(1),
        SettingsMessages.NothingCompared(30),
        ReadMessages.StoredStateUsed(Fault),
        ReadMessages.AbsenceNotProven("keys", "id", "It may be another server."),
        ConnectionMessages.StoredStateUsed(Fault),
        ConnectionMessages.AbsenceNotProven("aws", "id", "urn", new Absence(false, Fault)),
        PreflightMessages.ServerNotChecked(Fault),
    ];

    private static string Workflow => WorkTree.Read("examples/github-actions/nightly.yml");

    private static string Pattern => Search().Match(Workflow).Groups["pattern"].Value;

    [Theory]
    [MemberData(nameof(Warnings))]
    public void The_workflow_finds_a_warning(string warning) =>
        Assert.Matches(new Regex(Pattern, RegexOptions.None, TimeSpan.FromSeconds(1)), warning);

    [Fact]
    public void Each_part_of_the_search_is_in_a_warning() => Assert.All(
        Pattern.Split('|'),
        part => Assert.Contains(Warnings, warning => warning.Data.Contains(part, StringComparison.Ordinal)));

    [Fact]
    public void The_page_about_CI_shows_the_same_search() => Assert.Contains(
        $"grep -qE '{Pattern}'", WorkTree.Read("docs/how-to/ci.md"), StringComparison.Ordinal);

    [GeneratedRegex("grep -qE '(?<pattern>[^']+)'")]
    private static partial Regex Search();
}

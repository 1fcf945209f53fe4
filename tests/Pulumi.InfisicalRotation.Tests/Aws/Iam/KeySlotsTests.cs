using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Aws.Iam;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Aws.Iam;

/// <summary>
/// Times are seconds relative to the last rotation. The rotation was created 30 days before, unless a test says so.
/// </summary>
public sealed class KeySlotsTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private const double Month = 30 * 86400;

    private static readonly DateTimeOffset LastRotation = new(2026, 8, 1, 10, 15, 0, 500, TimeSpan.Zero);

    [Fact]
    public void Fewer_than_two_keys_lose_none()
    {
        Assert.Null(KeySlots.Of([], null).Deleted);
        Assert.Null(KeySlots.Of([Key("a", -9)], Rotated()).Deleted);
        Assert.Equal(1, KeySlots.Of([Key("a", -9)], null).Count);
    }

    [Fact]
    public void A_new_rotation_deletes_the_older_foreign_key()
    {
        var slots = KeySlots.Of([Key("younger", -10), Key("older", -Month)], null);

        Assert.Equal(("older", KeyOwner.Foreign, 2), (slots.Deleted!.Id, slots.Owner, slots.Count));
    }

    [Fact]
    public void The_key_of_the_rotation_before_is_the_retired_one() =>
        Assert.Equal(KeyOwner.OwnRetired, Owner(Rotated(), Key("retired", -Month + 5), Key("active", -1)));

    [Fact]
    public void A_younger_key_than_the_active_one_leaves_the_active_one_in_danger() =>
        Assert.Equal(KeyOwner.OwnActive, Owner(Rotated(), Key("active", -1), Key("foreign", 86400)));

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    public void A_key_created_soon_after_the_rotation_is_not_taken_for_the_active_one(double seconds) =>
        Assert.Equal(KeyOwner.OwnActive, Owner(Rotated(), Key("active", -1), Key("foreign", seconds)));

    [Fact]
    public void A_key_from_before_the_rotation_is_foreign() =>
        Assert.Equal(KeyOwner.Foreign, Owner(Rotated(), Key("foreign", -Month - 3600), Key("active", -1)));

    [Fact]
    public void A_rotation_that_has_not_rotated_yet_has_retired_no_key() =>
        Assert.Equal(KeyOwner.Foreign, Owner(Created(), Key("foreign", -60), Key("active", -1)));

    [Fact]
    public void The_slot_shows_a_rotation_shortly_after_the_creation() =>
        Assert.Equal(KeyOwner.OwnRetired, Owner(Created() with { ActiveIndex = 1 }, Key("first", -20), Key("active", -1)));

    [Fact]
    public void Two_keys_of_which_none_is_from_the_last_rotation_are_foreign() =>
        Assert.Equal(KeyOwner.Foreign, Owner(Rotated(), Key("one", -Month + 5), Key("other", -86400)));

    [Theory]
    [InlineData(-30)]
    [InlineData(-4)]
    public void Two_rotations_right_after_each_other_leave_the_first_key_as_the_retired_one(double first) =>
        Assert.Equal(
            KeyOwner.OwnRetired,
            Owner(
                Rotated() with { Earlier = [new(LastRotation.AddSeconds(first + 1))] },
                Key("retired", first),
                Key("active", -1)));

    [Fact]
    public void A_key_from_after_the_creation_is_retired_only_at_a_time_at_which_the_rotation_issued_one()
    {
        ImmutableArray<AccessKey> keys = [Key("older", -10 * 86400), Key("active", -1)];
        var (inTime, later) = (LastRotation.AddDays(-10).AddMinutes(-30), LastRotation.AddDays(-10).AddHours(-3));

        Assert.Equal(KeyOwner.Unproven, Owner(Rotated(), keys));
        Assert.Equal(KeyOwner.Unproven, Owner(Rotated() with { Earlier = [new(later, Hour)] }, keys));
        Assert.Equal(KeyOwner.Unproven, Owner(Rotated() with { Earlier = [new(inTime)] }, keys));
        Assert.Equal(KeyOwner.OwnRetired, Owner(Rotated() with { Earlier = [new(inTime, Hour)] }, keys));
    }

    /// <summary>Infisical stores the time of a rotation when it has the key.</summary>
    [Theory]
    [InlineData(-110, true)]
    [InlineData(10, true)]
    [InlineData(20, false)]
    [InlineData(110, false)]
    public void A_key_from_after_a_time_of_the_rotation_is_not_its_own(double seconds, bool isOwn)
    {
        var expected = isOwn ? KeyOwner.OwnRetired : KeyOwner.Unproven;

        Assert.Equal(expected, Owner(Rotated(), Key("older", -Month + seconds), Key("active", -1)));
        Assert.Equal(
            expected,
            Owner(
                Rotated() with { Earlier = [new(LastRotation.AddDays(-9))] },
                Key("older", (-9 * 86400) + seconds),
                Key("active", -1)));
    }

    /// <summary>The active key shows how far the clocks are apart.</summary>
    [Fact]
    public void Clocks_that_are_a_minute_apart_do_not_make_the_retired_key_a_foreign_one() =>
        Assert.Equal(KeyOwner.OwnRetired, Owner(Rotated(), Key("retired", -Month + 65), Key("active", 60)));

    [Fact]
    public void A_key_from_when_another_rotation_issued_one_is_foreign() =>
        Assert.Equal(
            KeyOwner.Foreign,
            Owner(
                Rotated() with { Others = [new(LastRotation.AddSeconds(-Month + 60))] },
                Key("other", -Month + 60),
                Key("active", -1)));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(-1, -1)]
    public void Keys_of_the_same_second_cannot_be_told_apart(double one, double other) =>
        Assert.Equal(KeyOwner.Unclear, Owner(Rotated(), Key("one", one), Key("other", other)));

    [Theory]
    [InlineData(100)]
    [InlineData(-100)]
    public void A_clock_that_is_wrong_by_more_than_a_minute_still_finds_the_active_key(double error) =>
        Assert.Equal(KeyOwner.OwnRetired, Owner(Rotated(), Key("retired", -Month + 5), Key("active", error)));

    [Fact]
    public void A_known_difference_of_the_clocks_is_taken_into_account()
    {
        var ahead = TimeSpan.FromHours(1);

        Assert.Equal(KeyOwner.OwnRetired, Owner(Rotated().On(ahead), Key("retired", -Month + 3605), Key("active", 3599)));
        Assert.Equal(KeyOwner.OwnActive, Owner(Rotated().On(ahead), Key("active", 3599), Key("foreign", 3609)));
    }

    [Fact]
    public void Deleting_a_rotation_leaves_the_foreign_keys()
    {
        Assert.Empty(KeySlots.Without([Key("retired", -Month + 5), Key("active", -1)], Rotated()));
        Assert.Equal("foreign", Assert.Single(KeySlots.Without([Key("active", -1), Key("foreign", 99)], Rotated())).Id);
        Assert.Equal(
            "foreign", Assert.Single(KeySlots.Without([Key("foreign", -2 * Month), Key("active", -1)], Rotated())).Id);
        Assert.Equal(
            "unproven", Assert.Single(KeySlots.Without([Key("unproven", -86400), Key("active", -1)], Rotated())).Id);
        Assert.Equal(2, KeySlots.Without([Key("one", -86400), Key("other", 86400)], Rotated()).Length);
    }

    private static KeyOwner Owner(RotationTimes rotation, params ImmutableArray<AccessKey> keys)
    {
        var slots = KeySlots.Of([.. keys.Reverse()], rotation);
        Assert.Equal(keys.MinBy(key => key.CreatedAt)!.CreatedAt, slots.Deleted!.CreatedAt);
        return slots.Owner;
    }

    private static RotationTimes Rotated() => new(LastRotation.AddSeconds(-Month), LastRotation, 0);

    private static RotationTimes Created() => new(LastRotation, LastRotation, 0);

    /// <summary>IAM reports times to the second.</summary>
    private static AccessKey Key(string id, double seconds)
    {
        var created = LastRotation.AddSeconds(seconds);
        return new AccessKey(id, created.AddMilliseconds(-created.Millisecond), IsActive: true);
    }
}

using Pulumi.InfisicalRotation.Session;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>Each test is a sequence of calls as the engine sends them.</summary>
public sealed class ResourceHoldersTests
{
    private const string Id = "rotation";
    private readonly ResourceHolders _holders = new();

    [Fact]
    public void A_rotation_that_no_other_resource_holds_can_be_deleted()
    {
        _holders.RecordStored(Id, "key");
        _holders.RecordStored("other rotation", "other");

        Assert.Null(_holders.Release(Id, "key"));
    }

    [Fact]
    public void A_rotation_that_was_never_seen_can_be_deleted() => Assert.Null(_holders.Release(Id, "key"));

    [Fact]
    public void The_last_of_several_holders_can_delete()
    {
        _holders.RecordStored(Id, "key");
        _holders.RecordStored(Id, "key2");
        _holders.RecordStored(Id, "key3");

        Assert.Equal("key2", _holders.Release(Id, "key"));
        Assert.Equal("key3", _holders.Release(Id, "key2"));
        Assert.Null(_holders.Release(Id, "key3"));
    }

    [Fact]
    public void A_holder_whose_deletion_failed_holds_again()
    {
        _holders.RecordStored(Id, "key");
        Assert.Null(_holders.Release(Id, "key"));

        _holders.RecordStored(Id, "key");
        _holders.RecordStored(Id, "key2");

        Assert.Equal("key", _holders.Release(Id, "key2"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_resource_that_adopted_or_imported_the_rotation_holds_it(bool isDeclared)
    {
        _holders.RecordStored(Id, "key");
        _holders.RecordChecked("key2", null);
        _holders.RecordNew(Id, "key2");
        if (isDeclared)
        {
            _holders.RecordDeclared(Id, "key2");
        }

        Assert.Equal("key2", _holders.Release(Id, "key"));
    }

    [Fact]
    public void Without_a_read_in_this_process_a_diff_shows_the_holder()
    {
        Declare("key2");

        Assert.Equal("key2", _holders.Release(Id, "key"));
    }

    [Fact]
    public void A_replaced_alias_is_deleted_under_its_old_name()
    {
        Stored("key");
        Declare("key2");
        _holders.RecordChecked("key2", Id);

        Assert.Null(_holders.Release(Id, "key"));
    }

    [Fact]
    public void An_alias_is_deleted_under_its_new_name()
    {
        Stored("key");

        Assert.Null(_holders.Release(Id, "key2"));
        Assert.Null(_holders.Release(Id, "other"));
    }

    [Fact]
    public void A_declared_alias_is_deleted_under_its_new_name()
    {
        Stored("key");
        Declare("key2");

        Assert.Null(_holders.Release(Id, "key2"));
    }

    [Fact]
    public void An_alias_holds_the_rotation_of_another_resource_that_goes()
    {
        Stored("key");
        Stored("other");
        Declare("key2");

        Assert.Equal("key2", _holders.Release(Id, "other"));
    }

    [Theory]
    [InlineData("key2", "other")]
    [InlineData("other", "key2")]
    public void An_alias_and_another_holder_are_two_holders(string first, string second)
    {
        Stored("key");
        Stored("other");

        Assert.NotNull(_holders.Release(Id, first));
        Assert.Null(_holders.Release(Id, second));
    }

    [Fact]
    public void A_replaced_alias_leaves_the_rotation_to_another_holder()
    {
        Stored("key");
        Stored("other");
        Declare("key2");
        _holders.RecordChecked("key2", Id);

        Assert.Equal("other", _holders.Release(Id, "key"));
        Assert.Null(_holders.Release(Id, "other"));
    }

    [Fact]
    public void A_resource_of_the_program_is_never_an_old_name()
    {
        Stored("key");
        Declare("key");

        Assert.Equal("key", _holders.Release(Id, "key2"));
    }

    [Fact]
    public void A_replacement_that_adopted_its_predecessor_keeps_the_rotation()
    {
        Stored("key");
        Declare("key");
        _holders.RecordChecked("key", Id);
        _holders.RecordNew(Id, "key");

        Assert.Equal("key", _holders.Release(Id, "key"));
        Assert.Null(_holders.Release(Id, "key"));
    }

    [Fact]
    public void A_create_that_is_repeated_is_one_holder()
    {
        _holders.RecordNew(Id, "key");
        _holders.RecordNew(Id, "key");

        Assert.Null(_holders.Release(Id, "key"));
    }

    [Fact]
    public void Nobody_holds_a_rotation_that_is_gone()
    {
        Stored("key");
        Stored("key2");

        _holders.RecordGone(Id);

        Assert.Null(_holders.Release(Id, "key"));
    }

    [Fact]
    public async Task Of_many_deletions_at_the_same_time_one_deletes()
    {
        var urns = Enumerable.Range(0, 50).Select(number => $"key{number}").ToList();
        urns.ForEach(Stored);

        var others = await Task.WhenAll(urns.Select(
            urn => Task.Run(() => _holders.Release(Id, urn), TestContext.Current.CancellationToken)));

        Assert.Single(others, other => other is null);
    }

    /// <summary>The read before the update, and the diff that follows it.</summary>
    private void Stored(string urn)
    {
        _holders.RecordStored(Id, urn);
        _holders.RecordDeclared(Id, urn);
    }

    private void Declare(string urn)
    {
        _holders.RecordChecked(urn, null);
        _holders.RecordDeclared(Id, urn);
    }
}

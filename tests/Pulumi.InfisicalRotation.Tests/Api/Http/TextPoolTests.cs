using Pulumi.InfisicalRotation.Api.Http;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Http;

public sealed class TextPoolTests
{
    private readonly TextPool _pool = new();

    [Fact]
    public void Equal_texts_are_kept_once()
    {
        var first = new string('a', 3);
        Assert.Same(first, _pool.Shared(first));
        Assert.Same(first, _pool.Shared(new string('a', 3)));
        Assert.Equal("A", _pool.Shared("A"));
    }

    [Fact]
    public void Nothing_stays_nothing() => Assert.Null(_pool.Shared(null));
}

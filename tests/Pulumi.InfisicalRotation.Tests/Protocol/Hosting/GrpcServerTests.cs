using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Hosting;

public sealed class GrpcServerTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    /// <summary>
    /// The engine keeps one connection and may pause for hours. With an endless limit Kestrel closes an idle connection
    /// at its next tick, and with one of a year it keeps it.
    /// </summary>
    [Fact]
    public void An_idle_connection_is_kept_for_longer_than_any_run_and_not_endlessly()
    {
        var limit = GrpcServer.Settings(_services).Limits.KeepAliveTimeout;

        Assert.InRange(limit, TimeSpan.FromDays(30), TimeSpan.FromDays(365));
    }

    [Fact]
    public void Messages_may_have_any_size_and_data_rate()
    {
        KestrelServerLimits limits = GrpcServer.Settings(_services).Limits;

        Assert.Null(limits.MaxRequestBodySize);
        Assert.Null(limits.MinRequestBodyDataRate);
        Assert.Null(limits.MinResponseDataRate);
        Assert.InRange(limits.Http2.MaxStreamsPerConnection, 10_000, int.MaxValue);
    }
}

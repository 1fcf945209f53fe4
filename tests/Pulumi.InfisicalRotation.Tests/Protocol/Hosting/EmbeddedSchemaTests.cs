using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Tests.Conventions;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Hosting;

public sealed class EmbeddedSchemaTests
{
    [Fact]
    public async Task The_schema_is_the_committed_one()
    {
        await using var served = await ServedProvider.Start();

        for (var time = 0; time < 2; time++)
        {
            var answer = await served.Client.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(WorkTree.Read("ProviderSchema.json"), answer.Schema);
        }
    }
}

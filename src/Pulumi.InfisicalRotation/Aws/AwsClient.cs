using Pulumi.InfisicalRotation.Aws.Credentials;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Aws.Query;

namespace Pulumi.InfisicalRotation.Aws;

/// <summary>
/// Reads IAM and STS. Constructing it sends nothing and touches nothing of AWS's SDK. Every failure is an
/// <see cref="AwsException"/>.
/// </summary>
internal sealed class AwsClient : IDisposable
{
    private readonly QueryClient _query;
    private readonly KeySource _keys;
    private readonly StsClient _sts;

    /// <param name="handler">Answers in place of the network, for tests.</param>
    public AwsClient(AwsOptions options, HttpMessageHandler? handler = null)
    {
        Settings = options.Settings;
        _query = new QueryClient(options, handler);
        _sts = new StsClient(_query);
        _keys = new KeySource(options, new KeyChain(options, _sts), () => _query.Now);
        Iam = new IamClient(_query, _keys);
    }

    public AwsSettings Settings { get; }

    public IamClient Iam { get; }

    /// <inheritdoc cref="QueryClient.Now"/>
    public DateTimeOffset Now => _query.Now;

    /// <inheritdoc cref="QueryClient.IsTimeKnown"/>
    public bool IsTimeKnown => _query.IsTimeKnown;

    /// <summary>Who makes the requests.</summary>
    public async Task<CallerIdentity> GetCallerIdentity(CancellationToken cancelled) =>
        await _keys.With(keys => _sts.GetCallerIdentity(keys, cancelled), cancelled);

    public void Dispose() => _query.Dispose();
}

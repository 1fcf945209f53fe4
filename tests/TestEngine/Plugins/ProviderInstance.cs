using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumi.InfisicalRotation.Protos;
using TestEngine.Serving;
using TestEngine.Values;

namespace TestEngine.Plugins;

/// <summary>One configuration of a provider, from its start to its end.</summary>
internal sealed class ProviderInstance : IAsyncDisposable
{
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(5);

    private readonly ProviderProcess? _process;
    private readonly GrpcChannel _channel;
    private readonly ResourceProvider.ResourceProviderClient _client;
    private readonly CancellationToken _ended;
    private bool _isClosed;

    private ProviderInstance(ProviderProcess process, CancellationToken ended)
        : this($"127.0.0.1:{process.Port}", ended) => _process = process;

    private ProviderInstance(string address, CancellationToken ended)
    {
        // One connection for everything, like the engine's: a limit of streams must show.
        _channel = GrpcChannel.ForAddress("http://" + address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { UseProxy = false, EnableMultipleHttp2Connections = false },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = GrpcHost.MaxMessageBytes,
            MaxSendMessageSize = null,
        });
        _client = new ResourceProvider.ResourceProviderClient(_channel);
        _ended = ended;
        Session = new ProviderSession(_client, "", ended);
    }

    public ProviderSession Session { get; private set; }

    public bool IsConfigured { get; private set; }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The instance owns its process.")]
    public static async Task<ProviderInstance> StartAsync(ProviderSource source, ProviderSurroundings around, CancellationToken ended)
    {
        var instance = source switch
        {
            ProviderSource.Executable executable => new ProviderInstance(
                await ProviderProcess.StartAsync(executable.Path, around.EngineAddress, around.WorkingDirectory, around.Environment, ended), ended),
            ProviderSource.Running running => new ProviderInstance(running.Address, ended),
            _ => throw new ArgumentException("There is no such source of a provider.", nameof(source)),
        };
        try
        {
            await instance.GreetAsync(source, around.EngineAddress);
        }
        catch
        {
            await instance.DisposeAsync();
            throw;
        }

        return instance;
    }

    /// <summary>Secrets are taken off on the way, as an engine does it, and put back by name.</summary>
    public async Task<CheckReply> CheckConfigAsync(string urn, string name, ValueMap olds, ValueMap news, bool isPreview)
    {
        var request = new CheckRequest
        {
            Urn = urn,
            Name = name,
            Type = TypeOf(urn),
            Olds = olds.Plain().ToStruct(),
            News = news.Plain().ToStruct(),
        };
        var answer = await GuardAsync("CheckConfig", () => _client.CheckConfigAsync(request, cancellationToken: _ended));
        Rules.Check(answer, isPreview);
        var inputs = Wire.FromStruct(answer.Inputs).MarkedLike(news);
        Rules.Version(news, inputs);
        return new CheckReply(inputs, ProviderSession.Failures(answer.Failures));
    }

    /// <summary>Whether the run is to go on with the new configuration.</summary>
    public async Task<bool> DiffConfigAsync(string urn, string name, ValueMap oldInputs, ValueMap oldOutputs, ValueMap news)
    {
        var request = new DiffRequest
        {
            Urn = urn,
            Name = name,
            Type = TypeOf(urn),
            Olds = oldOutputs.Plain().ToStruct(),
            OldInputs = oldInputs.Plain().ToStruct(),
            News = news.Plain().ToStruct(),
        };
        var answer = await GuardAsync("DiffConfig", () => _client.DiffConfigAsync(request, cancellationToken: _ended));
        if (answer.Replaces.Count > 0)
        {
            throw new ProtocolViolationException($"DiffConfig replaces the provider, and every resource with it, for {answer.Replaces[0]}");
        }

        return answer.Changes == DiffResponse.Types.DiffChanges.DiffUnknown
            ? !oldOutputs.Plain().Equals(news.Plain())
            : answer.Changes == DiffResponse.Types.DiffChanges.DiffSome;
    }

    public async Task ConfigureAsync(string urn, string id, string name, ValueMap inputs)
    {
        var package = TypeOf(urn).Split(':')[^1];
        var request = new ConfigureRequest
        {
            Args = inputs.ToStruct(),
            AcceptSecrets = true,
            AcceptResources = true,
            SendsOldInputs = true,
            SendsOldInputsToDelete = true,
            Urn = urn,
            Id = id,
            Name = name,
            Type = TypeOf(urn),
        };
        foreach (var (key, value) in inputs.Where(entry => entry.Key != "version"))
        {
            request.Variables[$"{package}:config:{key}"] = value.ToConfigText();
        }

        var answer = await GuardAsync("Configure", () => _client.ConfigureAsync(request, cancellationToken: _ended));
        Rules.Features(answer.AcceptSecrets, answer.AcceptResources, answer.AcceptOutputs);
        IsConfigured = true;
    }

    /// <summary>Asks it to end what is under way; one that was closed has nothing under way.</summary>
    public Task CancelAsync(TimeSpan deadline) => _isClosed ? Task.CompletedTask : Session.CancelAsync(deadline);

    public async Task CloseAsync()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        await Session.CancelAsync(CloseTime);
        await (_process?.StopAsync() ?? Task.CompletedTask);
    }

    /// <summary>Ends the process at once, as if the machine had.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        _channel.Dispose();
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static string TypeOf(string urn) => urn.Split("::")[2].Split('$')[^1];

    private async Task GreetAsync(ProviderSource source, string engineAddress)
    {
        var directory = source is ProviderSource.Executable executable ? Path.GetDirectoryName(executable.Path) : null;
        var request = new ProviderHandshakeRequest
        {
            EngineAddress = engineAddress,
            ConfigureWithUrn = true,
            SupportsViews = true,
            SupportsRefreshBeforeUpdate = true,
            InvokeWithPreview = true,
        };
        if (directory is not null)
        {
            (request.RootDirectory, request.ProgramDirectory) = (directory, directory);
        }

        var options = new CallOptions(deadline: DateTime.UtcNow + HandshakeTime, cancellationToken: _ended).WithWaitForReady();
        var features = await GuardAsync("Handshake", () => _client.HandshakeAsync(request, options));
        Rules.Features(features.AcceptSecrets, features.AcceptResources, features.AcceptOutputs);
        if (source is ProviderSource.Running)
        {
            await GuardAsync("Attach", () => _client.AttachAsync(new PluginAttach { Address = engineAddress }, cancellationToken: _ended));
        }

        var info = await GuardAsync("GetPluginInfo", () => _client.GetPluginInfoAsync(new Empty(), cancellationToken: _ended));
        Session = new ProviderSession(_client, info.Version, _ended);
    }

    private async Task<T> GuardAsync<T>(string call, Func<AsyncUnaryCall<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Unavailable && _process is not null)
        {
            throw new ProtocolViolationException($"it could not be reached for {call}. {_process.Errors}");
        }
        catch (RpcException error)
        {
            throw error.ToProviderError(call);
        }
    }
}

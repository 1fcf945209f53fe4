using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protos;

namespace AwsStandIn;

/// <summary>The provider: users and policies of the emulated account.</summary>
internal sealed class AwsProvider(Account account) : ResourceProvider.ResourceProviderBase
{
    private const string Version = "7.0.0";

    /// <summary>As much as a YAML program needs to declare a provider and a user.</summary>
    private const string Schema = """
        {
          "name": "aws", "version": "7.0.0", "meta": { "moduleFormat": "(.*)(?:/[^/]*)" },
          "provider": { "inputProperties": { "region": { "type": "string" } } },
          "resources": {
            "aws:iam/user:User": {
              "inputProperties": { "name": { "type": "string" }, "path": { "type": "string" } },
              "properties": { "name": { "type": "string" }, "path": { "type": "string" }, "arn": { "type": "string" } },
              "required": ["arn", "name"]
            }
          }
        }
        """;

    private static readonly Empty Done = new();

    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) =>
        Task.FromResult(new ProviderHandshakeResponse());

    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) => Task.FromResult(new PluginInfo { Version = Version });

    public override Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, ServerCallContext context) =>
        Task.FromResult(new GetSchemaResponse { Schema = Schema });

    public override Task<Empty> Cancel(Empty request, ServerCallContext context) => Task.FromResult(Done);

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
        Task.FromResult(new CheckResponse { Inputs = request.News });

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        Task.FromResult(new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffNone });

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) =>
        Task.FromResult(new ConfigureResponse { SupportsPreview = true });

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
        Task.FromResult(new CheckResponse { Inputs = request.News });

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        var (old, news) = (request.OldInputs.Fields, request.News.Fields);
        var changed = old.Keys.Union(news.Keys).Where(name => !Equals(old.GetValueOrDefault(name), news.GetValueOrDefault(name))).ToArray();
        var replaces = changed.Intersect(Kind.Of(TypeOf(request.Urn)).Replacing).ToArray();

        // As the provider for AWS does for a resource whose name the program gives, also where the name changes.
        var isNameGiven = news.ContainsKey("name");
        return Task.FromResult(new DiffResponse
        {
            Changes = changed.Length == 0 ? DiffResponse.Types.DiffChanges.DiffNone : DiffResponse.Types.DiffChanges.DiffSome,
            Diffs = { changed },
            Replaces = { replaces },
            DeleteBeforeReplace = replaces.Length > 0 && isNameGiven,
        });
    }

    public override async Task<CreateResponse> Create(CreateRequest request, ServerCallContext context)
    {
        var kind = Kind.Of(TypeOf(request.Urn));
        if (request.Preview)
        {
            return new CreateResponse { Properties = request.Properties };
        }

        await account.SendAsync(HttpMethod.Post, kind.Path, kind.Body(request.Properties));
        return new CreateResponse { Id = kind.IdOf(request.Properties), Properties = await OutputsAsync(kind, request.Properties) };
    }

    public override async Task<ReadResponse> Read(ReadRequest request, ServerCallContext context)
    {
        var kind = Kind.Of(TypeOf(request.Urn));
        var isGone = kind == Kind.User && await account.UserAsync(request.Properties.Text("name") ?? request.Id) is null;
        return isGone ? new ReadResponse() : new ReadResponse { Id = request.Id, Inputs = request.Inputs, Properties = request.Properties };
    }

    public override async Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context)
    {
        var kind = Kind.Of(TypeOf(request.Urn));
        if (request.Preview)
        {
            return new UpdateResponse { Properties = request.News };
        }

        if (kind == Kind.User)
        {
            await account.SendAsync(HttpMethod.Patch, kind.Path, new JsonObject
            {
                ["name"] = request.Olds.Text("name"),
                ["newName"] = request.News.Text("name"),
                ["path"] = request.News.Text("path") ?? "/",
            });
        }
        else
        {
            await account.SendAsync(HttpMethod.Post, kind.Path, kind.Body(request.News));
        }

        return new UpdateResponse { Properties = await OutputsAsync(kind, request.News) };
    }

    public override async Task<Empty> Delete(DeleteRequest request, ServerCallContext context)
    {
        var kind = Kind.Of(TypeOf(request.Urn));
        if (kind == Kind.User && request.Properties.Fields.TryGetValue("forceDestroy", out var force) && force.BoolValue)
        {
            await DeleteKeysAsync(request.Properties.Text("name")!);
        }

        await account.SendAsync(HttpMethod.Delete, kind.Path, kind.Body(request.Properties));
        return Done;
    }

    private async Task DeleteKeysAsync(string user)
    {
        foreach (var key in (await account.UserAsync(user))?["keys"]?.AsArray() ?? [])
        {
            await account.SendAsync(
                HttpMethod.Delete, "iam-keys", new JsonObject { ["userName"] = user, ["accessKeyId"] = key!["accessKeyId"]!.GetValue<string>() });
        }
    }

    private async Task<Struct> OutputsAsync(Kind kind, Struct inputs)
    {
        var outputs = inputs.Clone();
        if (kind == Kind.User && await account.UserAsync(inputs.Text("name")!) is { } user)
        {
            outputs.Fields["arn"] = Value.ForString(user["arn"]!.GetValue<string>());
        }

        return outputs;
    }

    /// <summary>The type of a URN, without those of its parents.</summary>
    private static string TypeOf(string urn) => urn.Split("::")[2].Split('$')[^1];
}

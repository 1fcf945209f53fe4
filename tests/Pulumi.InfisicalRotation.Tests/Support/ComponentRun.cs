using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Components;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Constructs the component "bot" against children that answer as the engine does, and keeps what they got.</summary>
internal sealed class ComponentRun(bool isPreview = false)
{
    public const string Arn = "arn:aws:iam::123456789012:user/ci/";
    public const string ConnectionId = "11111111-1111-4111-8111-111111111111";

    private readonly Lock _gate = new();

    public List<ChildRegistration> Registered { get; } = [];

    /// <summary>Names of children that fail.</summary>
    public HashSet<string> Failing { get; } = [];

    /// <summary>Names of children that a preview finds already made.</summary>
    public HashSet<string> Existing { get; } = [];

    /// <summary>Users for whom a preview expects a policy.</summary>
    public List<string> ExpectedPolicies { get; } = [];

    public string Name { get; init; } = "bot";

    public ImmutableDictionary<string, ImmutableArray<string>> Dependencies { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The least that a program gives, without user and connection.</summary>
    public static PropertyMap Least { get; } = PropertyMap.Empty.With("secretPath", "/").With("rotationInterval", 30d);

    public static PropertyMap WithConnectionId { get; } = Least.With("connectionId", ConnectionId);

    public static PropertyMap Credentials { get; } =
        PropertyMap.Empty.With("accessKeyId", "AKIAIOSFODNN7EXAMPLE").With("secretAccessKey", "hushed");

    public static PropertyMap Connection { get; } =
        PropertyMap.Empty.With("method", "access-key").With("credentials", Credentials);

    public static string UrnOf(string name) => $"urn:{name}";

    public ChildRegistration Child(string name) => Registered.Single(child => child.Name == name);

    public IEnumerable<string> Names => Registered.Select(child => child.Name);

    public Task<ConstructAnswer> Construct(PropertyMap inputs) => RotatedAwsIamUser.Construct(
        new ConstructCall("infisical-rotation:index:RotatedAwsIamUser", Name, inputs, Dependencies, isPreview),
        Register,
        new ComponentSession(null, ExpectedPolicies.Add),
        CancellationToken.None);

    private async Task<RegisteredChild> Register(ChildRegistration child, CancellationToken cancelled)
    {
        await Task.Yield();
        lock (_gate)
        {
            Registered.Add(child);
        }

        if (Failing.Contains(child.Name))
        {
            throw new RefusalException(RefusalKind.Precondition, $"{child.Name} failed");
        }

        var isMade = !isPreview || Existing.Contains(child.Name);
        var outputs = PropertyMap.From(child.Inputs.Select(pair => KeyValuePair.Create(pair.Key, Stored(pair.Value))));
        var isUser = child.Type == AwsTypes.User;
        return new RegisteredChild(
            UrnOf(child.Name),
            isMade ? $"id-of-{child.Name}" : "",
            isMade && isUser ? outputs.With("arn", Arn + Printed.Text(outputs["name"])) : outputs,
            IsUnknown: false);
    }

    /// <summary>The engine sends no outputs back.</summary>
    private static PropertyValue Stored(PropertyValue value) => value switch
    {
        PropertyValue.Output { IsSecret: true } output => new PropertyValue.Secret(Plain(output)),
        PropertyValue.Output output => Plain(output),
        _ => value,
    };

    private static PropertyValue Plain(PropertyValue.Output output) => output.Value ?? PropertyValue.Unknown.Instance;
}

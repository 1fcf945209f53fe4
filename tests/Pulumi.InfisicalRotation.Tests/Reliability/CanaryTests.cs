using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Catalogue.Logins;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>
/// Secrets in every secret place go through every call while servers and proxies quote them, and no log line of any level,
/// error or unmarked value has one.
/// </summary>
public sealed class CanaryTests
{
    private const string Header = "canary-header-value";
    private const string AwsSecret = "canary-aws-secret-access-key";
    private const string AwsToken = "canary-aws-session-token";

    // Nothing listens there.
    private static readonly ImmutableDictionary<string, string> NoMetadata = LoginCases.Variables(
        ("GCE_METADATA_HOST", "127.0.0.1:1"), ("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:1"));

    public static TheoryData<string, string> Methods => ConnectionFacts.UsableMethods;

    public static TheoryData<string> Slugs => Contracts.Slugs;

    public static TheoryData<string> Logins => LoginCases.Names;

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Credentials_of_a_connection_are_shown_nowhere(string app, string method)
    {
        await using var engine = await ConnectionHarness.Start(app, triesAws: false);
        var (inputs, other) = (ConnectionFacts.Inputs(app, method), ConnectionHarness.WithOtherSecrets(app, method));
        var facts = ConnectionFacts.Credentials(app, method);

        await Play(
            engine, "/api/v1/app-connections", [], (inputs, SecretTexts(facts, inputs)), (other, SecretTexts(facts, other)));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task Inputs_of_a_rotation_that_the_user_marks_secret_are_shown_nowhere(string slug)
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(slug).TypeName));
        var (inputs, other) = (Contracts.Inputs(slug), Contracts.ChangedInputs(slug));
        string[] marked = ["name", "description", "secretPath", "parameters", "secretsMapping", "temporaryParameters"];

        await Play(
            engine,
            "/api/v2/secret-rotations",
            [],
            (Marked(inputs, marked), marked.Where(inputs.ContainsKey).SelectMany(name => Texts(inputs[name]))),
            (Marked(other, marked), marked.Where(other.ContainsKey).SelectMany(name => Texts(other[name]))));
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task Secrets_of_the_configuration_are_shown_nowhere(string name)
    {
        await using var engine = await ProviderHarness.Start();
        var login = LoginCases.Of(name);
        foreach (var (variable, value) in login.Surroundings.AddRange(NoMetadata))
        {
            engine.Variables[variable] = value;
        }

        var block = login.Block.ContainsKey("tokenPath")
            ? login.Block.Without("tokenPath").With("token", LoginCases.Jwt)
            : login.Block;
        var configuration = Configuration(engine, login.Method, block);
        var canaries = new Canaries([.. login.Canaries, Header, AwsSecret, AwsToken]);

        var check = engine.Provider.CheckConfig(PropertyMap.Empty, configuration);
        Assert.Empty(canaries.OpenIn(check.Inputs));
        Assert.Empty(canaries.In(check.Errors.Select(error => $"{error.Path} {error.Reason}")));

        // Once with the method, and once with credentials that work, so that other requests follow.
        var other = engine.Inputs().With("description", "changed");
        await Play(engine, "/api/", [.. login.Canaries, Header], (engine.Inputs(), []), (other, []), configuration);
        await Play(
            engine,
            "/api/",
            [engine.Server.Seed.Identity.ClientSecret, Header],
            (engine.Inputs(), []),
            (other, []),
            configuration.With("auth", engine.Configuration()["auth"]));
    }

    private static PropertyMap Configuration(ProviderHarness engine, LoginMethod method, PropertyMap block) =>
        engine.Configuration()
            .With("auth", PropertyMap.Empty.With(method.Name, block))
            .With("customHeaders", PropertyMap.Empty.With("X-Access", Header))
            .With("aws", PropertyMap.Empty
                .With("endpoint", engine.Server.IamAddress.ToString())
                .With("accessKeyId", engine.Server.Seed.AwsRootKey.AccessKeyId)
                .With("secretAccessKey", AwsSecret)
                .With("sessionToken", AwsToken));

    /// <summary>
    /// Each run once in peace, and once with each leak: a read may quote what the server knows, a write also what it sends.
    /// </summary>
    private static async Task Play(
        ProviderHarness engine,
        string path,
        IEnumerable<string> settings,
        (PropertyMap Inputs, IEnumerable<string> Secrets) first,
        (PropertyMap Inputs, IEnumerable<string> Secrets) second,
        PropertyMap? configuration = null)
    {
        var stack = new StackModel(engine);
        var count = new Canaries([]).Leaks.Count();
        for (var leak = -1; leak < count; leak++)
        {
            await Step(first, [], leak);
            await Step(second, first.Secrets, leak);
            await Step((PropertyMap.Empty, []), second.Secrets, leak);
        }

        async Task Step((PropertyMap Inputs, IEnumerable<string> Secrets) program, IEnumerable<string> known, int leak)
        {
            stack.Program = program.Inputs.Count == 0 ? [] : [new Declared(engine.Token, "it", program.Inputs)];
            var (reads, writes) = (new Canaries([.. settings, .. known]), new Canaries([.. settings, .. known, .. program.Secrets]));
            await Run(() => stack.Preview(configuration), reads, writes, leak);
            await Run(() => stack.Up(configuration), reads, writes, leak);
            await Run(() => stack.Up(configuration), reads, writes, -1);
        }

        async Task Run(Func<Task<RunOutcome>> run, Canaries reads, Canaries writes, int leak)
        {
            if (leak >= 0)
            {
                engine.Server.Faults.On("GET", path, reads.Leaks.ElementAt(leak), times: 60);
                engine.Server.Faults.On("*", path, writes.Leaks.ElementAt(leak), times: 60);
                engine.Server.Faults.OnAws(
                    "ListAccessKeys", new Canaries([AwsSecret, AwsToken]).Leaks.ElementAt(leak), times: 60);
            }

            var outcome = await run();
            engine.Server.Faults.Clear();
            ImmutableArray<string> found =
            [
                .. new Canaries([AwsSecret, AwsToken]).In(engine.Log),
                .. writes.In([.. engine.Log, .. outcome.Errors]),
                .. stack.State.SelectMany(kept => writes.OpenIn(kept.Inputs).AddRange(writes.OpenIn(kept.Outputs))),
            ];
            Assert.True(found.IsEmpty, string.Join("\n", found));
        }
    }

    private static PropertyMap Marked(PropertyMap inputs, string[] names) => names.Where(inputs.ContainsKey).Aggregate(
        inputs, (all, name) => all.With(name, new PropertyValue.Secret(all[name])));

    private static IEnumerable<string> SecretTexts(Dictionary<string, JsonObject> facts, PropertyMap inputs) =>
        ((PropertyValue.Map)inputs["credentials"].Plain()).Properties
            .Where(pair => facts.TryGetValue(pair.Key, out var fact) && fact.IsTrue("secret"))
            .SelectMany(pair => Texts(pair.Value));

    private static IEnumerable<string> Texts(PropertyValue value) => value.Plain() switch
    {
        PropertyValue.Text text => [text.Value],
        PropertyValue.Map map => map.Properties.Values.SelectMany(Texts),
        PropertyValue.List list => list.Items.SelectMany(Texts),
        _ => [],
    };
}

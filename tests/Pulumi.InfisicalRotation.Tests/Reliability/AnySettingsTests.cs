using CsCheck;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Logins;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>Any configuration is accepted or refused; none stops a run that only wants to destroy.</summary>
public sealed class AnySettingsTests
{
    private static readonly string[] Variables =
    [
        "INFISICAL_HOST", "INFISICAL_API_URL", "INFISICAL_TOKEN", "INFISICAL_AUTH_METHOD", "INFISICAL_CUSTOM_HEADERS",
        "INFISICAL_UNIVERSAL_AUTH_CLIENT_ID", "INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET", "INFISICAL_PROJECT_ID",
        "INFISICAL_MACHINE_IDENTITY_ID", "INFISICAL_ORGANIZATION_SLUG", "INFISICAL_ENVIRONMENT",
    ];

    private static readonly Gen<Dictionary<string, string>> Environments =
        Gen.Select(Gen.OneOf(Variables), Gen.OneOf(
                Gen.OneOf("", " ", "https://h", "h:1", "\u001b", "a=b", "ldap", "{\"a\":\"b\"}", new string('x', 5000)),
                Gen.String))
            .Array[0, 2].Select(pairs => pairs.DistinctBy(pair => pair.Item1)
                .ToDictionary(pair => pair.Item1, pair => pair.Item2));

    private static readonly Gen<PropertyMap> Configurations = Gen.OneOf([.. LoginMethods.All]).SelectMany(method =>
        InventedValues.Like(PropertyMap
            .From(ProviderConfig.All.Select(field => KeyValuePair.Create(field.Name, EveryField.Valid(field))))
            .With(
                ProviderConfig.Auth.Name,
                PropertyMap.Empty.With(method.Name, LoginCases.Of(method.Name).Block))));

    [Fact]
    public Task Settings_are_accepted_or_refused_with_a_reason() => Inventions.PlayAll(
        Gen.Select(Configurations, Configurations, Environments),
        one =>
        {
            var (now, old, variables) = one;
            using var provider = new InfisicalProvider(TimeProvider.System, variables.GetValueOrDefault);
            var answer = provider.CheckConfig(old, now);
            var context = new CallContext(
                "", (_, text) => Assert.NotEmpty(text), CancellationToken.None, CancellationToken.None);

            Diagnoses.ReportWrongKinds(
                answer.Errors,
                [.. ProviderConfig.All.Where(field => field.Kind == FieldKind.Text && !field.HoldsSecret)],
                now);
            Assert.All(answer.Errors, error => Assert.Matches(@"(?s)^\S.*\S.*[.?)]$", error.Reason));
            var again = provider.CheckConfig(old, answer.Inputs);
            Assert.Equal(answer.Inputs, again.Inputs);
            Assert.Equal(answer.Errors, again.Errors);
            Assert.Empty(provider.DiffConfig(now, now, context).Changes);
            Assert.All(
                provider.DiffConfig(old, now, context).Changes,
                change => Assert.True(
                    (old.ContainsKey(change.Path) || now.ContainsKey(change.Path)) && !change.Replaces));
            provider.Configure(now, (_, _) => { });
            return Task.CompletedTask;
        },
        one => $"{Printed.Text(one.Item1)}\n{Printed.Text(one.Item2)}\n{string.Join(' ', one.Item3)}");
}

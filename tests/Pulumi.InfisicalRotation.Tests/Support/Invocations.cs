using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Calls of functions.</summary>
internal static class Invocations
{
    public static Task<InvokeAnswer> Invoke(this ProviderHarness engine, string function, PropertyMap? arguments = null) =>
        engine.Provider.Invoke(
            new InvokeCall($"infisical-rotation:index:{function}", arguments ?? PropertyMap.Empty), engine.Context);

    /// <summary>The results of a call whose arguments are right.</summary>
    public static async Task<PropertyMap> Results(
        this ProviderHarness engine, string function, PropertyMap? arguments = null)
    {
        var answer = await engine.Invoke(function, arguments);
        Assert.Empty(answer.Errors);
        return answer.Results;
    }

    /// <summary>The errors of a call, as paths and reasons. There are no results, and nothing was requested.</summary>
    public static async Task<ImmutableArray<string>> Refused(
        this ProviderHarness engine, string function, PropertyMap? arguments = null)
    {
        var before = engine.Server.Requests.All.Length;
        var answer = await engine.Invoke(function, arguments);

        Assert.NotEmpty(answer.Errors);
        Assert.Empty(answer.Results);
        Assert.Equal(before, engine.Server.Requests.All.Length);
        return [.. answer.Errors.Select(error => $"{error.Path} {error.Reason}".TrimStart())];
    }

    public static string? TextOf(this PropertyMap results, string name) =>
        (results.Get(name)?.Plain() as PropertyValue.Text)?.Value;

    public static ImmutableArray<PropertyMap> ListOf(this PropertyMap results, string name) =>
    [
        .. Assert.IsType<PropertyValue.List>(results.Get(name)).Items
            .Select(item => Assert.IsType<PropertyValue.Map>(item).Properties),
    ];
}

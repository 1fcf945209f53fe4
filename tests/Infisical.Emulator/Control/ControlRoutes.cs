namespace Infisical.Emulator;

/// <summary>Steering the emulator from another process.</summary>
internal sealed class ControlRoutes(Instance instance)
{
    public IEnumerable<Route> All() =>
    [
        At("GET", "world", _ => ControlViews.World(instance)),
    ];

    private static Route At(string method, string path, Func<Call, Answer> handle) =>
        new(method, $"/_emulator/{path}", RateClass.Exempt, (call, _) => Task.FromResult(handle(call))) { NeedsToken = false };
}

using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>
/// The steps from "a credential is wanted" to "it is stored", in the server's order. The storing happens inside: what fails in it
/// leaves the credential behind.
/// </summary>
internal sealed class IssueSteps(Instance instance)
{
    public async Task<T> RunAsync<T>(IssueOrder order, Func<JsonObject, T> store, CancellationToken cancellation)
    {
        var provider = instance.ProviderOf(order.Type);
        var fault = instance.Faults.TakeIssue();
        FailAt(FailurePoint.Start, fault);
        var credential = provider.Issue(order, () => FailAt(FailurePoint.Retired, fault));
        if (fault?.WaitsFor is { } hold)
        {
            await hold.PassAsync(cancellation);
        }

        FailAt(FailurePoint.Issued, fault);
        var stored = store(credential);
        FailAt(FailurePoint.Stored, fault);
        provider.Retire(order);
        return stored;

        void FailAt(FailurePoint point, ProviderFault? planned)
        {
            if (planned?.Point == point)
            {
                throw new ProviderFailure(planned.Text);
            }

            if (planned?.Point == FailurePoint.Database && point == FailurePoint.Issued)
            {
                throw Refusal.SomethingWentWrong();
            }
        }
    }
}

using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>What is to go wrong: each fault waits for its call, and is used up by it.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<Planned> _planned = [];
    private readonly Queue<ProviderFault> _issues = new();
    private readonly Queue<RevocationFault> _revocations = new();
    private readonly List<(ConnectionFault Fault, int Left)> _connections = [];
    private int _lostLocks;

    /// <summary>
    /// Spoils the n-th call from now on (and, with <paramref name="times"/>, those after it) whose method is this and whose path
    /// begins so; <c>*</c> is any method.
    /// </summary>
    public void On(string method, string pathStart, Fault fault, int nth = 1, int times = 1) =>
        On(EmulatorListener.Infisical, (called, path) => (method == "*" || method == called) && path.StartsWith(pathStart, StringComparison.Ordinal), fault, nth, times);

    /// <summary>Spoils the n-th call of an AWS action, such as <c>CreateAccessKey</c>.</summary>
    public void OnAws(string action, Fault fault, int nth = 1, int times = 1) =>
        On(EmulatorListener.Aws, (called, _) => called == action, fault, nth, times);

    /// <summary>Spoils the next issue or rotation of a credential; several are used up in turn.</summary>
    public void OnIssue(ProviderFault fault)
    {
        lock (_gate)
        {
            for (var time = 0; time < fault.Times; time++)
            {
                _issues.Enqueue(fault);
            }
        }
    }

    /// <summary>
    /// The next revocation of one credential fails. What the caller sees depends on the type; the text, only where the provider
    /// calls it a bad request.
    /// </summary>
    public void OnRevoke(string text, bool isBadRequest = false)
    {
        lock (_gate)
        {
            _revocations.Enqueue(new RevocationFault(text, isBadRequest));
        }
    }

    /// <summary>Credentials of a connection do not work when they are tried at its creation or change.</summary>
    public void OnConnection(ConnectionFault fault)
    {
        lock (_gate)
        {
            _connections.Add((fault, fault.Times));
        }
    }

    /// <summary>The next rotation asked for passes the check for a running one and then loses the lock to another.</summary>
    public void OnRotateLosesLock()
    {
        lock (_gate)
        {
            _lostLocks++;
        }
    }

    /// <summary>Forgets every fault that is still waiting.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _planned.Clear();
            _issues.Clear();
            _revocations.Clear();
            _connections.Clear();
            _lostLocks = 0;
        }
    }

    internal Fault? Take(EmulatorListener listener, string method, string path)
    {
        lock (_gate)
        {
            // The first fault that is due takes the call; those planned after it have not seen it.
            var due = _planned
                .Where(plan => plan.Listener == listener && plan.Fits(method, path))
                .FirstOrDefault(plan => ++plan.Seen >= plan.Nth);
            _planned.RemoveAll(plan => plan.Seen >= plan.Nth + plan.Times - 1);
            return due?.Fault;
        }
    }

    internal ProviderFault? TakeIssue()
    {
        lock (_gate)
        {
            return _issues.TryDequeue(out var fault) ? fault : null;
        }
    }

    internal RevocationFault? TakeRevocation()
    {
        lock (_gate)
        {
            return _revocations.TryDequeue(out var fault) ? fault : null;
        }
    }

    internal ConnectionFault? TakeConnection(string app, JsonObject credentials)
    {
        lock (_gate)
        {
            var index = _connections.FindIndex(plan => plan.Left > 0 && plan.Fault.Fits(app, credentials));
            if (index < 0)
            {
                return null;
            }

            var (fault, left) = _connections[index];
            _connections[index] = (fault, left == int.MaxValue ? left : left - 1);
            return fault;
        }
    }

    internal bool TakeLostLock()
    {
        lock (_gate)
        {
            return _lostLocks > 0 && _lostLocks-- > 0;
        }
    }

    private void On(EmulatorListener listener, Func<string, string, bool> fits, Fault fault, int nth, int times)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        lock (_gate)
        {
            _planned.Add(new Planned(listener, fits, fault, nth, times));
        }
    }

    private sealed record Planned(EmulatorListener Listener, Func<string, string, bool> Fits, Fault Fault, int Nth, int Times)
    {
        public int Seen { get; set; }
    }
}

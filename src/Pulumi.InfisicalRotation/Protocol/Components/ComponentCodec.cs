using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Components;

/// <summary>The messages around one component.</summary>
internal static class ComponentCodec
{
    /// <summary>An input depends on what the engine says and on what the output values in it say.</summary>
    public static ConstructCall Decode(ConstructRequest request)
    {
        var inputs = PropertyCodec.Decode(request.Inputs);
        var told = request.InputDependencies.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Urns.ToImmutableArray());
        return new ConstructCall(request.Type, request.Name, inputs, Dependencies.Of(inputs, told), request.DryRun);
    }

    /// <summary>The component itself: same key as the program's registration, not remote, every option of the user passed on.</summary>
    public static RegisterResourceRequest SelfOf(ConstructRequest request)
    {
        var self = Registration(request, request.Type, request.Name, request.Parent);
        self.Custom = false;
        self.Object = request.Inputs ?? new();
        self.Dependencies.Add(request.Dependencies);
        self.Providers.Add(request.Providers);
        foreach (var (input, urns) in request.InputDependencies)
        {
            self.PropertyDependencies[input] = new() { Urns = { urns.Urns } };
        }

        ComponentOptions.Pass(request, self);
        return self;
    }

    /// <summary>A child. Version and provider are said, or the engine would start this plugin a second time for it.</summary>
    public static RegisterResourceRequest ChildOf(ConstructRequest request, string component, ChildRegistration child, string ownReference)
    {
        var package = child.Type.Split(':')[0];
        var isOurs = package == PackageInfo.Name;
        var registration = Registration(request, child.Type, child.Name, component);
        registration.Custom = true;
        registration.Object = PropertyCodec.Encode(child.Inputs);
        registration.Version = isOurs ? PackageInfo.Version : "";
        registration.Provider = request.Providers.TryGetValue(package, out var given) ? given : isOurs ? ownReference : "";

        // Said for every input: left out, each of them would count as depending on all of them together.
        foreach (var (input, urns) in Dependencies.Of(child.Inputs, child.Dependencies))
        {
            registration.PropertyDependencies[input.WellFormed()] = new() { Urns = { urns } };
        }

        Add(registration.Dependencies, registration.PropertyDependencies.Values.SelectMany(dependencies => dependencies.Urns));
        return registration;
    }

    public static RegisterResourceOutputsRequest OutputsOf(string component, ConstructAnswer answer) =>
        new() { Urn = component, Outputs = PropertyCodec.Encode(Dependencies.TakenOff(answer.Outputs)) };

    public static ConstructResponse Encode(ConstructRequest request, string component, ConstructAnswer answer)
    {
        var response = new ConstructResponse
        {
            Urn = component,
            State = PropertyCodec.Encode(request.AcceptsOutputValues ? answer.Outputs : Dependencies.TakenOff(answer.Outputs)),
        };
        foreach (var (output, urns) in Dependencies.Of(answer.Outputs, answer.Dependencies))
        {
            response.StateDependencies[output.WellFormed()] = new() { Urns = { urns } };
        }

        return response;
    }

    private static RegisterResourceRequest Registration(ConstructRequest request, string type, string name, string parent) => new()
    {
        Type = type.WellFormed(),
        Name = name.WellFormed(),
        Parent = parent,
        Remote = false,
        AcceptSecrets = true,
        AcceptResources = true,
        SupportsPartialValues = true,
        SupportsResultReporting = true,
        ParentStackTraceHandle = request.StackTraceHandle,
    };

    private static void Add(RepeatedField<string> field, IEnumerable<string> urns) => field.Add(urns.Distinct(StringComparer.Ordinal));
}

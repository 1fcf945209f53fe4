using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Protocol.Components;

/// <summary>Converts between the protocol messages and the calls of one component.</summary>
internal static class ComponentCodec
{
    /// <summary>
    /// An input depends on the resources that the engine lists and on those of the output values in it.
    /// </summary>
    public static ConstructCall Decode(ConstructRequest request)
    {
        var inputs = PropertyCodec.Decode(request.Inputs);
        var listed = request.InputDependencies
            .ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Urns.ToImmutableArray());
        return new ConstructCall(request.Type, request.Name, inputs, Dependencies.Of(inputs, listed), request.DryRun);
    }

    /// <summary>Registers the component itself, with all resource options of the user. It is not remote.</summary>
    /// <param name="request">The request of the engine.</param>
    /// <param name="inputs">The inputs for the state; null for those of the request.</param>
    public static RegisterResourceRequest EncodeComponent(ConstructRequest request, PropertyMap? inputs)
    {
        var registration = Registration(request, request.Type, request.Name, request.Parent);
        registration.Custom = false;
        registration.Object = inputs is null ? request.Inputs ?? new() : PropertyCodec.Encode(inputs);
        registration.Dependencies.Add(request.Dependencies);
        registration.Providers.Add(request.Providers);
        foreach (var (input, urns) in request.InputDependencies)
        {
            registration.PropertyDependencies[input] = new() { Urns = { urns.Urns } };
        }

        ComponentOptions.Copy(request, registration);
        return registration;
    }

    /// <summary>
    /// Version and provider are set: without them, the engine starts a second process of this plugin.
    /// </summary>
    public static RegisterResourceRequest EncodeChild(
        ConstructRequest request, string component, ChildRegistration child, string providerReference)
    {
        var package = child.Type.Split(':')[0];
        var isOwnPackage = package == PackageInfo.Name;
        var registration = Registration(request, child.Type, child.Name, component);
        registration.Custom = true;
        registration.Object = PropertyCodec.Encode(child.Inputs);
        registration.Version = isOwnPackage ? PackageInfo.Version : "";
        registration.Provider = request.Providers.TryGetValue(package, out var given) ? given
            : isOwnPackage ? providerReference
            : "";

        if (child.DeleteBeforeReplace is { } deletesFirst)
        {
            registration.DeleteBeforeReplace = deletesFirst;
            registration.DeleteBeforeReplaceDefined = true;
        }

        registration.ReplaceOnChanges.Add(child.ReplaceOnChanges);

        // Set for every input: the engine takes an input without an entry to depend on all dependencies of the child.
        foreach (var (input, urns) in Dependencies.Of(child.Inputs, child.Dependencies))
        {
            registration.PropertyDependencies[input.WellFormed()] = new() { Urns = { urns } };
        }

        registration.Dependencies.Add(registration.PropertyDependencies.Values
            .SelectMany(dependencies => dependencies.Urns)
            .Concat(child.After)
            .Distinct(StringComparer.Ordinal));
        return registration;
    }

    public static RegisterResourceOutputsRequest EncodeOutputs(string component, ConstructAnswer answer) =>
        new() { Urn = component, Outputs = PropertyCodec.Encode(Dependencies.Remove(answer.Outputs)) };

    public static ConstructResponse Encode(ConstructRequest request, string component, ConstructAnswer answer)
    {
        var response = new ConstructResponse
        {
            Urn = component,
            State = PropertyCodec.Encode(
                request.AcceptsOutputValues ? answer.Outputs : Dependencies.Remove(answer.Outputs)),
        };
        foreach (var (output, urns) in Dependencies.Of(answer.Outputs, answer.Dependencies))
        {
            response.StateDependencies[output.WellFormed()] = new() { Urns = { urns } };
        }

        return response;
    }

    private static RegisterResourceRequest Registration(
        ConstructRequest request, string type, string name, string parent) => new()
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
}

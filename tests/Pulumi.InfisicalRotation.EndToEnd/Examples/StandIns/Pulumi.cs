// As much of Pulumi's .NET SDK, and of its AWS package, as the example and the generated SDK need for the compiler to look up
// every name. Nothing of it runs.

namespace Pulumi
{
    using System;
    using System.Collections;
    using System.Collections.Generic;
    using System.Threading.Tasks;

    public static class Deployment
    {
        public static Task<int> RunAsync(Func<IDictionary<string, object?>> program) => Task.FromResult(program().Count);

        public static Task<int> RunAsync(Action program)
        {
            program();
            return Task.FromResult(0);
        }

        public static IDeployment Instance => throw new NotSupportedException();
    }

    public interface IDeployment
    {
        Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null);

        Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null);

        Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options);
    }

    public abstract class InvokeArgs
    {
        public static InvokeArgs? Empty => null;
    }

    public class InvokeOptions
    {
        public string? Version { get; set; }
    }

    public sealed class InvokeOutputOptions : InvokeOptions
    {
    }

    public sealed class Config
    {
        public string Require(string key) => key;

        public Output<string> RequireSecret(string key) => key is null ? throw new ArgumentNullException(nameof(key)) : new();
    }

    public class Output<T>
    {
        public Output<TResult> Apply<TResult>(Func<T, TResult> change) => change is null ? new() : new Output<TResult>();
    }

    public class Input<T>
    {
        public static implicit operator Input<T>(T value) => new();

        public static implicit operator Input<T>(Output<T> value) => new();
    }

    public sealed class InputList<T> : IEnumerable
    {
        private readonly List<Input<T>> _items = [];

        public static implicit operator InputList<T>(T[] items) => [.. items];

        public void Add(Input<T> item) => _items.Add(item);

        public IEnumerator GetEnumerator() => _items.GetEnumerator();
    }

    public sealed class InputMap<T> : IEnumerable
    {
        private readonly Dictionary<string, Input<T>> _items = [];

        public Input<T> this[string key]
        {
            set => _items[key] = value;
        }

        public void Add(string key, Input<T> value) => _items.Add(key, value);

        public IEnumerator GetEnumerator() => _items.GetEnumerator();
    }

    public abstract class ResourceArgs
    {
        public static ResourceArgs? Empty => null;
    }

    public abstract class Resource
    {
    }

    public abstract class ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options, bool remote = false) : Resource
    {
        public override string ToString() => $"{type} {name} {args} {options} {remote}";
    }

    public abstract class CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options) : Resource
    {
        public Output<string> Id { get; } = new();

        public override string ToString() => $"{type} {name} {args} {options}";
    }

    public abstract class ResourceOptions
    {
        public Input<string>? Id { get; set; }

        public string? Version { get; set; }
    }

    public sealed class ComponentResourceOptions : ResourceOptions
    {
        public static ComponentResourceOptions Merge(ComponentResourceOptions? first, ComponentResourceOptions? second) => second ?? first ?? new();
    }

    public sealed class CustomResourceOptions : ResourceOptions
    {
        public static CustomResourceOptions Merge(CustomResourceOptions? first, CustomResourceOptions? second) => second ?? first ?? new();
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class OutputAttribute(string name) : Attribute
    {
        public string Name => name;
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class OutputTypeAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Constructor)]
    public sealed class OutputConstructorAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class InputAttribute(string name, bool required = false, bool json = false) : Attribute
    {
        public override string ToString() => $"{name} {required} {json}";
    }
}

namespace Pulumi.Serialization
{
}

namespace Pulumi.Aws.Iam
{
    public sealed class UserArgs
    {
        public string? Name { get; set; }
    }

    public sealed class User(string name, UserArgs? args = null)
    {
        public UserArgs? Args => args;

        public string ResourceName => name;

        public Output<string> Name { get; } = new();
    }
}

using System.Net;
using AwsStandIn;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

var builder = WebApplication.CreateSlimBuilder();
builder.Configuration.Sources.Clear();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
var emulator = Environment.GetEnvironmentVariable("AWS_STAND_IN_EMULATOR") ?? throw new InvalidOperationException("AWS_STAND_IN_EMULATOR is not set.");
builder.Services.AddSingleton(new Account(new Uri(emulator)));
builder.Services.AddSingleton<AwsProvider>();
builder.Services.AddGrpc();
await using var application = builder.Build();
application.MapGrpcService<AwsProvider>();
await application.StartAsync();
var addresses = application.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!;

// The engine reads the port from the first line.
await Console.Out.WriteLineAsync($"{new Uri(addresses.Addresses.Single()).Port}");
await application.WaitForShutdownAsync();

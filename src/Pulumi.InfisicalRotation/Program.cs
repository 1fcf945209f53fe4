using Pulumi.InfisicalRotation.Lifecycle;
using Pulumi.InfisicalRotation.Protocol;

return await ProviderProcess.Serve(args, new EmptyProvider());

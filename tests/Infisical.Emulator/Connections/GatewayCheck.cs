using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>What a body says of gateways, held against the connection as it is.</summary>
internal static class GatewayCheck
{
    public static void Demand(EmulatorOptions options, JsonObject body, Identity identity, ConnectionRow? current = null)
    {
        var gateway = body.ContainsKey("gatewayId") ? body.TextOf("gatewayId") : current?.GatewayId;
        var pool = body.ContainsKey("gatewayPoolId") ? body.TextOf("gatewayPoolId") : current?.GatewayPoolId;
        if (gateway is not null && pool is not null)
        {
            throw ConnectionRefusals.TwoGateways();
        }

        if (gateway != current?.GatewayId || pool != current?.GatewayPoolId)
        {
            Permission.Demand(identity, "gateway", "attach-gateways");
        }

        if (gateway is not null && gateway != current?.GatewayId && options.Gateways?.Contains(gateway) == false)
        {
            throw ConnectionRefusals.NoGateway(gateway);
        }
    }
}

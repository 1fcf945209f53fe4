namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Stripe.</summary>
internal static class StripeConnection
{
    public static readonly ConnectionType Type = new()
    {
        App = "stripe",
        Title = "Stripe",
        Methods =
        [
            new(
                "oauth",
                SharedCredentials.Code with { MaxLength = 500 })
            { NeedsBrowser = true },
        ],
        Notes = "The server must be configured for Stripe.",
    };
}

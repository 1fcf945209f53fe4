using System.Globalization;

namespace Infisical.Emulator;

/// <summary>What the process was started with.</summary>
/// <param name="Options">The switches.</param>
/// <param name="UntilStdinEnds">End when standard input does.</param>
internal sealed record CommandLine(EmulatorOptions Options, bool UntilStdinEnds)
{
    public const string Usage =
        """
        emulator [--port N] [--iam-port N] [--rate-limits free|pro|instance] [--every-app] [--earlier-validation]
                 [--without-move] [--without-check] [--without-plan] [--until-stdin-ends]

          --port N, --iam-port N   where Infisical and AWS are played (default: any free port)
          --rate-limits PLAN       those of the free or the pro cloud, or of an own instance (default: none)
          --every-app              a connection for each app, not for AWS alone
          --earlier-validation     422 in the form of earlier servers
          --without-move           no route to move a rotation, as on earlier servers
          --without-check          no route to check credentials, as on earlier servers
          --without-plan           a plan without secret rotations
          --until-stdin-ends       end with standard input
        """;

    /// <summary>The command line, or null where it makes no sense.</summary>
    public static CommandLine? Read(IReadOnlyList<string> words)
    {
        var options = new EmulatorOptions();
        var untilStdinEnds = false;
        for (var index = 0; index < words.Count; index++)
        {
            switch (words[index])
            {
                case "--port" when Number(words, ++index) is { } port:
                    options.Port = port;
                    break;
                case "--iam-port" when Number(words, ++index) is { } port:
                    options.IamPort = port;
                    break;
                case "--rate-limits":
                    options.RateLimits = LimitsNamed(words.ElementAtOrDefault(index + 1), ref index);
                    break;
                case "--every-app":
                    options.Seed = Seed.WithEveryApp();
                    break;
                case "--earlier-validation":
                    options.ValidationForm = ValidationForm.Earlier;
                    break;
                case "--without-move":
                    options.HasMove = false;
                    break;
                case "--without-check":
                    options.HasCheckCredentials = false;
                    break;
                case "--without-plan":
                    options.PlanHasRotations = false;
                    break;
                case "--until-stdin-ends":
                    untilStdinEnds = true;
                    break;
                default:
                    return null;
            }
        }

        return new CommandLine(options, untilStdinEnds);
    }

    private static int? Number(IReadOnlyList<string> words, int index) =>
        index < words.Count && int.TryParse(words[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static RateLimits LimitsNamed(string? name, ref int index)
    {
        index += name is "free" or "pro" or "instance" ? 1 : 0;
        return name switch
        {
            "pro" => RateLimits.CloudPro,
            "instance" => RateLimits.Instance,
            _ => RateLimits.CloudFree,
        };
    }
}

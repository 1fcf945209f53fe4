using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>Chooses a stable time of day from a text.</summary>
internal sealed class GetSpreadScheduleFunction : Function
{
    private const int HoursPerDay = 24;

    public override FunctionDefinition Definition => GetSpreadSchedule.Definition;

    public override Task<InvokeAnswer> Run(Arguments arguments, ProviderSession session, CancellationToken cancelled)
    {
        var from = arguments.Integer(GetSpreadSchedule.FromHour);
        var to = arguments.Integer(GetSpreadSchedule.ToHour);
        if (from == to)
        {
            return Task.FromResult(InvokeAnswer.Wrong(
                GetSpreadSchedule.ToHour.Name, FunctionMessages.EmptyWindow(from)));
        }

        var length = TimeSpan.FromHours(to > from ? to - from : HoursPerDay - from + to);
        var minute = (int)(Position(arguments.RequiredText(GetSpreadSchedule.Key)) % (ulong)length.TotalMinutes);
        var time = TimeSpan.FromHours(from) + TimeSpan.FromMinutes(minute);
        return Task.FromResult(InvokeAnswer.Of(PropertyMap.Empty
            .With(GetSpreadSchedule.Hours.Name, (double)time.Hours)
            .With(GetSpreadSchedule.Minutes.Name, (double)time.Minutes)));
    }

    /// <summary>A cryptographic hash spreads similar keys, such as app-1 and app-2, as evenly as any.</summary>
    private static ulong Position(string key) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

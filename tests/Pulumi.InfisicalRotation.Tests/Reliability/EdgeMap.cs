using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>
/// The memory in which an instrumented assembly counts how often it goes from one branch to the next. Two pairs of
/// branches may share a counter. Without instrumentation it stays empty.
/// </summary>
internal static unsafe class EdgeMap
{
    private const int Size = 1 << 16;

    private static readonly byte* Counts = (byte*)NativeMemory.AllocZeroed(Size);

    /// <summary>For each edge, which classes of counts were reached: a bit for 1, 2, 3 to 4, 5 to 8 …</summary>
    private static readonly byte[] Reached = new byte[Size];

    /// <summary>How many edges were reached so far.</summary>
    public static int Edges => Size - Reached.Count((byte)0);

    /// <summary>Instrumented code writes from its first method on, which may be before the first test.</summary>
    [ModuleInitializer]
    internal static void Provide() => Trace.SharedMem = Counts;

    /// <summary>Forgets the last run.</summary>
    public static void Clear()
    {
        new Span<byte>(Counts, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether the runs since <see cref="Clear"/> reached an edge, or a class of counts, for the first time.</summary>
    /// <param name="keeps">Whether they count as reached from now on.</param>
    public static bool IsNew(bool keeps)
    {
        var isNew = false;
        for (var edge = 0; edge < Size; edge++)
        {
            var bit = (byte)(Counts[edge] == 0 ? 0 : 1 << Math.Min(7, 32 - BitOperations.LeadingZeroCount(Counts[edge] - 1u)));
            if ((bit & ~Reached[edge]) != 0)
            {
                isNew = true;
                Reached[edge] |= keeps ? bit : (byte)0;
            }
        }

        return isNew;
    }

    /// <summary>The edges of the runs since <see cref="Clear"/>.</summary>
    public static int[] Last() => [.. Enumerable.Range(0, Size).Where(edge => Counts[edge] != 0)];
}

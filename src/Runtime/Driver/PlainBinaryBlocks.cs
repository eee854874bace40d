using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>
/// The elements of a run without weights and focus whose losses are reduced (<see cref="PlainBinaryLoop{TSimd, TVector, T}"/>, and <see cref="HardBinaryLoop{TSimd, TVector, T}"/> where all targets of the call are 0 or 1 and the losses are asked for as a sum alone).
/// </summary>
/// <remarks>Where the losses are asked for too, their sum is not made of them: unless targets are bits, it is the same with and without them.</remarks>
internal static class PlainBinaryBlocks<TKernel, T, TPass>
    where TKernel : struct, IBinaryKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TPass : struct, IPass
{
    /// <summary>The elements of a run, whose losses are one number: a thread's share, and whole blocks.</summary>
    public const int RunElements = Threads.LogitsOfShare;

    private const int StepElements = BinaryLossDriver.StepElements;

    /// <summary>What of a step at the end is no element: logits so low that they add nothing, with targets 0.</summary>
    private static T Padding => T.CreateTruncating(-1000);

    /// <summary>
    /// The elements of a block: what is done for a block alone takes little beside so many, and the first-level cache has room for them, for the gradient of two blocks and for what is fetched ahead. Where targets are bits,
    /// there is room for more.
    /// </summary>
    public static int BlockElements(bool areLabels) => areLabels && typeof(T) == typeof(float) ? 2048 : 1024;

    /// <returns>The sum of the losses.</returns>
    public static double Run(TKernel kernel, scoped in BinaryArguments<T> arguments, T scale)
    {
        int length = arguments.Logits.Length;
        int runs = Threads.Shares(length, RunElements);
        double[] rented = ArrayPool<double>.Shared.Rent(runs);
        Span<double> totals = rented.AsSpan(0, runs);
        int threads = Threads.Count(kernel.MaxDegreeOfParallelism, length);
        if (threads > 1)
        {
            ParallelBinaryBlocks<TKernel, T, TPass>.RunPlain(kernel, in arguments, scale, threads, totals);
        }
        else
        {
            Elements(kernel, in arguments, scale, 0, length, totals);
        }

        LossSum sum = default;
        foreach (double total in totals)
        {
            sum.Add(total);
        }

        ArrayPool<double>.Shared.Return(rented);
        return sum.Total;
    }

    /// <summary>Computes neighbouring elements.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">The arguments of the call.</param>
    /// <param name="scale">What the gradient is multiplied with.</param>
    /// <param name="start">The first of the elements, the start of a run.</param>
    /// <param name="end">The end of the elements.</param>
    /// <param name="totals">Receives the sum of the losses of each run, at its number among all.</param>
    [SkipLocalsInit]
    public static void Elements(TKernel kernel, scoped in BinaryArguments<T> arguments, T scale, int start, int end, Span<double> totals)
    {
        // Vectors that cross cache lines take twice as long to store. The stack does not move.
        int blockElements = BlockElements(!arguments.Labels.IsEmpty);
        int buffers = BlockGradient<T, TPass>.Memory(blockElements);
        Span<T> memory = CacheLine.From(stackalloc T[(blockElements / 2) + buffers + CacheLine.MostElements]);
        Span<double> carried = CacheLine.From(stackalloc double[SoftplusSum.Carried + CacheLine.MostElements])[..SoftplusSum.Carried];
        Span<T> fours = memory[..(blockElements / 2)];
        var gradient = new BlockGradient<T, TPass>(in arguments, start, blockElements, memory.Slice(blockElements / 2, buffers));

        // Ends are found without going beyond them: there may be as many elements as an int can count.
        for (int run = start, next; run < end; run = next)
        {
            next = run + Math.Min(RunElements, end - run);
            carried.Clear();
            double far = 0;
            bool areLabels = !arguments.Labels.IsEmpty;
            for (int i = run, count; i < next; i += count)
            {
                count = Math.Min(blockElements, next - i);
                gradient.Begin(i, count);

                // Where one block contradicts its targets by far, so will the next.
                areLabels = areLabels && Block(in arguments, scale, i, count, fours, ref gradient, carried, areLabels: true);
                if (!areLabels && !Block(in arguments, scale, i, count, fours, ref gradient, carried, areLabels: false))
                {
                    // The logits are still there: where the gradient takes their place, it is not written yet.
                    LossSum sum = default;
                    BinaryBlocks<TKernel, T, ForwardPass>.Elements(kernel, in arguments, scale, i, i + count, ref sum);
                    far += sum.Total;
                }

                gradient.End(i, count);
            }

            totals[run / RunElements] = SoftplusSum.Total(carried) + far;
        }

        gradient.Complete(end);
    }

    /// <summary>Computes a block. Whether its losses were added to those that are carried.</summary>
    private static bool Block(
        scoped in BinaryArguments<T> arguments, T scale, int start, int count, Span<T> fours, ref BlockGradient<T, TPass> gradient, Span<double> carried, bool areLabels)
    {
        int whole = count - (count % StepElements);
        Span<T> products = fours[..(fours.Length / 2)];
        Span<T> sums = fours[(fours.Length / 2)..];
        var block = new PlainBinaryBlock<T>
        {
            Count = whole,
            Logits = ref MemoryMarshal.GetReference(arguments.Logits[start..]),
            Targets = ref MemoryMarshal.GetReference(arguments.Targets[start..]),
            Labels = ref MemoryMarshal.GetReference(areLabels ? arguments.Labels[(start / LabelBits.GroupElements<T>() * LabelBits.NumbersOfGroup)..] : default),
            Products = ref MemoryMarshal.GetReference(products),
            Sums = ref MemoryMarshal.GetReference(sums),
            Losses = ref MemoryMarshal.GetReference(arguments.HasLosses ? arguments.Losses[start..] : default),
            Slopes = ref MemoryMarshal.GetReference(gradient.Current),
            Scale = scale,
            Ready = ref MemoryMarshal.GetReference(gradient.Ready),
            Lines = ref MemoryMarshal.GetReference(gradient.Lines),
            HasLines = !gradient.Ready.IsEmpty,
        };
        Compute(in block, areLabels, arguments.HasLosses);
        int end = whole / 4;
        if (whole < count)
        {
            PaddedStep(
                arguments.Logits.Slice(start + whole, count - whole),
                arguments.Targets.Slice(start + whole, count - whole),
                in block,
                arguments.HasLosses ? arguments.Losses.Slice(start + whole, count - whole) : default,
                TPass.Backward ? gradient.Current[whole..] : default,
                areLabels);
            end += StepElements / 4;
        }

        return areLabels ? SoftplusSum.AddProducts<T>(products[..end], carried) : SoftplusSum.Add<T>(products[..end], sums[..end], carried);
    }

    /// <summary>The elements after a block, which fill no step, in a step of their own.</summary>
    private static void PaddedStep(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, scoped in PlainBinaryBlock<T> block, Span<T> losses, Span<T> slopes, bool areLabels)
    {
        Span<T> padded = stackalloc T[4 * StepElements];
        padded[..StepElements].Fill(Padding);
        padded[StepElements..].Clear();
        logits.CopyTo(padded);
        targets.CopyTo(padded[StepElements..]);
        Span<T> labels = stackalloc T[LabelBits.NumbersOfGroup];
        if (areLabels)
        {
            LabelBits.Write(padded.Slice(StepElements, StepElements), labels);
        }

        var step = new PlainBinaryBlock<T>
        {
            Count = StepElements,
            Logits = ref padded[0],
            Targets = ref padded[StepElements],
            Labels = ref labels[0],
            Products = ref Unsafe.Add(ref block.Products, block.Count / 4),
            Sums = ref Unsafe.Add(ref block.Sums, block.Count / 4),
            Slopes = ref padded[2 * StepElements],
            Losses = ref padded[3 * StepElements],
            Scale = block.Scale,
        };
        Compute(in step, areLabels, !losses.IsEmpty);
        padded.Slice(2 * StepElements, slopes.Length).CopyTo(slopes);
        padded.Slice(3 * StepElements, losses.Length).CopyTo(losses);
    }

    private static void Compute(scoped in PlainBinaryBlock<T> block, bool areLabels, bool hasLosses)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Compute<Simd512<T>, Vector512<T>>(in block, areLabels, hasLosses);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Compute<Simd256<T>, Vector256<T>>(in block, areLabels, hasLosses);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Compute<Simd128<T>, Vector128<T>>(in block, areLabels, hasLosses);
        }
        else
        {
            Compute<SimdScalar<T>, T>(in block, areLabels, hasLosses);
        }
    }

    private static void Compute<TSimd, TVector>(scoped in PlainBinaryBlock<T> block, bool areLabels, bool hasLosses)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        if (areLabels)
        {
            HardBinaryLoop<TSimd, TVector, T>.Compute<TPass>(in block);
        }
        else if (hasLosses)
        {
            PlainBinaryLoop<TSimd, TVector, T>.Compute<TPass, EachLoss>(in block);
        }
        else
        {
            PlainBinaryLoop<TSimd, TVector, T>.Compute<TPass, NoLosses>(in block);
        }
    }
}

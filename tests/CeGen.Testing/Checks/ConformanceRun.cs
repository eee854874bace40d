using System.Numerics;

namespace CeGen.Testing;

/// <summary>Runs cases through kernels.</summary>
public static class ConformanceRun
{
    /// <summary>All checks of the cases, one at a time: each case through each kernel of each side, in each type and each form that the loss has.</summary>
    public static IEnumerable<CheckResult> Checks(IEnumerable<ConformanceCase> cases, IReadOnlyList<IKernelSource> sides) =>
        cases.SelectMany(c => sides.SelectMany(side => Checks(c, side)));

    /// <summary>The checks of one case on one side.</summary>
    public static IEnumerable<CheckResult> Checks(ConformanceCase c, IKernelSource side) => [.. Checks<float>(c, side), .. Checks<double>(c, side)];

    /// <summary>The forms in which a case can be given to a kernel: a binary loss takes spans only.</summary>
    public static IReadOnlyList<LossForm> Forms(ConformanceCase c) => c.IsBinary ? [LossForm.Span] : [LossForm.Span, LossForm.Tensor];

    private static IEnumerable<CheckResult> Checks<T>(ConformanceCase c, IKernelSource side)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var call = new LossCall<T>(c);
        foreach (LossForm form in Forms(c))
        {
            foreach (LossKernel<T> kernel in side.Kernels<T>(c, form))
            {
                Judge<T> judge = Run(c, kernel, call);
                yield return new CheckResult(c, side.Side, ElementName<T>(), form, kernel.Variant, judge.Failures, judge.Error);
            }
        }
    }

    private static Judge<T> Run<T>(ConformanceCase c, LossKernel<T> kernel, LossCall<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var judge = new Judge<T>(c);
        if (kernel.WhyMissing is { } reason)
        {
            judge.Fail(reason);
            return judge;
        }

        Try("Forward", kernel.Forward, () => judge.Loss("Forward", call.Losses));
        Try("fused", kernel.Fused, () =>
        {
            judge.Loss("fused", call.Losses);
            judge.GradientTimesUpstream("fused", call.Gradient);
        });
        Try("Backward", kernel.Backward, () => judge.Gradient("Backward", call.Gradient));
        return judge;

        void Try(string name, Action<LossCall<T>> run, Action compare)
        {
            call.Reset();
            try
            {
                run(call);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                judge.Fail($"{name} threw {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
                return;
            }

            compare();
        }
    }

    /// <summary>The name of the element type in C#.</summary>
    public static string ElementName<T>() => typeof(T) == typeof(float) ? "float" : "double";
}

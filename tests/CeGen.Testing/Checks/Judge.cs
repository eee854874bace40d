using System.Numerics;

namespace CeGen.Testing;

/// <summary>Compares what a kernel gives with what a case expects, and collects what differs.</summary>
internal sealed class Judge<T>(ConformanceCase c)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<string> _failures = [];

    public IReadOnlyList<string> Failures => _failures;

    /// <summary>The worst errors, where the case promises ulp and there was something to compare.</summary>
    public UlpError? Error { get; private set; }

    public void Loss(string call, T[] actual)
    {
        if (c.ExpectedLoss is not { } expected)
        {
            return;
        }

        double[] numbers = AsDouble(actual);
        if (c.Promise is not { } promise)
        {
            Add(Agreement.Difference<T>($"{call} loss", expected, numbers, Agreement.AbsoluteLoss<T>()));
            return;
        }

        double[] errors = [.. numbers.Select((a, i) => Ulp.Error<T>(a, expected[i]))];
        Error = new UlpError(errors.Max(), 0).Or(Error);
        AddErrors($"{call} loss", expected, numbers, errors, promise);
    }

    public void Gradient(string call, T[] actual) => Gradient(call, AsDouble(actual));

    /// <summary>Compares the gradient of a fused call, which knows no upstream gradient, times that.</summary>
    public void GradientTimesUpstream(string call, T[] actual)
    {
        // An upstream gradient of ∞ or NaN times an exact 0 would be another number here than in the kernel.
        if (c.Upstream.All(double.IsFinite))
        {
            Gradient(call, [.. actual.Select((a, i) => double.CreateTruncating(a) * c.Upstream[c.Upstream.Length == 1 ? 0 : c.LossOf(i)])]);
        }
    }

    /// <summary>Tells of a failure that left nothing to compare.</summary>
    public void Fail(string failure) => Add(failure);

    private void Gradient(string call, double[] actual)
    {
        if (c.ExpectedGradient is not { } expected)
        {
            return;
        }

        if (c.Promise is not { } promise)
        {
            Add(Agreement.Difference<T>($"{call} gradient", expected, actual, Agreement.AbsoluteGradient<T>(c)));
            return;
        }

        double largest = expected.Max(Math.Abs);
        double[] errors = [.. actual.Select((a, i) => Ulp.Error<T>(a, expected[i], largest))];
        Error = new UlpError(0, errors.Max()).Or(Error);
        AddErrors($"{call} gradient", expected, actual, errors, promise);
    }

    private void AddErrors(string what, double[] expected, double[] actual, double[] errors, ExactPromise promise)
    {
        int[] wrong = [.. Enumerable.Range(0, errors.Length).Where(i => !(errors[i] <= promise.Ulp))];
        Add(Agreement.Sentence(what, wrong, i => FormattableString.Invariant(
            $"expected {expected[i]:R}, got {actual[i]:R}, {errors[i]:F1} ulp off where {promise.Ulp} are promised")));
    }

    private void Add(string? failure)
    {
        if (failure is not null)
        {
            _failures.Add(failure);
        }
    }

    private static double[] AsDouble(T[] values) => Array.ConvertAll(values, double.CreateTruncating);
}

namespace CeGen.Testing;

/// <summary>Turns the fields of a case into a case: knows the losses, the defaults, and which lengths must agree.</summary>
internal static class CaseReader
{
    public static ConformanceCase Read(string name, CaseFields fields) =>
        fields.Has("gradient") && !fields.Has("expectedGradient") ? ExactCaseReader.Read(name, fields) : ReadCase(name, fields);

    private static ConformanceCase ReadCase(string name, CaseFields fields)
    {
        string loss = fields.Text("loss") ?? throw new FormatException("'loss' is missing.");
        ConformanceCase c = loss switch
        {
            "cross_entropy" or "softmax_focal" => ReadSoftmax(name, loss, fields),
            "binary_cross_entropy_with_logits" or "sigmoid_focal" or "sigmoid_focal_loss" => ReadBinary(name, loss, fields),
            _ => throw new FormatException(
                $"The loss '{loss}' is unknown; expected cross_entropy, softmax_focal, binary_cross_entropy_with_logits or sigmoid_focal."),
        };

        if (c.ExpectedLoss is null && c.ExpectedGradient is null)
        {
            throw new FormatException("It expects nothing: 'expectedLoss' and 'expectedGradient' are missing.");
        }

        return c;
    }

    private static ConformanceCase ReadSoftmax(string name, string loss, CaseFields fields)
    {
        ConformanceCase c = ReadCommon(name, loss, isBinary: false, fields);
        if (CaseShape.Classes(c.Shape) < 1)
        {
            throw new FormatException("The class axis is empty; expected at least one class.");
        }

        if (fields.Has("positiveWeights"))
        {
            throw new FormatException($"The loss '{loss}' has no 'positiveWeights'; expected 'weights'.");
        }

        bool isIndex = IsIndex(c, fields);
        return c with
        {
            LabelSmoothing = fields.Number("labelSmoothing") ?? 0,
            IgnoreIndex = fields.Integer("ignoreIndex") ?? -100,
            Weights = c.Weights is null ? null : Sized("weights", c.Weights, c.Classes),
            Indices = isIndex ? Sized("targets", fields.Integers("targets")!, c.LossCount) : null,
            Probabilities = isIndex ? null : Sized("targets", fields.Numbers("targets")!, c.Logits.Length),
        };
    }

    private static ConformanceCase ReadBinary(string name, string loss, CaseFields fields)
    {
        ConformanceCase c = ReadCommon(name, loss, isBinary: true, fields);
        return c with
        {
            // Torchvision writes a negative α for none.
            FocalAlpha = (fields.Number("alpha") ?? fields.Number("focalAlpha")) is { } alpha and >= 0 ? alpha : null,
            Probabilities = Sized("targets", Required(fields.Numbers("targets"), "targets"), c.Logits.Length),
            Weights = PerLabelOrElement("weights", c.Weights, c),
            PositiveWeights = PerLabelOrElement("positiveWeights", fields.Numbers("positiveWeights"), c),
        };
    }

    private static ConformanceCase ReadCommon(string name, string loss, bool isBinary, CaseFields fields)
    {
        double[] logits = Required(fields.Numbers("logits"), "logits");
        int[] shape = ShapeOf(fields) ?? [logits.Length];
        var c = new ConformanceCase
        {
            Name = name,
            Loss = loss,
            IsBinary = isBinary,
            Shape = shape,
            Reduction = ReductionOf(fields),
            Logits = Sized("logits", logits, CaseShape.Elements(shape)),
            Weights = fields.Numbers("weights"),
            FocalGamma = fields.Number("gamma") ?? fields.Number("focalGamma") ?? 0,
            Upstream = [],
            ExpectedGradient = fields.Numbers("expectedGradient"),
        };

        int results = c.Reduction == Reduction.None ? c.LossCount : 1;
        return c with
        {
            Upstream = Upstream(fields.Numbers("upstream") ?? [], results),
            ExpectedLoss = fields.Numbers("expectedLoss") is { } losses ? Sized("expectedLoss", losses, results) : null,
            ExpectedGradient = c.ExpectedGradient is { } gradient ? Sized("expectedGradient", gradient, logits.Length) : null,
        };
    }

    private static int[]? ShapeOf(CaseFields fields)
    {
        int[]? shape = fields.Integers("shape")?.Select(axis => checked((int)axis)).ToArray();
        return shape is { Length: 0 } || shape?.Any(axis => axis < 0) == true
            ? throw new FormatException($"'shape' is [{string.Join(", ", shape)}]; expected the lengths of one axis or more.")
            : shape;
    }

    private static Reduction ReductionOf(CaseFields fields) => fields.Text("reduction") switch
    {
        null or "mean" => Reduction.Mean,
        "sum" => Reduction.Sum,
        "none" => Reduction.None,
        string other => throw new FormatException($"'reduction' is '{other}'; expected none, mean or sum."),
    };

    private static bool IsIndex(ConformanceCase c, CaseFields fields) => fields.Text("targetKind") switch
    {
        "index" => true,
        "probability" => false,
        null => Required(fields.Numbers("targets"), "targets").Length == c.LossCount,
        string other => throw new FormatException($"'targetKind' is '{other}'; expected index or probability."),
    };

    /// <summary>One upstream gradient is that of every loss; none is 1.</summary>
    private static double[] Upstream(double[] upstream, int results) => upstream.Length switch
    {
        0 => [.. Enumerable.Repeat(1.0, results)],
        1 => [.. Enumerable.Repeat(upstream[0], results)],
        _ => Sized("upstream", upstream, results),
    };

    /// <summary>Weights that repeat along axes before the last one are written out for every element.</summary>
    private static double[]? PerLabelOrElement(string name, double[]? weights, ConformanceCase c)
    {
        int elements = c.Logits.Length;
        if (weights is null || weights.Length == c.Classes || weights.Length == elements)
        {
            return weights;
        }

        if (weights.Length == 0 || elements % weights.Length != 0)
        {
            return Sized(name, weights, c.Classes);
        }

        return [.. Enumerable.Range(0, elements).Select(i => weights[i % weights.Length])];
    }

    private static T[] Required<T>(T[]? values, string name) => values ?? throw new FormatException($"'{name}' is missing.");

    private static T[] Sized<T>(string name, T[] values, int length) => values.Length == length
        ? values
        : throw new FormatException($"'{name}' has {values.Length} numbers; expected {length}.");
}

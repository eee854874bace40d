namespace CeGen.Generator.Tests.Harness;

/// <summary>A declaration that is right at first, of any form, and that a few accidents may befall.</summary>
internal sealed class RandomDeclaration
{
    private readonly Random _random;
    private readonly bool _isBinary;
    private readonly List<(string Name, string Value)> _options = [];
    private readonly List<(string Type, string Name)> _parameters = [];
    private readonly List<string> _modifiers = [];
    private string _returns;
    private string _name = "Loss";
    private string _end = ";";
    private string _before = "";
    private string _inside = "";
    private string _type = "static partial class L";

    private RandomDeclaration(Random random)
    {
        _random = random;
        _isBinary = Chance(3);
        string element = Pick("float", "double");
        string reduction = Pick("Mean", "Mean", "Sum", "None");
        _options.Add((_isBinary ? "Labels" : "Classes", Pick("2", "3", "3", "40")));
        if (reduction != "Mean" || Chance(3))
        {
            _options.Add(("Reduction", "Reduction." + reduction));
        }

        _returns = reduction == "None" ? "void" : element;
        if (_isBinary)
        {
            AddBinaryInputs(element);
        }
        else
        {
            AddInputs(element);
        }

        AddOutputs(element, reduction == "None");
        ChooseType();
    }

    /// <summary>Writes a declaration with at most three accidents.</summary>
    public static string Create(Random random)
    {
        var declaration = new RandomDeclaration(random);
        for (int accidents = Math.Max(0, random.Next(-1, 4)); accidents > 0; accidents--)
        {
            declaration.Spoil();
        }

        return declaration.ToString();
    }

    public override string ToString()
    {
        string attribute = $"{(_isBinary ? "BinaryCrossEntropy" : "CrossEntropy")}({string.Join(", ", _options.Select(o => $"{o.Name} = {o.Value}"))})";
        string method = $"{string.Join(" ", _modifiers)} {_returns} {_name}({string.Join(", ", _parameters.Select(p => $"{p.Type} {p.Name}"))}){_end}";
        string[] types = _type.Split(" / ");
        return $"{_before} {string.Concat(types.Select(t => t + " { "))}{_inside} [{attribute}] {method}{string.Concat(types.Select(_ => " }"))}";
    }

    private void AddInputs(string element)
    {
        string read = Pick("ReadOnlySpan<{0}>", "ReadOnlySpan<{0}>", "Span<{0}>", "{0}[]", "ReadOnlyTensorSpan<{0}>", "scoped ReadOnlySpan<{0}>");
        bool hasTensors = read.Contains("Tensor", StringComparison.Ordinal);
        _parameters.Add((string.Format(null, read, element), Pick("logits", "logits", "Logits", "@logits")));
        if (Chance(5))
        {
            _parameters.Add((element + "[]", "targets"));
        }
        else if (Chance(6))
        {
            _parameters.Add((Pick("int", "byte", "long"), "target"));
        }
        else
        {
            _parameters.Add((string.Format(null, hasTensors ? read : "ReadOnlySpan<{0}>", Pick("int", "int", "long", "byte", "sbyte", "ulong")), "targets"));
            if (!hasTensors && Chance(4))
            {
                _options.Add(("Layout", "ClassLayout.ClassFirst"));
                _parameters.Add(("int", "spatialSize"));
            }
        }

        if (Chance(5))
        {
            _parameters.Add((element + "[]", "weights"));
        }

        if (Chance(4))
        {
            _options.Add(("LabelSmoothing", Pick("0.1", "0", "0.25f")));
        }
        else if (Chance(4))
        {
            _options.Add(("FocalGamma", Pick("0", "1", "2", "0.5")));
        }
    }

    private void AddBinaryInputs(string element)
    {
        _parameters.Add((string.Format(null, Pick("ReadOnlySpan<{0}>", "Span<{0}>", "{0}[]"), element), "logits"));
        _parameters.Add((string.Format(null, Pick("ReadOnlySpan<{0}>", "{0}[]?"), element), Pick("targets", "Targets")));
        if (Chance(4))
        {
            _parameters.Add(($"ReadOnlySpan<{element}>", Pick("labelWeights", "positiveWeights")));
        }

        if (Chance(3))
        {
            _options.Add(("FocalAlpha", Pick("0.25", "0", "1", "double.NaN")));
        }
    }

    private void AddOutputs(string element, bool isNone)
    {
        if (isNone || Chance(5))
        {
            _parameters.Add(($"Span<{element}>", "losses"));
        }

        if (!_isBinary && Chance(6))
        {
            _parameters.Add(("int[]", "predictions"));
        }

        if (Chance(4))
        {
            _parameters.Add(($"Span<{element}>", "gradient"));
            if (Chance(2))
            {
                _parameters.Add((isNone ? element + "[]" : element, "upstream"));
            }
        }
    }

    private void ChooseType()
    {
        bool isStatic = Chance(2);
        if (isStatic)
        {
            _type = Pick("static partial class L", "partial class L", "partial interface L", "public partial record L(int X)", "partial class O<T> / internal static partial class L");
            _modifiers.AddRange([Pick("public", "internal", "private"), "static", "partial"]);
        }
        else
        {
            _type = Pick(
                "partial class L", "partial struct L", "readonly partial struct L", "ref partial struct L", "partial record struct L<T>", "partial interface L<in T>",
                "abstract partial class L", "unsafe partial class L", "partial class L<T> where T : allows ref struct", "partial class @event<@async> / partial struct L");
            _modifiers.AddRange([Pick("public", "internal", "private"), "partial"]);
        }

        if (_returns == "void" && Chance(3))
        {
            _modifiers.RemoveAt(0);
        }
    }

    private void Spoil()
    {
        switch (_random.Next(10))
        {
            case 0 or 1 or 2:
                SpoilOption();
                break;
            case 3 or 4 or 5:
                SpoilParameter();
                break;
            case 6:
                _returns = Pick("void", "float", "double", "int", "Task<float>", "ref float", "ref readonly double", "IEnumerable<float>", "Unknown", "float*", "dynamic", "(float, int)");
                break;
            case 7:
                SpoilModifiers();
                break;
            case 8:
                SpoilType();
                break;
            default:
                AddNeighbour();
                break;
        }
    }

    private void SpoilOption()
    {
        (string, string)[] pool =
        [
            ("Classes", Pick("0", "-1", "1", "256", "257", "70000", "int.MaxValue", "\"three\"", "1 / 0")),
            ("Labels", Pick("0", "1", "int.MinValue", "null")),
            ("Reduction", Pick("(Reduction)7", "Reduction.None", "Reduction.Sum", "Reduction.Median")),
            ("LabelSmoothing", Pick("1", "2", "double.NaN", "-0.0", "0.5", "1e-50")),
            ("IgnoreIndex", Pick("-100", "0", "2", "255", "-1", "long.MaxValue", "1.5")),
            ("ClassWeights", Pick("new double[] { 1, 2, 3 }", "new double[] { 0, 0 }", "null", "new[] { 1.5, -1 }", "new double[3]", "new[] { 1, double.NaN, 2 }", "new float[] { 1 }", "[1, 2, 3]")),
            ("LabelWeights", Pick("new double[] { 1, 0, 3 }", "new double[] { 0, 0 }", "null")),
            ("PositiveWeights", Pick("new[] { 1, double.PositiveInfinity }", "new double[0]", "new double[] { 0, 0, 0 }")),
            ("FocalGamma", Pick("2", "-1", "1e39", "double.NaN", "0")),
            ("FocalAlpha", Pick("0.5", "2", "double.NaN")),
            ("Layout", Pick("ClassLayout.ClassFirst", "ClassLayout.ClassLast", "(ClassLayout)5")),
            ("AllIgnored", Pick("AllIgnored.Zero", "AllIgnored.NaN", "(AllIgnored)3")),
            ("GenerateBackward", Pick("true", "false")),
            ("Temperature", "2"),
        ];
        (string Name, string) option = pool[_random.Next(pool.Length)];
        if (!Chance(8))
        {
            _options.RemoveAll(o => o.Name == option.Name);
        }

        if (!Chance(12))
        {
            _options.Insert(_random.Next(_options.Count + 1), option);
        }
    }

    private void SpoilParameter()
    {
        int at = _random.Next(_parameters.Count);
        (string type, string name) = _parameters[at];
        switch (_random.Next(6))
        {
            case 0:
                _parameters.RemoveAt(at);
                break;
            case 1:
                _parameters[at] = (AnyType(), name);
                break;
            case 2:
                _parameters[at] = (type, Pick("gradiant", "@class", "_", "Ünknown", "", "target", "weights", "x = default", "TARGETS"));
                break;
            case 3:
                _parameters[at] = ($"{Pick("ref", "in", "out", "ref readonly", "this", "scoped", "params", "scoped ref", "[Obsolete]", "readonly")} {type}", name);
                break;
            case 4:
                _parameters.Add(_parameters[at]);
                break;
            default:
                _parameters.Insert(
                    Chance(4) ? at : _parameters.Count,
                    (AnyType(), Pick("gradient", "upstream", "losses", "logSumExp", "predictions", "weights", "spatialSize", "target", "labelWeights", "positiveWeights", "x")));
                break;
        }

        if (_parameters.Count == 0)
        {
            _parameters.Add((AnyType(), "logits"));
        }
    }

    private string AnyType() => Pick(
        "ReadOnlySpan<float>", "Span<float>", "Span<double>", "float[]", "float[]?", "double[]", "int[]", "float", "double", "int", "long", "byte", "Span<int>", "ReadOnlySpan<byte>",
        "ReadOnlySpan<sbyte>", "ReadOnlySpan<Half>", "ReadOnlySpan<decimal>", "ReadOnlySpan<char>", "ReadOnlySpan<DayOfWeek>", "TensorSpan<float>", "ReadOnlyTensorSpan<int>",
        "ReadOnlyTensorSpan<double>", "float[,]", "float[][]", "string", "object?", "dynamic", "nint", "int?", "(int, float)", "Memory<float>", "List<float>", "Unknown", "ReadOnlySpan<Unknown>",
        "float*", "float*[]", "delegate*<int, void>", "T", "ReadOnlySpan<T>", "IEnumerable<int>");

    private void SpoilModifiers()
    {
        if (_modifiers.Count > 0 && Chance(3))
        {
            _modifiers.RemoveAt(_random.Next(_modifiers.Count));
        }
        else if (Chance(3))
        {
            _end = Pick(" => throw new Exception();", " { }", " where T : class;", "");
        }
        else if (Chance(4))
        {
            _name = Pick("Loss<T>", "Loss<T, U>", "@class", "L", "I.Loss", "ToString", "Equals", "_", "MoveNext");
            if (_name == "Loss<T>" && _end == ";")
            {
                _end = Pick(";", " where T : allows ref struct;", " where T : unmanaged, IComparable<T>;", " where T : class?, new();", " where T : notnull;");
            }
        }
        else
        {
            _modifiers.Insert(
                _random.Next(_modifiers.Count + 1),
                Pick("static", "virtual", "sealed", "override", "new", "async", "extern", "abstract", "unsafe", "readonly", "required", "volatile", "public", "protected", "partial", "file", "ref"));
        }
    }

    private void SpoilType()
    {
        _type = Pick(
            "class L", "static class L", "file partial class L", "struct O / partial struct L", "sealed partial class L", "static partial class L", "partial class LossBackward",
            "partial class Loss", "partial class L<LossBackward>", "partial class L : B", "abstract partial class L : B", "partial class L : I", "partial class L : Unknown", "partial enum L",
            "unsafe partial struct L", "partial class L<T, T>");
        _before = _type.EndsWith('B')
            ? $"abstract class B {{ public {Pick("virtual", "abstract")} {_returns} Loss({string.Join(", ", _parameters.Select(p => $"{p.Type} {p.Name}"))}, Span<float> gradient){(Chance(2) ? ";" : " => throw new Exception();")} }}"
            : _type.EndsWith('I') ? $"interface I {{ {_returns} Loss({string.Join(", ", _parameters.Select(p => $"{p.Type} {p.Name}"))}); }}"
            : "";
    }

    /// <summary>Something that has the name of what is generated, or nearly.</summary>
    private void AddNeighbour()
    {
        string list = string.Join(", ", _parameters.Select(p => $"{p.Type} {p.Name}"));
        string again = $"[{Pick("CrossEntropy(Classes = 3)", "BinaryCrossEntropy(Labels = 3)", "CrossEntropy(Classes = 3, Reduction = Reduction.None)")}] {string.Join(" ", _modifiers)} ";
        _inside += Pick(
            "int LossBackward { get; }",
            "class LossBackward { }",
            "struct LossKernel { }",
            "class CeGen { } class System { }",
            $"static {_returns} Loss({list}, Span<float> gradient) => throw new Exception();",
            $"static {_returns} Loss({list}, in Span<double> gradient) => throw new Exception();",
            $"static void LossBackward({list}, float upstream, Span<float> gradient) {{ }}",
            $"static void LossBackward<T>({list}, double upstream, Span<double> gradient) {{ }}",
            $"{again} {_returns} Loss({list});",
            $"{again} {_returns} Loss({list}, Span<float> losses);",
            $"{again} {_returns} LossBackward({list}, float[] weights);",
            $"{again} {_returns} LossBackward({list}, ReadOnlySpan<float> weights);",
            $"[{Pick("CrossEntropy(Classes = 4)", "BinaryCrossEntropy(Labels = 4)")}]",
            "[Obsolete]",
            "/// <summary>Documented.</summary>\n") + " ";
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}

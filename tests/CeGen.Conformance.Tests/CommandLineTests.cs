namespace CeGen.Conformance.Tests;

/// <summary>The program, as who starts it sees it.</summary>
public sealed class CommandLineTests
{
    private const string WrongLoss = """
        { "name": "wrong_loss", "loss": "cross_entropy", "shape": [1, 2], "reduction": "sum", "logits": [0, 0], "targets": [1],
          "expectedLoss": [0.7], "expectedGradient": [0.5, -0.5] }
        """;

    private const string WrongGradient = """
        { "name": "wrong_gradient", "logits": [0, 0], "target": 1, "loss": 0.6931471805599453, "gradient": [0.5, -0.49] }
        """;

    [Fact]
    public void What_agrees_passes()
    {
        (int code, string[] lines, string error) = Run(CaseFile.RightCase, CaseFile.RightCase);
        Assert.Equal(ExitCode.Passed, code);
        Assert.Empty(error);
        Assert.DoesNotContain(lines, line => line.StartsWith("FAILED", StringComparison.Ordinal));

        // Two cases, two sides, two types, two forms.
        Assert.Equal("16 passed, 0 failed", lines[^1]);
        Assert.Contains(lines, line => line.Contains("cross_entropy", StringComparison.Ordinal) && line.Contains("generated", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wrong_expectation_fails_and_is_named()
    {
        (int code, string[] lines, _) = Run(CaseFile.RightCase, WrongLoss);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Equal("8 passed, 8 failed", lines[^1]);

        string[] failures = [.. lines.Where(line => line.StartsWith("FAILED", StringComparison.Ordinal))];
        Assert.All(failures, line => Assert.StartsWith("FAILED wrong_loss (", line, StringComparison.Ordinal));
        foreach (string kernel in new[] { "generated float span", "generated double tensor", "dynamic float tensor", "dynamic double span" })
        {
            Assert.Contains(failures, line => line.Contains($"{kernel}: Forward loss[0]: expected 0.7, got 0.6931", StringComparison.Ordinal));
            Assert.Contains(failures, line => line.Contains($"{kernel}: fused loss[0]: expected 0.7, got 0.6931", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_wrong_gradient_of_an_exact_case_fails_in_ulp()
    {
        (int code, string[] lines, _) = Run(WrongGradient);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(lines, line => line.StartsWith("FAILED wrong_gradient (", StringComparison.Ordinal)
            && line.Contains("Backward gradient[1]: expected -0.49, got -0.5,", StringComparison.Ordinal)
            && line.Contains("16 are promised", StringComparison.Ordinal));
        Assert.Equal("0 passed, 8 failed", lines[^1]);
    }

    [Fact]
    public void An_unknown_loss_is_an_error()
    {
        (int code, string[] lines, string error) = Run(CaseFile.RightCase, """{ "name": "strange", "loss": "hinge", "shape": [1], "logits": [1] }""");
        Assert.Equal(ExitCode.WrongInput, code);
        Assert.Empty(lines);
        Assert.StartsWith("strange (", error, StringComparison.Ordinal);
        Assert.Contains("'hinge'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{ "cases": [] }""")]
    [InlineData("""{ "cases": 3 }""")]
    public void A_file_without_cases_is_an_error(string text)
    {
        using CaseFile file = CaseFile.OfText(text);
        (int code, string[] lines, string error) = RunFiles(file.Path);
        Assert.Equal(ExitCode.WrongInput, code);
        Assert.Empty(lines);
        Assert.StartsWith(file.Path, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("no-such-file.json")]
    [InlineData(".")]
    [InlineData("--no-such-option")]
    public void A_wrong_command_line_is_an_error(params string[] arguments)
    {
        (int code, string[] lines, string error) = RunFiles(arguments);
        Assert.Equal(ExitCode.WrongInput, code);
        Assert.Empty(lines);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static (int Code, string[] Lines, string Error) Run(params string[] cases)
    {
        using CaseFile file = CaseFile.Of(cases);
        return RunFiles(file.Path);
    }

    private static (int Code, string[] Lines, string Error) RunFiles(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = CommandLine.Run(arguments, output, error);
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), error.ToString());
    }
}

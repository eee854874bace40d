using CeGen.Generator.Model;
using CeGen.Generator.Planning;
using CeGen.Generator.Rules;
using CeGen.Generator.Tests.Harness;
using WeightSource = CeGen.Generator.Planning.WeightSource;

namespace CeGen.Generator.Tests;

/// <summary>What is chosen for a binary request.</summary>
public sealed class BinaryPlannerTests
{
    [Theory]
    [InlineData(ElementType.Single, 0, 4)]
    [InlineData(ElementType.Single, 2, 1)]
    [InlineData(ElementType.Double, 0, 4)]
    internal void A_step_has_four_vectors_and_one_with_a_power(ElementType element, double gamma, int vectors)
    {
        ElementForm[] forms = FormsOf(Requests.Of(element, new BinaryConfiguration(3, FocalGamma: gamma)));

        Assert.Equal([512, 256], forms.Select(f => f.Bits));
        Assert.All(forms, f => Assert.Equal(vectors, f.Vectors));
        Assert.All(forms, f => Assert.Equal(f.Bits / (element == ElementType.Single ? 32 : 64), f.Lanes));
        Assert.All(forms, f => Assert.Equal(f.Lanes * vectors, f.StepElements));
    }

    [Theory]
    [InlineData(ElementType.Single, 0, null)]
    [InlineData(ElementType.Single, 1e-50, null)]
    [InlineData(ElementType.Double, 1e-50, nameof(FocalPower.Any))]
    [InlineData(ElementType.Double, 1, nameof(FocalPower.One))]
    [InlineData(ElementType.Single, 2, nameof(FocalPower.Two))]
    [InlineData(ElementType.Single, 2 + 1e-12, nameof(FocalPower.Two))]
    [InlineData(ElementType.Double, 2 + 1e-12, nameof(FocalPower.Any))]
    [InlineData(ElementType.Single, 1.5, nameof(FocalPower.Any))]
    internal void A_power_is_a_product_where_gamma_is_1_or_2_in_the_element_type(ElementType element, double gamma, string? power)
    {
        FocalPlan? focal = BinaryPlanner.Plan(Requests.Of(element, new BinaryConfiguration(3, FocalGamma: gamma))).Focal;

        Assert.Equal(power, focal?.Power.ToString());
        Assert.Equal(power is null ? null : gamma, focal?.Gamma);
    }

    [Fact]
    public void Weights_are_none_a_constant_or_those_of_the_columns()
    {
        Check(WeightSource.None, [], ElementType.Double, null);
        Check(WeightSource.None, [], ElementType.Double, [1, 1, 1]);
        Check(WeightSource.None, [], ElementType.Single, [1, 1 + 1e-12, 1]);
        Check(WeightSource.Columns, [1, 1 + 1e-12, 1], ElementType.Double, [1, 1 + 1e-12, 1]);
        Check(WeightSource.Constant, [2.5], ElementType.Single, [2.5, 2.5, 2.5]);
        Check(WeightSource.Columns, [1, 2, 1], ElementType.Single, [1, 2, 1]);
        Check(WeightSource.Argument, [], ElementType.Single, [1, 2, 1], Requests.Floats("labelWeights", ParameterRole.LabelWeights, ElementType.Single));

        static void Check(WeightSource source, double[] values, ElementType element, double[]? constants, params ParameterModel[] parameters)
        {
            var configuration = new BinaryConfiguration(3, LabelWeights: constants is null ? null : new EquatableArray<double>(constants));
            WeightPlan plan = BinaryPlanner.Plan(Requests.Of(element, configuration, parameters)).LabelWeights;
            Assert.Equal(source, plan.Source);
            Assert.Equal(values, plan.Values);
        }
    }

    [Fact]
    public void Positive_weights_and_label_weights_are_not_taken_for_each_other()
    {
        var configuration = new BinaryConfiguration(2, PositiveWeights: new([3.0, 3]), LabelWeights: new([1.0, 2]));
        BinaryPlan constants = BinaryPlanner.Plan(Requests.Of(ElementType.Single, configuration));
        BinaryPlan passed = BinaryPlanner.Plan(
            Requests.Of(ElementType.Single, new BinaryConfiguration(2), Requests.Floats("positiveWeights", ParameterRole.PositiveWeights, ElementType.Single)));

        Assert.Equal((WeightSource.Constant, WeightSource.Columns), (constants.PositiveWeights.Source, constants.LabelWeights.Source));
        Assert.Equal((WeightSource.Argument, WeightSource.None), (passed.PositiveWeights.Source, passed.LabelWeights.Source));
        Assert.Equal(2, constants.Labels);
        Assert.Equal("LossKernel", constants.KernelName);
    }

    [Fact]
    public void A_constant_label_weight_is_folded_into_the_balance()
    {
        BinaryPlan folded = BinaryPlanner.Plan(Requests.Of(ElementType.Double, new BinaryConfiguration(2, LabelWeights: new([8.0, 8]), FocalAlpha: 0.25)));
        BinaryPlan columns = BinaryPlanner.Plan(Requests.Of(ElementType.Double, new BinaryConfiguration(2, LabelWeights: new([8.0, 4]), FocalAlpha: 0.25)));
        BinaryPlan without = BinaryPlanner.Plan(Requests.Of(ElementType.Double, new BinaryConfiguration(2, LabelWeights: new([8.0, 8]))));

        Assert.Equal(new BalancePlan(2, 6), folded.Balance);
        Assert.Equal(WeightSource.None, folded.LabelWeights.Source);
        Assert.Equal(new BalancePlan(0.25, 0.75), columns.Balance);
        Assert.Equal(WeightSource.Columns, columns.LabelWeights.Source);
        Assert.Null(without.Balance);
        Assert.Equal(WeightSource.Constant, without.LabelWeights.Source);
    }

    [Theory]
    [InlineData(2, true, true)]
    [InlineData(8, true, true)]
    [InlineData(16, true, false)]
    [InlineData(32, false, false)]
    [InlineData(3, false, false)]
    public void Weights_of_columns_stay_in_a_register_where_a_vector_holds_whole_rows(int labels, bool with512Bits, bool with256Bits)
    {
        var weights = new EquatableArray<double>(Enumerable.Range(1, labels).Select(w => (double)w));
        ElementForm[] labelled = FormsOf(Requests.Of(ElementType.Single, new BinaryConfiguration(labels, LabelWeights: weights)));
        ElementForm[] positive = FormsOf(Requests.Of(ElementType.Single, new BinaryConfiguration(labels, PositiveWeights: weights)));

        Assert.Equal([with512Bits, with256Bits], labelled.Select(f => f.LabelWeightsStay));
        Assert.All(labelled, f => Assert.False(f.PositiveWeightsStay));
        Assert.Equal([with512Bits, with256Bits], positive.Select(f => f.PositiveWeightsStay));
        Assert.All(positive, f => Assert.False(f.LabelWeightsStay));
    }

    [Fact]
    public void A_broken_rule_is_what_the_body_throws_and_a_doubt_is_not()
    {
        BinaryRequest request = Requests.Of(ElementType.Single, new BinaryConfiguration(3));
        Violation missing = Rule.LabelsMissing.At(Culprit.Attribute, "");
        Violation gamma = Rule.FocalGammaOutOfRange.At(Culprit.Argument, "FocalGamma", "-1", "finite float");
        Violation doubt = Rule.ZeroWeights.At(Culprit.Argument, "LabelWeights", "LabelWeights", "every loss is 0");
        BinaryPlan plan = BinaryPlanner.Plan(request with { Violations = new([missing, doubt, gamma]) });

        Assert.Equal($"{missing.Id}: {Rule.Describe(missing)}. {gamma.Id}: {Rule.Describe(gamma)}.", Assert.IsType<ThrowStrategy>(plan.Strategy).Message);
        Assert.IsType<ElementStrategy>(BinaryPlanner.Plan(request with { Violations = new([doubt]) }).Strategy);
    }

    [Fact]
    public void What_the_compiler_refuses_gets_a_body_that_throws()
    {
        BinaryRequest request = Requests.Of(ElementType.Single, new BinaryConfiguration(3));

        Assert.Same(ThrowStrategy.Refused, BinaryPlanner.Plan(request with { IsRefused = true }).Strategy);
        Assert.Same(ThrowStrategy.Refused, BinaryPlanner.Plan(request with { Configuration = new() }).Strategy);
    }

    [Fact]
    public void A_plan_that_calls_the_dynamic_kernel_is_a_finding_where_there_is_a_body()
    {
        BinaryRequest special = Requests.Of(ElementType.Single, new BinaryConfiguration(3));
        BinaryRequest forwarded = special with { Project = special.Project with { SupportsFileTypes = false } };

        Assert.Contains("C# 11", Assert.IsType<ForwardStrategy>(BinaryPlanner.Plan(forwarded).Strategy).Reason, StringComparison.Ordinal);
        Assert.Empty(Findings.Of(special));
        Violation finding = Assert.Single(Findings.Of(forwarded));
        Assert.Equal(Rule.NotSpecialised.Id, finding.Id);
        Assert.Contains("C# 11", Rule.Describe(finding), StringComparison.Ordinal);
        Assert.Empty(Findings.Of(forwarded with { CanImplement = false }));
    }

    private static ElementForm[] FormsOf(BinaryRequest request) => [.. Assert.IsType<ElementStrategy>(BinaryPlanner.Plan(request).Strategy).Forms];
}

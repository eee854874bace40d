using CeGen.Generator.Model;
using CeGen.Generator.Planning;
using CeGen.Generator.Rules;
using CeGen.Generator.Tests.Harness;

namespace CeGen.Generator.Tests;

/// <summary>What is chosen for a request, against docs/performance.md; and that no plan leaves out an element of a row or takes one twice.</summary>
public sealed class PlannerTests
{
    private static readonly int[] ClassCounts = [.. Enumerable.Range(1, 1200), 2047, 2048, 2049, 4097, 50_257, 1_000_003];

    [Fact]
    public void Every_class_of_a_row_is_computed_once()
    {
        foreach ((RowForm form, int classes, ElementType element) in Forms())
        {
            int lanes = form.Bits / (element == ElementType.Single ? 32 : 64);
            int end = form switch
            {
                LanesForm rows => EndOfChunks(rows, classes, 128 / (element == ElementType.Single ? 32 : 64)),
                RowGroupForm group => EndOfVectors(group.Row, classes, lanes),
                RowLoopForm loop => EndOfVectors(loop, classes, lanes),
                _ => throw new InvalidOperationException($"{form} is no form that is known here."),
            };
            Assert.True(end == classes, $"{form} ends at {end} of {classes} classes.");
        }
    }

    [Theory]
    [InlineData(ElementType.Single, 1, "lanes", "lanes")]
    [InlineData(ElementType.Single, 8, "lanes", "group")]
    [InlineData(ElementType.Single, 13, "lanes", "lanes")]
    [InlineData(ElementType.Single, 14, "lanes", "group")]
    [InlineData(ElementType.Single, 15, "lanes", "group")]
    [InlineData(ElementType.Single, 16, "group", "group")]
    [InlineData(ElementType.Single, 17, "lanes", "lanes")]
    [InlineData(ElementType.Single, 26, "lanes", "lanes")]
    [InlineData(ElementType.Single, 27, "group", "group")]
    [InlineData(ElementType.Single, 32, "group", "group")]
    [InlineData(ElementType.Single, 33, "group", "group")]
    [InlineData(ElementType.Single, 96, "group", "group")]
    [InlineData(ElementType.Single, 97, "group", "loop")]
    [InlineData(ElementType.Single, 192, "group", "loop")]
    [InlineData(ElementType.Single, 193, "loop", "loop")]
    [InlineData(ElementType.Double, 4, "lanes", "lanes")]
    [InlineData(ElementType.Double, 7, "lanes", "group")]
    [InlineData(ElementType.Double, 8, "group", "group")]
    [InlineData(ElementType.Double, 9, "lanes", "lanes")]
    [InlineData(ElementType.Double, 21, "group", "group")]
    [InlineData(ElementType.Double, 25, "lanes", "group")]
    [InlineData(ElementType.Double, 48, "group", "group")]
    [InlineData(ElementType.Double, 49, "group", "loop")]
    [InlineData(ElementType.Double, 97, "loop", "loop")]
    internal void Rows_are_in_lanes_in_groups_or_in_a_loop(ElementType element, int classes, string with512Bits, string with256Bits)
    {
        RowForm[] forms = FormsOf(element, classes);

        Assert.Equal([512, 256], forms.Select(f => f.Bits));
        Assert.Equal([with512Bits, with256Bits], forms.Select(Name));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(26)]
    public void Rows_in_lanes_go_through_the_phases_in_batches_of_64(int classes)
    {
        LanesForm form = Assert.IsType<LanesForm>(FormsOf(ElementType.Single, classes)[0]);

        Assert.Equal(64, form.Batch);
        Assert.Equal(16, form.Rows);
        Assert.True(form.IsUnrolled);
    }

    [Theory]
    [InlineData(ElementType.Single, 16, 64)]
    [InlineData(ElementType.Single, 27, 32)]
    [InlineData(ElementType.Single, 32, 32)]
    [InlineData(ElementType.Single, 33, 16)]
    [InlineData(ElementType.Single, 128, 16)]
    [InlineData(ElementType.Single, 129, 16)]
    [InlineData(ElementType.Single, 192, 16)]
    [InlineData(ElementType.Double, 16, 32)]
    [InlineData(ElementType.Double, 24, 16)]
    [InlineData(ElementType.Double, 96, 16)]
    internal void A_group_has_so_many_rows_that_they_hide_what_waits_and_stay_in_the_cache(ElementType element, int classes, int rows)
    {
        RowGroupForm form = Assert.IsType<RowGroupForm>(FormsOf(element, classes)[0]);

        Assert.Equal(rows, form.Rows);
        Assert.Equal(0, form.Row.LoopEnd);
        Assert.InRange(form.Width - classes, 0, form.Row.Lanes - 1);
    }

    [Theory]
    [InlineData(32, 2, 1)]
    [InlineData(48, 4, 1)]
    [InlineData(64, 1, 1)]
    [InlineData(80, 1, 1)]
    [InlineData(96, 2, 1)]
    [InlineData(112, 1, null)]
    [InlineData(16, 4, 2)]
    [InlineData(8, null, 4)]
    internal void A_group_takes_as_many_rows_together_as_make_fours_of_vectors(int classes, int? rows, int? rowsOfNarrow)
    {
        RowForm[] forms = [.. FormsOf(ElementType.Single, classes)];

        Assert.Equal(rows, (forms[0] as RowGroupForm)?.RowsTogether);
        Assert.Equal(rowsOfNarrow, (forms[1] as RowGroupForm)?.RowsTogether);
        if (rows is { } together and > 1)
        {
            Assert.Equal(0, together * ((RowGroupForm)forms[0]).Width / 16 % 4);
        }
    }

    [Fact]
    public void A_row_loop_takes_four_vectors_a_step_and_at_least_two_steps()
    {
        foreach (RowLoopForm loop in Forms().Select(f => f.Form).OfType<RowLoopForm>())
        {
            Assert.Equal(4 * loop.Lanes, loop.Step);
            Assert.True(loop.LoopEnd >= 2 * loop.Step, $"{loop} is no loop.");
            Assert.True(loop.Straight.Count < 4, $"{loop} could take another step.");
        }
    }

    [Theory]
    [InlineData(ElementType.Single, 1024, 0)]
    [InlineData(ElementType.Single, 1025, 256)]
    [InlineData(ElementType.Double, 512, 0)]
    [InlineData(ElementType.Double, 513, 128)]
    internal void Rounding_errors_are_added_to_the_sums_of_rows_of_more_than_16_steps(ElementType element, int classes, int fold)
    {
        Assert.Equal(fold, Assert.IsType<RowLoopForm>(FormsOf(element, classes)[0]).Fold);
    }

    [Theory]
    [InlineData(ElementType.Single, 1024, true)]
    [InlineData(ElementType.Single, 1025, false)]
    [InlineData(ElementType.Double, 512, true)]
    [InlineData(ElementType.Double, 513, false)]
    [InlineData(ElementType.Single, 1 << 29, false)]
    [InlineData(ElementType.Double, 1 << 28, false)]
    [InlineData(ElementType.Double, int.MaxValue, false)]
    internal void The_exponentials_of_two_rows_are_kept_apart_up_to_4096_bytes_a_row(ElementType element, int classes, bool isPipelined)
    {
        Assert.Equal(isPipelined, Assert.IsType<RowLoopForm>(FormsOf(element, classes)[0]).IsPipelined);
    }

    [Theory]
    [InlineData(ElementType.Single, 1, 128)]
    [InlineData(ElementType.Single, 64, 128)]
    [InlineData(ElementType.Single, 65, 64)]
    [InlineData(ElementType.Single, 128, 64)]
    [InlineData(ElementType.Single, 256, 32)]
    [InlineData(ElementType.Single, 512, 16)]
    [InlineData(ElementType.Single, 1025, 16)]
    [InlineData(ElementType.Double, 32, 128)]
    [InlineData(ElementType.Double, 33, 64)]
    [InlineData(ElementType.Double, 129, 16)]
    [InlineData(ElementType.Single, 1 << 22, 16)]
    [InlineData(ElementType.Double, 1 << 21, 16)]
    [InlineData(ElementType.Double, 1 << 22, 16)]
    internal void A_batch_of_positions_has_32_KiB_of_logits_or_is_a_step_of_the_widest_vectors(ElementType element, int classes, int batch)
    {
        LanesForm[] forms = FormsOfPositions(Requests.Positions(element, classes));

        Assert.Equal([512, 256], forms.Select(f => f.Bits));
        Assert.All(forms, f => Assert.Equal(batch, f.Batch));
        Assert.All(forms, f => Assert.Equal(f.Bits / (element == ElementType.Single ? 32 : 64), f.Rows));
        Assert.All(forms, f => Assert.Equal(0, f.Chunks.Count));
    }

    [Theory]
    [InlineData(32, typeof(PositionLanesStrategy), 0)]
    [InlineData(33, typeof(PositionLoopStrategy), 64)]
    [InlineData(1 << 22, typeof(PositionLoopStrategy), 64)]
    public void Positions_are_unrolled_up_to_32_classes_and_loops_beyond(int classes, Type strategy, int fold)
    {
        KernelPlan plan = Requests.Positions(ElementType.Single, classes);

        Assert.IsType(strategy, plan.Positions);
        Assert.All(FormsOfPositions(plan), f => Assert.Equal(fold, f.Fold));
        Assert.All(FormsOfPositions(plan), f => Assert.Equal(fold == 0, f.IsUnrolled));
    }

    [Fact]
    public void Positions_of_more_classes_than_an_array_can_hold_call_the_dynamic_kernel()
    {
        ForwardStrategy forward = Assert.IsType<ForwardStrategy>(Requests.Positions(ElementType.Single, (1 << 22) + 1).Positions);

        Assert.Contains("more than an array can hold", forward.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_are_planned_for_a_spatial_size_and_for_tensors_alone()
    {
        KernelRequest rows = Requests.Of(ElementType.Single, new CrossEntropyConfiguration(3));
        KernelRequest tensors = rows with
        {
            Method = rows.Method with { Parameters = new([.. rows.Method.Parameters.Select(p => p with { Shape = ParameterShape.ReadOnlyTensorSpan })]) },
        };

        Assert.Null(Planner.Plan(rows).Positions);
        Assert.IsType<PositionLanesStrategy>(Planner.Plan(tensors).Positions);
        Assert.IsType<PositionLanesStrategy>(Requests.Positions(ElementType.Single, 3).Positions);
    }

    [Fact]
    public void A_language_without_file_types_calls_the_dynamic_kernel_for_rows_and_positions()
    {
        KernelRequest request = Requests.Of(ElementType.Single, new CrossEntropyConfiguration(3), Requests.SpatialSize);
        KernelPlan plan = Planner.Plan(request with { Project = request.Project with { SupportsFileTypes = false } });

        Assert.Contains("C# 11", Assert.IsType<ForwardStrategy>(plan.Strategy).Reason, StringComparison.Ordinal);
        Assert.Same(plan.Strategy, plan.Positions);
    }

    [Fact]
    public void A_broken_rule_is_what_the_body_throws_and_a_doubt_is_not()
    {
        KernelRequest request = Requests.Of(ElementType.Single, new CrossEntropyConfiguration(0), Requests.SpatialSize);
        Violation missing = Rule.ClassesMissing.At(Culprit.Attribute, "");
        Violation wrong = Rule.ClassesOutOfRange.At(Culprit.Argument, "Classes", "0");
        Violation doubt = Rule.OneClass.At(Culprit.Argument, "Classes");
        KernelPlan plan = Planner.Plan(request with { Violations = new([missing, doubt, wrong]) });

        Assert.Equal($"{missing.Id}: {Rule.Describe(missing)}. {wrong.Id}: {Rule.Describe(wrong)}.", Assert.IsType<ThrowStrategy>(plan.Strategy).Message);
        Assert.Null(plan.Positions);
        Assert.IsType<RowsStrategy>(Planner.Plan(request with { Configuration = new(1), Violations = new([doubt]) }).Strategy);
    }

    [Fact]
    public void What_the_compiler_refuses_gets_a_body_that_throws()
    {
        KernelRequest request = Requests.Of(ElementType.Single, new CrossEntropyConfiguration(3));

        Assert.Same(ThrowStrategy.Refused, Planner.Plan(request with { IsRefused = true }).Strategy);
        Assert.Same(ThrowStrategy.Refused, Planner.Plan(request with { Configuration = new() }).Strategy);
        Assert.Contains("not valid", ThrowStrategy.Refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ElementType.Single, 1e-50, false)]
    [InlineData(ElementType.Double, 1e-50, true)]
    [InlineData(ElementType.Single, 0.25, true)]
    [InlineData(ElementType.Double, 0, false)]
    internal void Smoothing_takes_part_where_the_element_type_has_it(ElementType element, double smoothing, bool takesPart)
    {
        SmoothingPlan? plan = Planner.Plan(Requests.Of(element, new CrossEntropyConfiguration(5, LabelSmoothing: smoothing))).Smoothing;

        Assert.Equal(takesPart, plan is not null);
        if (plan is not null)
        {
            Assert.Equal(smoothing, plan.Smoothing);
            Assert.Equal(1 - smoothing, plan.Held);
            Assert.Equal(smoothing / 5, plan.Share);
        }
    }

    [Fact]
    public void Constant_weights_are_folded_with_the_smoothing()
    {
        var weights = new EquatableArray<double>([1.0, 0, 5]);
        KernelPlan plan = Planner.Plan(Requests.Of(ElementType.Double, new CrossEntropyConfiguration(3, LabelSmoothing: 0.75, ClassWeights: weights)));

        ConstantWeights constants = Assert.IsType<ConstantWeights>(plan.Weights);
        Assert.Equal(weights, constants.Weights);
        Assert.Equal([0.25, 0, 1.25], constants.Held);
        Assert.Equal([0.25, 0, 1.25], constants.Shares);
        Assert.Equal(1.5, constants.Pull);
        Assert.Same(constants, plan.KernelWeights);
    }

    [Fact]
    public void Weights_of_class_indices_without_smoothing_are_the_drivers_affair()
    {
        var weights = new EquatableArray<double>([1.0, 0, 5]);
        KernelRequest request = Requests.Of(ElementType.Single, new CrossEntropyConfiguration(3, ClassWeights: weights));
        KernelPlan plan = Planner.Plan(request);
        KernelPlan probabilities = Planner.Plan(request with
        {
            Method = request.Method with { Parameters = new([.. request.Method.Parameters.Select(p => p with { Element = ElementType.Single, Integer = null })]) },
        });

        ConstantWeights constants = Assert.IsType<ConstantWeights>(plan.Weights);
        Assert.Equal(weights, constants.Held);
        Assert.Equal([0, 0, 0], constants.Shares);
        Assert.Equal(0, constants.Pull);
        Assert.Null(plan.KernelWeights);
        Assert.NotNull(probabilities.KernelWeights);
        Assert.Equal(new TargetPlan(false, "int"), plan.Targets);
        Assert.Equal(new TargetPlan(true, "float"), probabilities.Targets);
    }

    [Fact]
    public void The_class_of_a_single_row_brings_its_type_and_int_stands_for_none()
    {
        KernelRequest request = Requests.Of(ElementType.Single, new CrossEntropyConfiguration(3));
        ParameterModel logits = request.Method.Parameters[0];
        var target = new ParameterModel("target", "byte", "", ParameterRole.Target, ParameterShape.Scalar, null, "byte", false, false);

        Assert.Equal(new TargetPlan(false, "byte"), Planner.Plan(request with { Method = request.Method with { Parameters = new([logits, target]) } }).Targets);
        Assert.Equal(new TargetPlan(false, "int"), Planner.Plan(request with { Method = request.Method with { Parameters = new([logits]) } }).Targets);
    }

    [Fact]
    public void Weights_that_are_all_1_are_none_and_a_parameter_comes_before_constants()
    {
        var ones = new EquatableArray<double>([1.0, 1, 1]);
        var others = new EquatableArray<double>([1.0, 1, 2]);
        ParameterModel parameter = Requests.Floats("weights", ParameterRole.Weights, ElementType.Single);

        Assert.Null(Planner.Plan(Requests.Of(ElementType.Single, new CrossEntropyConfiguration(3))).Weights);
        Assert.Null(Planner.Plan(Requests.Of(ElementType.Single, new CrossEntropyConfiguration(3, ClassWeights: ones))).Weights);
        Assert.IsType<ConstantWeights>(Planner.Plan(Requests.Of(ElementType.Single, new CrossEntropyConfiguration(3, ClassWeights: others))).Weights);
        Assert.IsType<ArgumentWeights>(Planner.Plan(Requests.Of(ElementType.Single, new CrossEntropyConfiguration(3, ClassWeights: others), parameter)).Weights);
    }

    [Fact]
    public void A_kernel_is_named_after_its_method_and_knows_its_outputs()
    {
        KernelPlan plan = Requests.Rows(ElementType.Double, 7);
        ParameterModel output = Requests.Floats("logSumExp", ParameterRole.LogSumExp, ElementType.Double) with { Shape = ParameterShape.Span };

        Assert.Equal("LossKernel", plan.KernelName);
        Assert.Equal("LossKernelOfPositions", plan.PositionKernelName);
        Assert.Equal(ElementType.Double, plan.Element);
        Assert.Equal(7, plan.Classes);
        Assert.False(plan.HasLogSums);
        Assert.True(Planner.Plan(Requests.Of(ElementType.Double, new CrossEntropyConfiguration(7), output)).HasLogSums);
    }

    [Fact]
    public void A_plan_that_calls_the_dynamic_kernel_is_a_finding_where_there_is_a_body()
    {
        KernelRequest special = Requests.Of(ElementType.Single, new CrossEntropyConfiguration(1));
        Violation doubt = Rule.OneClass.At(Culprit.Argument, "Classes");
        KernelRequest forwarded = special with { Project = special.Project with { SupportsFileTypes = false }, Violations = new([doubt]) };

        Assert.Empty(Findings.Of(special));
        Assert.Equal([doubt.Id, Rule.NotSpecialised.Id], Findings.Of(forwarded).Select(v => v.Id));
        Assert.Equal([doubt], Findings.Of(forwarded with { CanImplement = false }));
    }

    /// <summary>Where the classes end that a row's vectors take, each of them once and none beyond the row.</summary>
    private static int EndOfVectors(RowLoopForm form, int classes, int lanes)
    {
        Assert.Equal(lanes, form.Lanes);
        Assert.Equal(0, form.LoopEnd % form.Step);
        int end = form.LoopEnd;
        foreach (int offset in form.Straight)
        {
            Assert.Equal(end, offset);
            end += lanes;
        }

        if (form.Last is { } last)
        {
            Assert.Equal(classes, last.Offset + lanes);
            Assert.Equal(end, last.Offset + last.FreshLane);
            Assert.InRange(last.Offset, 0, end - 1);
            end = classes;
        }

        return end;
    }

    /// <summary>The same of the pieces of rows in lanes, none of which is longer than 128 bits.</summary>
    private static int EndOfChunks(LanesForm form, int classes, int most)
    {
        int end = 0;
        foreach (LaneChunk chunk in form.Chunks)
        {
            Assert.Equal(end, chunk.Fresh);
            Assert.InRange(chunk.First, 0, chunk.Fresh);
            Assert.Equal(classes < most, chunk.WholeRow);
            Assert.Equal(Math.Min(classes, most), chunk.Count);
            end = chunk.First + chunk.Count;
        }

        return end;
    }

    private static IEnumerable<(RowForm Form, int Classes, ElementType Element)> Forms() =>
        from element in Requests.Elements
        from classes in ClassCounts
        from form in FormsOf(element, classes)
        select (form, classes, element);

    private static RowForm[] FormsOf(ElementType element, int classes) => [.. Assert.IsType<RowsStrategy>(Requests.Rows(element, classes).Strategy).Forms];

    private static LanesForm[] FormsOfPositions(KernelPlan plan) => plan.Positions switch
    {
        PositionLanesStrategy lanes => [.. lanes.Forms],
        PositionLoopStrategy loop => [.. loop.Forms],
        _ => [],
    };

    private static string Name(RowForm form) => form switch
    {
        LanesForm => "lanes",
        RowGroupForm => "group",
        _ => "loop",
    };
}

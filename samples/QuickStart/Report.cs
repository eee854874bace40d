using static System.FormattableString;

namespace QuickStart;

/// <summary>What the program prints before and after training.</summary>
internal static class Report
{
    public static void ShowStart(Screen screen, Options options, Trainer trainer)
    {
        screen.Line(Invariant($"{trainer.TrainCount} digits to train with, {trainer.TestCount} to test with; seed {options.Seed}"));
        screen.Line(Invariant($"Loss: {trainer.Objective.Name}, label smoothing {options.LabelSmoothing}"));
        screen.Line();
    }

    public static void ShowEnd(Screen screen, Trainer trainer, IReadOnlyList<Epoch> epochs)
    {
        Evaluation test = trainer.Test();
        StepClock clock = trainer.Clock;
        screen.Line();
        LossChart.Show(screen, epochs);
        screen.Line();
        ConfusionTable.Show(screen, test.Confusion);
        screen.Line();
        ShowFact(screen, "time of a training step", Invariant($"{clock.StepMicroseconds:F1} microseconds"));
        ShowFact(
            screen,
            "  the loss and its gradient",
            Invariant($"{clock.LossMicroseconds:F2} microseconds, {100 * clock.LossShare:F2} % of the step"));
        ShowFact(screen, Invariant($"test loss, {trainer.Objective.Name}"), Invariant($"{test.Loss:G9}"));
        ShowFact(screen, "test loss, CrossEntropyLoss", Invariant($"{test.DynamicLoss:G9}"));
        screen.Line(Invariant($"test accuracy: {test.Accuracy:F3}"));
    }

    private static void ShowFact(Screen screen, string name, string value) => screen.Line($"{name + ":",-30}{value}");
}

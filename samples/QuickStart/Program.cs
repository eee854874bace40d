using System.Runtime.InteropServices;
using QuickStart;

const int WrongInput = 2;
const int Interrupted = 130;

using CancellationTokenSource cancellation = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
{
    // Not at once: a progress bar has to give the cursor back.
    signal.Cancel = true;
    cancellation.Cancel();
});

try
{
    return CommandLine.Run(args, Run);
}
catch (UserErrorException e)
{
    Screen.LeaveTerminalAlone();
    Console.Error.WriteLine(e.Message);
    return WrongInput;
}
catch (OperationCanceledException)
{
    return Interrupted;
}

int Run(Options options)
{
    Trainer trainer = new(Objective.For(options.LabelSmoothing), DigitsFile.Read(options.DataFile), options.Seed);
    Screen screen = new(options.Plain);
    Report.ShowStart(screen, options, trainer);
    List<Epoch> epochs = TrainingProgress.Show(screen, trainer.Run(options.Epochs), options.Epochs, cancellation.Token);
    Report.ShowEnd(screen, trainer, epochs);
    return 0;
}

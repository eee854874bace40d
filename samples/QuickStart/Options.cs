namespace QuickStart;

/// <summary>What the command line says.</summary>
internal sealed record Options(int Epochs, int Seed, double LabelSmoothing, bool Plain, string DataFile);

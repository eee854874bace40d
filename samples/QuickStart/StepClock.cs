using System.Diagnostics;

namespace QuickStart;

/// <summary>How long the training steps take, and how much of that the loss.</summary>
internal sealed class StepClock
{
    private long _ticks;
    private long _lossTicks;
    private int _steps;

    public double StepMicroseconds => Microseconds(_ticks);

    public double LossMicroseconds => Microseconds(_lossTicks);

    public double LossShare => (double)_lossTicks / _ticks;

    public void Add(long ticks, long lossTicks)
    {
        _ticks += ticks;
        _lossTicks += lossTicks;
        _steps++;
    }

    public void Reset() => _ticks = _lossTicks = _steps = 0;

    private double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency / _steps;
}

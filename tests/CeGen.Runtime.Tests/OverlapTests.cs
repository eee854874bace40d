using System.Runtime.InteropServices;

namespace CeGen.Runtime.Tests;

/// <summary>No output may share memory with an input or another output: one element is enough, at either end, and nothing is written.</summary>
public class OverlapTests
{
    private const int Classes = 70;
    private const int Positions = 2;
    private const int Rows = 4 * Positions;
    private const int Length = Rows * Classes;

    /// <summary>Makes a valid logit, weight, target and probability of any bytes of the memory: 0.186f and 62.</summary>
    private const byte Filling = 0x3E;

    private static readonly string[] Inputs = ["logits", "targets", "weights", "upstream"];

    private static readonly string[] Outputs = ["gradient", "losses", "logSumExp", "predictions"];

    private readonly CrossEntropyLoss _loss = new(Classes, new CrossEntropyOptions { Layout = ClassLayout.ClassFirst, Reduction = Reduction.None });

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            for (int i = 0; i < Outputs.Length; i++)
            {
                foreach (string other in Inputs.Concat(Outputs[(i + 1)..]))
                {
                    pairs.Add(Outputs[i], other);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void An_overlap_is_refused(string output, string other)
    {
        foreach (bool probabilities in new[] { false, true })
        {
            int size = Bytes(output, probabilities), otherSize = Bytes(other, probabilities), element = other == "targets" && !probabilities ? 1 : 4;
            int[] shifts = [size - element, element - otherSize, .. output == "gradient" && other == "logits" ? new[] { 4, -4 } : [0]];
            foreach (int shift in shifts)
            {
                byte[] memory = Memory();
                ArgumentException e = Assert.Throws<ArgumentException>(() => Call(memory, probabilities, output, other, shift));
                Assert.True(e.ParamName == output || e.ParamName == other, e.Message);
                Assert.Contains(e.ParamName == output ? other : output, e.Message);
                Assert.All(memory, b => Assert.Equal(Filling, b));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Neighbours_are_none(string output, string other)
    {
        foreach (bool probabilities in new[] { false, true })
        {
            Call(Memory(), probabilities, output, other, Bytes(output, probabilities));
            Call(Memory(), probabilities, output, other, -Bytes(other, probabilities));
        }
    }

    private static byte[] Memory()
    {
        byte[] memory = new byte[18 * 4096];
        Array.Fill(memory, Filling);
        return memory;
    }

    private static int Bytes(string name, bool probabilities) => name switch
    {
        "logits" or "gradient" => 4 * Length,
        "targets" => probabilities ? 4 * Length : Rows,
        "weights" => 4 * Classes,
        _ => 4 * Rows,
    };

    /// <summary>All arguments lie apart, but for one, which starts some bytes behind another.</summary>
    private void Call(byte[] memory, bool probabilities, string output, string moved, int shift)
    {
        int At(string name) => 4096 + (8192 * Array.IndexOf(Places, name == moved ? output : name)) + (name == moved ? shift : 0);
        Span<byte> Part(string name) => memory.AsSpan(At(name), Bytes(name, probabilities));
        Span<float> Floats(string name) => MemoryMarshal.Cast<byte, float>(Part(name));

        var extras = new CrossEntropyExtras<float>
        {
            SpatialSize = Positions,
            Weights = Floats("weights"),
            Losses = Floats("losses"),
            LogSumExp = Floats("logSumExp"),
            Predictions = MemoryMarshal.Cast<byte, int>(Part("predictions")),
        };
        if (probabilities)
        {
            _loss.Backward<float>(Floats("logits"), Floats("targets"), Floats("upstream"), Floats("gradient"), extras);
        }
        else
        {
            _loss.Backward<float, byte>(Floats("logits"), Part("targets"), Floats("upstream"), Floats("gradient"), extras);
        }
    }

    private static readonly string[] Places = [.. Inputs, .. Outputs];
}

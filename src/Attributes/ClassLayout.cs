namespace CeGen;

/// <summary>Where the class axis of the logits lies.</summary>
public enum ClassLayout
{
    /// <summary>(N, C): the logits of a row are neighbours.</summary>
    ClassLast,

    /// <summary>(N, C, d1…dK), as PyTorch has it: the logits of a class are neighbours, over the d1·…·dK positions of a sample.</summary>
    ClassFirst,
}

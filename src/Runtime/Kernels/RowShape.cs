namespace CeGen.Runtime;

/// <summary>
/// How vectors hold the classes of rows. The generator plans by it, and the dynamic kernels add up in the order that follows from it, so that both find the same bits: the file is
/// compiled into both.
/// </summary>
internal static class RowShape
{
    /// <summary>The most classes that are held in lanes: each in a vector of its own, with those of neighbouring rows.</summary>
    public const int MostClassesInLanes = 32;

    /// <summary>The most vectors of a row in a group of rows.</summary>
    public const int MostVectorsOfGroup = 12;

    /// <summary>The vectors in a step of the walk over a row: enough to hide the latency of an exponential, few enough for their constants to stay in registers.</summary>
    public const int VectorsOfStep = 4;

    /// <summary>The most steps of a short row.</summary>
    private const int MostStepsOfShortRow = 16;

    /// <summary>The exponentials of class indices that are added up, in registers, before they are added to their sum.</summary>
    public const int ExponentialsTogether = 4;

    /// <summary>The least part of its vectors that a row in a group fills, where lanes could take it.</summary>
    private const double LeastFill = 0.84;

    /// <summary>The least lanes of a vector that is a whole row, for rows in groups.</summary>
    private const int LeastLanesOfOneVector = 8;

    /// <summary>Whether rows of class indices are held in registers, in lanes or in groups. All longer ones are walked over.</summary>
    /// <param name="lanes">The elements of the widest vector.</param>
    /// <param name="classes">The number of classes.</param>
    public static bool AreInRegisters(int lanes, int classes) => classes <= MostClassesInLanes || VectorsOf(lanes, classes) <= MostVectorsOfGroup;

    /// <summary>
    /// Whether rows are computed in groups, each in vectors of its own. Compared with lanes, what the classes do not fill of a row's vectors is lost; compared with one row after the
    /// other, the groups have to stay in the cache. Rows that fill one vector are faster in groups from 8 classes on (docs/performance.md).
    /// </summary>
    /// <param name="lanes">The elements of a vector.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="sumsByFours">Whether terms of fours of neighbouring classes are added up: they are in four vectors of lanes, and in one vector of a group.</param>
    public static bool AreGroups(int lanes, int classes, bool sumsByFours)
    {
        int vectors = VectorsOf(lanes, classes);
        return (vectors > 1 ? lanes > 1 : classes == lanes && lanes >= LeastLanesOfOneVector) && vectors <= MostVectorsOfGroup
            && (classes > MostClassesInLanes || (!sumsByFours && classes >= LeastFill * vectors * lanes));
    }

    /// <summary>Whether a row is so short that the rounding errors of its sums do not grow so far that they lose digits of their own, and that plain sums of terms of one sign are as good as those.</summary>
    /// <param name="lanes">The elements of a vector.</param>
    /// <param name="classes">The number of classes.</param>
    public static bool IsShort(int lanes, long classes) => classes <= MostStepsOfShortRow * VectorsOfStep * lanes;

    /// <summary>Where the steps of the walk over a row end: exponentials before it are added up by fours of vectors, those behind it one by one.</summary>
    /// <param name="lanes">The elements of a vector.</param>
    /// <param name="classes">The number of classes.</param>
    public static int StepsEnd(int lanes, int classes) => classes - (classes % (lanes * VectorsOfStep));

    /// <summary>
    /// Whether the walk over a short row begins with what its steps leave: the row waits for the last of its exponentials. With 16 registers it does not, since the constants of the steps would go to the stack for that
    /// (docs/performance.md).
    /// </summary>
    /// <param name="bytesOfVector">The bytes of a vector.</param>
    public static bool BeginsWithRest(int bytesOfVector) => bytesOfVector == 64;

    /// <summary>Whether the exponentials that are added up in a group are two lanes of a row's vectors, of which there are two at most, and not four vectors.</summary>
    /// <param name="lanes">The elements of a vector.</param>
    /// <param name="classes">The number of classes.</param>
    public static bool ArePairs(int lanes, int classes) => VectorsOf(lanes, classes) <= ExponentialsTogether / 2;

    private static int VectorsOf(int lanes, int classes) => (int)(((long)classes + lanes - 1) / lanes);
}

namespace Shouwang.Foundation;

/// <summary>Waiting numbers, taken from either end; a number that already waits is not added again.</summary>
internal sealed class IntQueue(int numbers)
{
    private readonly int[] ring = new int[Math.Max(1, numbers)];
    private readonly bool[] waits = new bool[Math.Max(1, numbers)];
    private int first;
    private int count;

    internal void Add(int number)
    {
        if (waits[number]) return;
        waits[number] = true;
        var at = first + count++;
        ring[at >= ring.Length ? at - ring.Length : at] = number;
    }

    internal bool TryTakeLast(out int number)
    {
        number = -1;
        if (count == 0) return false;
        var at = first + --count;
        number = ring[at >= ring.Length ? at - ring.Length : at];
        waits[number] = false;
        return true;
    }

    internal bool TryTake(out int number)
    {
        number = -1;
        if (count == 0) return false;
        number = ring[first];
        first = first + 1 == ring.Length ? 0 : first + 1;
        count--;
        waits[number] = false;
        return true;
    }
}

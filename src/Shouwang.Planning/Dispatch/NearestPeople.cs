namespace Shouwang.Dispatch;

/// <summary>Keeps the nearest few of many offered people; a heap with the farthest on top.</summary>
internal sealed class NearestPeople(int limit)
{
    private readonly (float Metres, int Number)[] heap = new (float, int)[limit];

    internal int Count { get; private set; }

    internal bool IsFull => Count == limit;

    internal float Farthest => heap[0].Metres;

    internal void Clear() => Count = 0;

    internal void Offer(float metres, int number)
    {
        if (Count < limit) Rise(Count++, (metres, number));
        else if (IsNearer((metres, number), heap[0])) Sink((metres, number));
    }

    /// <summary>Everybody kept, in order of number; the heap is used up by it.</summary>
    internal ReadOnlySpan<(float Metres, int Number)> ByNumber()
    {
        var kept = heap.AsSpan(0, Count);
        kept.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return kept;
    }

    private void Rise(int at, (float Metres, int Number) entry)
    {
        for (; at > 0 && IsNearer(heap[(at - 1) / 2], entry); at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
        heap[at] = entry;
    }

    private void Sink((float Metres, int Number) entry)
    {
        var at = 0;
        for (var child = 1; child < limit; child = at * 2 + 1)
        {
            if (child + 1 < limit && IsNearer(heap[child], heap[child + 1])) child++;
            if (!IsNearer(entry, heap[child])) break;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = entry;
    }

    private static bool IsNearer((float Metres, int Number) a, (float Metres, int Number) b) =>
        a.Metres < b.Metres || (a.Metres == b.Metres && a.Number < b.Number);
}

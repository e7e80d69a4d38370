namespace Shouwang.Foundation;

/// <summary>A queue of numbers by smallest key. Entries are never changed, only superseded: whoever takes one out checks that it is still current.</summary>
/// <remarks>Four children per entry: half the depth of a binary heap, and the children share a cache line.</remarks>
internal sealed class KeyedHeap
{
    private (long Key, int Item)[] entries = new (long, int)[64];

    internal int Count { get; private set; }

    internal long SmallestKey => entries[0].Key;

    internal void Clear() => Count = 0;

    internal void Add(long key, int item)
    {
        if (Count == entries.Length) Array.Resize(ref entries, Count * 2);
        var at = Count++;
        for (; at > 0; at = (at - 1) >> 2)
        {
            var parent = entries[(at - 1) >> 2];
            if (!ComesBefore(key, item, parent)) break;
            entries[at] = parent;
        }
        entries[at] = (key, item);
    }

    internal (long Key, int Item) Take()
    {
        var first = entries[0];
        var last = entries[--Count];
        if (Count > 0) Sink(last);
        return first;
    }

    private void Sink((long Key, int Item) sinking)
    {
        var at = 0;
        while (SmallestChild(at) is var child and > 0 && ComesBefore(entries[child].Key, entries[child].Item, sinking))
        {
            entries[at] = entries[child];
            at = child;
        }
        entries[at] = sinking;
    }

    private int SmallestChild(int at)
    {
        var first = (at << 2) + 1;
        if (first >= Count) return 0;
        var smallest = first;
        var end = Math.Min(first + 4, Count);
        for (var child = first + 1; child < end; child++)
            if (ComesBefore(entries[child].Key, entries[child].Item, entries[smallest])) smallest = child;
        return smallest;
    }

    // Equal keys go by number, so that the order of additions never decides.
    private static bool ComesBefore(long key, int item, (long Key, int Item) other) =>
        key < other.Key || (key == other.Key && item < other.Item);
}

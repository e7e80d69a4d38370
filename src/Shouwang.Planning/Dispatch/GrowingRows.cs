namespace Shouwang.Dispatch;

/// <summary>The candidates seen from the volunteers' side, in rows that can grow: a full row moves to the end with twice the room.</summary>
internal sealed class GrowingRows
{
    private MatchingSeat[] entries;
    private int[] starts;
    private int[] counts;
    private int[] rooms;
    private int used;

    internal GrowingRows(MatchingState state)
    {
        starts = new int[state.VolunteerCount];
        counts = new int[state.VolunteerCount];
        for (var need = 0; need < state.NeedCount; need++)
            for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++) counts[state.Arcs[arc].Volunteer]++;
        rooms = (int[])counts.Clone();
        for (var i = 0; i < counts.Length; i++) (starts[i], used) = (used, used + counts[i]);
        entries = new MatchingSeat[used];
        Array.Clear(counts);
        for (var need = 0; need < state.NeedCount; need++)
            for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++) Add(state.Arcs[arc].Volunteer, need, arc);
    }

    private GrowingRows(GrowingRows other)
    {
        (entries, starts, counts, rooms) = ([.. other.entries], [.. other.starts], [.. other.counts], [.. other.rooms]);
        used = other.used;
    }

    internal GrowingRows Copy() => new(this);

    internal ReadOnlySpan<MatchingSeat> Of(int volunteer) => entries.AsSpan(starts[volunteer], counts[volunteer]);

    internal void Add(int volunteer, int need, int arc)
    {
        if (volunteer >= starts.Length) GrowRows(volunteer);
        if (counts[volunteer] == rooms[volunteer]) MoveToEnd(volunteer);
        entries[starts[volunteer] + counts[volunteer]++] = new() { Arc = arc, Need = need };
    }

    /// <summary>The need's candidate entry has got another number.</summary>
    internal void Renumber(int volunteer, int oldArc, int newArc)
    {
        var at = starts[volunteer];
        while (entries[at].Arc != oldArc) at++;
        entries[at].Arc = newArc;
    }

    internal void GrowRows(int volunteer)
    {
        var size = Math.Max(volunteer + 1, starts.Length * 2);
        Array.Resize(ref starts, size);
        Array.Resize(ref counts, size);
        Array.Resize(ref rooms, size);
    }

    private void MoveToEnd(int volunteer)
    {
        var room = Math.Max(8, rooms[volunteer] * 2);
        if (used + room > entries.Length) Array.Resize(ref entries, Math.Max(entries.Length * 2, used + room));
        Array.Copy(entries, starts[volunteer], entries, used, counts[volunteer]);
        (starts[volunteer], rooms[volunteer]) = (used, room);
        used += room;
    }
}

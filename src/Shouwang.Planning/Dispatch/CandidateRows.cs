namespace Shouwang.Dispatch;

/// <summary>A candidate seen from the volunteer's side; the cost is repeated here, so that a row is read without leaving it.</summary>
internal struct CandidateRow
{
    internal int Need;
    internal int Arc;
    internal int Cost;
}

/// <summary>The candidates seen from the volunteers' side: for each volunteer the needs that could take him, in rows without gaps.</summary>
internal sealed class CandidateRows
{
    private readonly int[] starts;
    private readonly CandidateRow[] entries;

    internal CandidateRows(MatchingState state)
    {
        starts = new int[state.VolunteerCount + 1];
        foreach (var arc in state.Arcs) starts[arc.Volunteer + 1]++;
        for (var i = 0; i < state.VolunteerCount; i++) starts[i + 1] += starts[i];
        entries = new CandidateRow[state.Arcs.Length];
        var next = starts[..^1];
        for (var need = 0; need < state.NeedCount; need++)
            for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
                entries[next[state.Arcs[arc].Volunteer]++] = new() { Arc = arc, Need = need, Cost = state.Arcs[arc].Cost };
    }

    internal ReadOnlySpan<CandidateRow> Of(int volunteer) => entries.AsSpan(starts[volunteer], starts[volunteer + 1] - starts[volunteer]);
}

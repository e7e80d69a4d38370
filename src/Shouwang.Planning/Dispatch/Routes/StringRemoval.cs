namespace Shouwang.Dispatch;

/// <summary>Takes a string of stops out of each of several neighbouring tours.</summary>
internal sealed class StringRemoval(RouteState state, SeededChance chance)
{
    private const double AverageRemoved = 10;
    private const double LongestString = 10;
    private const double KeepOnChance = 0.99;

    private readonly RouteModel model = state.Model;
    private readonly List<int> taken = [];
    private readonly HashSet<int> ruined = [];

    internal void Run()
    {
        if (model.JobCount == 0) return;
        ruined.Clear();
        var used = Math.Max(1, state.Used);
        var longest = Math.Min(LongestString, (double)(model.JobCount - state.Absent.Count) / used);
        var most = 4 * AverageRemoved / (1 + longest) - 1;
        var strings = (int)(1 + chance.Fraction() * most);
        foreach (var job in model.Near[chance.Below(model.JobCount)])
        {
            if (ruined.Count >= strings) break;
            var tour = state.TourOf[model.FirstOf[job]];
            if (tour < 0 || !ruined.Add(tour)) continue;
            RemoveFrom(tour, job, Math.Min(state.Tours[tour].Count, longest));
        }
    }

    private void RemoveFrom(int tour, int job, double longest)
    {
        var length = (int)(1 + chance.Fraction() * longest);
        var stops = state.Tours[tour].Stops;
        length = Math.Min(length, stops.Length);
        var at = stops.IndexOf(model.FirstOf[job]);
        var isSplit = length > 1 && length < stops.Length && chance.Happens(0.5);
        var kept = isSplit ? Kept(length, stops.Length) : 0;
        var span = length + kept;
        var first = chance.Between(Math.Max(0, at - span + 1), Math.Min(at, stops.Length - span));
        var firstKept = first + (isSplit ? chance.Between(1, length - 1) : span);
        taken.Clear();
        for (var i = first; i < first + span; i++)
            if ((i < firstKept || i >= firstKept + kept) && !taken.Contains(model.JobOf[stops[i]])) taken.Add(model.JobOf[stops[i]]);
        state.Remove(taken, tour);
    }

    private int Kept(int length, int stops)
    {
        var kept = 1;
        while (length + kept < stops && !chance.Happens(KeepOnChance)) kept++;
        return kept;
    }
}

namespace Shouwang.Dispatch;

/// <summary>Reads the plan, its certificate and its shortages out of a finished flow.</summary>
internal static class MatchingPlanBuilder
{
    internal static MatchingPlan Build(MatchingProblem problem, MatchingState state, MatchingMethod method)
    {
        var pairs = PairsOf(problem, state);
        var certificate = new MatchingCertificate((long[])state.Price.Clone());
        var pinned = PinnedCost(problem);
        return new()
        {
            Pairs = pairs,
            Cost = MatchingValue.CostOf(state) + pinned,
            Bound = MatchingValue.BoundOf(state) + pinned,
            Certificate = certificate,
            Shortages = ShortagesOf(problem, state),
            Method = method,
        };
    }

    /// <summary>What the pinned pairs cost: they were settled before the solvers began.</summary>
    private static long PinnedCost(MatchingProblem problem)
    {
        var (cost, load) = (0L, new Dictionary<int, int>());
        foreach (var pin in problem.Pins.Distinct())
        {
            var order = load[pin.Volunteer] = load.GetValueOrDefault(pin.Volunteer) + 1;
            cost += problem.CostOf(pin)!.Value + problem.LoadCostsOf(pin.Volunteer)[order - 1];
        }
        return cost;
    }

    private static MatchingPair[] PairsOf(MatchingProblem problem, MatchingState state)
    {
        var pairs = problem.Pins.Distinct().ToList();
        for (var volunteer = 0; volunteer < state.VolunteerCount; volunteer++)
            foreach (var seat in state.SeatsOf(volunteer)) pairs.Add(new(seat.Need, volunteer));
        var sorted = pairs.ToArray();
        Array.Sort(sorted, (a, b) => a.Need != b.Need ? a.Need.CompareTo(b.Need) : a.Volunteer.CompareTo(b.Volunteer));
        return sorted;
    }

    private static MatchingShortage[] ShortagesOf(MatchingProblem problem, MatchingState state)
    {
        var shortages = new List<MatchingShortage>();
        for (var need = 0; need < state.NeedCount; need++)
            if (state.Open[need] > 0) shortages.Add(new(need, state.Open[need], CauseOf(problem, state, need)));
        return [.. shortages];
    }

    private static MatchingShortageCause CauseOf(MatchingProblem problem, MatchingState state, int need)
    {
        var untaken = 0;
        for (var arc = state.ArcStart[need]; arc < state.ArcEnd[need]; arc++)
        {
            if (state.Arcs[arc].IsFilled || problem.CapacityOf(state.Arcs[arc].To) == 0) continue;
            untaken++;
            if (state.HasFreeSeat(state.Arcs[arc].To)) return MatchingShortageCause.DearerThanOpen;
        }
        return untaken < state.Open[need] ? MatchingShortageCause.TooFewCandidates : MatchingShortageCause.TakenByOthers;
    }
}

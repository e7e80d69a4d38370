namespace Shouwang.Dispatch;

/// <summary>Puts absent jobs back, one after the other in one of several orders, each where it adds least; it overlooks a tour now and then.</summary>
internal sealed class GreedyReturn(RouteState state, SeededChance chance)
{
    private const double BlinkChance = 0.01;

    private readonly RouteModel model = state.Model;
    private readonly TourInsertion places = new(state.Model);
    private readonly List<int> left = [];
    private double[] keys = [];
    private int[] jobs = [];

    internal void Run(bool blinks)
    {
        var count = Sort();
        left.Clear();
        for (var i = 0; i < count; i++)
            if (!TryInsert(jobs[i], blinks)) left.Add(jobs[i]);
        state.Absent.Clear();
        state.Absent.AddRange(left);
    }

    private bool TryInsert(int job, bool blinks)
    {
        var (best, into) = (new Insertion { Metres = double.PositiveInfinity }, -1);
        var (fresh, unused) = (new Insertion { Metres = double.PositiveInfinity }, -1);
        var lastKindSeen = -1;
        for (var tour = 0; tour < state.Tours.Length; tour++)
        {
            if (state.IsClosed[tour]) continue;
            var isEmpty = state.Tours[tour].Count == 0;
            if (isEmpty && model.KindOf[tour] == lastKindSeen) continue;
            if (isEmpty) lastKindSeen = model.KindOf[tour];
            else if (blinks && chance.Happens(BlinkChance)) continue;
            var place = places.Best(job, state.Tours[tour]);
            if (isEmpty && place.Metres < fresh.Metres) (fresh, unused) = (place, tour);
            if (!isEmpty && place.Metres < best.Metres) (best, into) = (place, tour);
        }
        // Another tour only where no tour on the way can take it.
        if (into < 0) (best, into) = (fresh, unused);
        if (into < 0) return false;
        state.Insert(job, into, best);
        return true;
    }

    private int Sort()
    {
        var count = state.Absent.Count;
        if (keys.Length < count) (keys, jobs) = (new double[count * 2], new int[count * 2]);
        var order = chance.Below(17);
        for (var i = 0; i < count; i++) (jobs[i], keys[i]) = (state.Absent[i], KeyOf(state.Absent[i], order));
        Array.Sort(keys, jobs, 0, count);
        return count;
    }

    // Random 4, largest 4, farthest 2, nearest 1, narrowest window 2, earliest 2, latest end 2.
    private double KeyOf(int job, int order)
    {
        var stop = model.FirstOf[job];
        var fromStart = model.MetresTo[stop * model.NodeCount + model.StopCount];
        return order switch
        {
            < 4 => chance.Fraction(),
            < 8 => -model.Load[stop],
            < 10 => -fromStart,
            < 11 => fromStart,
            < 13 => model.Due[stop] - model.Ready[stop],
            < 15 => model.Ready[stop],
            _ => -model.Due[stop],
        };
    }
}

namespace Shouwang.Dispatch;

/// <summary>Slack induction by string removals: takes strings of neighbouring stops out of neighbouring tours and puts them back greedily, blinking now and then.</summary>
/// <remarks>
/// Christiaens, Vanden Berghe, <i>Slack induction by string removals for vehicle routing problems</i> (2020): removal of
/// strings, insertion with blinks, simulated annealing, and fleet minimisation by sums of absences. New here: absence at a
/// price while the way is shortened. One iteration is one removal with its reinsertion. Temperatures and prices are
/// counted in average legs of a tour, so that the unit of the way does not matter.
/// </remarks>
internal sealed class RouteSearch
{
    private const double FirstTemperature = 10;
    private const double LastTemperature = 0.06;

    private const double FirstPrice = 50;
    private const int AdjustEvery = 64;

    private readonly RouteModel model;
    private readonly RouteState now;
    private readonly RouteState best;
    private readonly SeededChance chance;
    private readonly StringRemoval removal;
    private readonly GreedyReturn back;
    private readonly long[] absences;
    private readonly PlanMeter meter;

    internal RouteSearch(RouteModel model, ulong seed, PlanMeter meter)
    {
        (this.model, this.meter, chance) = (model, meter, new(seed));
        (now, best) = (new(model), new(model));
        (removal, back) = (new(now, chance), new(now, chance));
        absences = new long[model.JobCount];
        for (var job = 0; job < model.JobCount; job++)
            if (model.IsServable[job]) now.Absent.Add(job);
        back.Run(blinks: false);
        Keep();
    }

    internal RouteState Best => best;

    internal void StartFrom(RouteState other)
    {
        best.CopyFrom(other);
        now.CopyFrom(other);
    }

    /// <summary>First everybody on a tour, then one tour fewer as often as can be, until the bound or the share of the budget.</summary>
    internal void MinimiseFleet(int boundTours, double share)
    {
        while (meter.Share < share && (now.Absent.Count > 0 || now.Used > boundTours))
        {
            if (now.Absent.Count == 0 && !CloseTour()) break;
            while (now.Absent.Count > 0 && meter.Share < share)
            {
                if (!meter.Spend()) break;
                TryFewerAbsent();
            }
            if (meter.IsSpent) break;
            if (IsBetterThanBest()) Keep();
        }
        now.CopyFrom(best);
    }

    /// <summary>
    /// Shortens the way until the budget ends; cools down evenly from the share of the budget at which it begins. On the
    /// way a job may be absent at a price, which rises and falls so that about a third of the time nobody is: full tours
    /// would otherwise hardly ever change.
    /// </summary>
    internal void Shorten()
    {
        CloseUnused();
        var (begun, leg, whole) = (meter.Share, AverageLeg(), 0);
        var (temperature, price, least) = (leg * FirstTemperature, leg * FirstPrice, best.Absent.Count);
        for (var round = 1; meter.Spend(); round++)
        {
            var (cost, absent) = (now.Metres, now.Absent.Count);
            Change();
            var isKept = now.Metres + price * now.Absent.Count < cost + price * absent - temperature * Math.Log(1 - chance.Fraction());
            if (!isKept) now.TakeBack();
            else if (IsBetterThanBest()) Keep();
            if (now.Absent.Count <= least) whole++;
            if (round % AdjustEvery != 0) continue;
            if (!meter.Look()) break;
            temperature = leg * FirstTemperature * Math.Pow(LastTemperature / FirstTemperature, (meter.Share - begun) / Math.Max(1e-9, 1 - begun));
            price = Math.Clamp(price * (whole < AdjustEvery / 3 ? 1.1 : 0.95), leg * 2, leg * 1000);
            whole = 0;
        }
    }

    private void TryFewerAbsent()
    {
        var (metres, before) = (now.Metres, now.Absent.ToArray());
        Change();
        var (sum, sumBefore) = (Sum(now.Absent), Sum(before));
        foreach (var job in now.Absent) absences[job]++;
        var isKept = sum < sumBefore || (now.Absent.Count <= before.Length && sum == sumBefore && now.Metres < metres - AverageLeg() * Math.Log(1 - chance.Fraction()));
        if (!isKept) now.TakeBack();
        else if (now.Absent.Count < best.Absent.Count && IsBetterThanBest()) Keep();
    }

    private void Change()
    {
        now.Begin();
        removal.Run();
        back.Run(blinks: true);
    }

    /// <summary>The tour whose stops were absent least is the easiest to share out.</summary>
    private bool CloseTour()
    {
        var (fewest, closing) = (long.MaxValue, -1);
        foreach (var tour in now.Tours)
        {
            if (tour.Count == 0 || HasPinned(tour)) continue;
            var sum = 0L;
            foreach (var stop in tour.Stops) sum += absences[model.JobOf[stop]];
            if (sum < fewest) (fewest, closing) = (sum, tour.Vehicle);
        }
        CloseUnused();
        if (closing < 0) return false;
        now.IsClosed[closing] = true;
        now.Begin();
        now.Remove([.. now.Tours[closing].Stops.ToArray().Select(stop => model.JobOf[stop]).Distinct()], closing);
        return true;
    }

    private bool HasPinned(TourState tour)
    {
        foreach (var stop in tour.Stops)
            if (model.Problem.Stops[stop].Pinned is not null) return true;
        return false;
    }

    private void CloseUnused()
    {
        if (now.Absent.Count > 0) return;
        foreach (var tour in now.Tours)
            if (tour.Count == 0) now.IsClosed[tour.Vehicle] = true;
    }

    private bool IsBetterThanBest()
    {
        if (now.Absent.Count != best.Absent.Count) return now.Absent.Count < best.Absent.Count;
        if (now.Metres < best.Metres - 1e-9) return now.Used <= best.Used;
        return now.Used < best.Used;
    }

    private void Keep() => best.CopyFrom(now);

    private long Sum(IEnumerable<int> jobs)
    {
        var sum = 0L;
        foreach (var job in jobs) sum += absences[job] + 1;
        return sum;
    }

    private double AverageLeg() => now.Metres / Math.Max(1, model.StopCount - now.Absent.Count + now.Used);
}

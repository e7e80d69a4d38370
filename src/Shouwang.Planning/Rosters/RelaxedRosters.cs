namespace Shouwang.Rosters;

/// <summary>
/// The roster problem without its demand: at given prices of the needs everybody takes his cheapest days. The sum is a
/// lower bound for any prices (Lagrangian relaxation; Fisher, <i>The Lagrangian relaxation method</i>, 1981).
/// </summary>
internal sealed class RelaxedRosters
{
    private readonly RosterModel model;
    private readonly PersonSearch[] searches;
    private readonly int[][] counts;
    private readonly long[] sums;

    internal RelaxedRosters(RosterModel model, int threads)
    {
        this.model = model;
        var count = Math.Clamp(threads, 1, Math.Max(1, model.People / 4));
        searches = [.. Enumerable.Range(0, count).Select(_ => new PersonSearch(model))];
        counts = [.. searches.Select(_ => new int[model.Problem.Needs.Length])];
        sums = new long[count];
        Rows = new int[model.People * model.Days];
    }

    /// <summary>Everybody's cheapest days at the last prices. Shape: P × D.</summary>
    internal int[] Rows { get; }

    /// <summary>How many would stand on each need at the last prices. Shape: N.</summary>
    internal int[] Standing => counts[0];

    /// <summary>The bound that the prices prove, in price units. Prices must lie within <see cref="Clamp"/>.</summary>
    internal long Value(long[] prices, CancellationToken cancellation)
    {
        if (searches.Length == 1) Walk(0, prices, cancellation);
        else Parallel.For(0, searches.Length, new ParallelOptions { MaxDegreeOfParallelism = searches.Length }, part => Walk(part, prices, cancellation));
        for (var part = 1; part < counts.Length; part++)
            for (var need = 0; need < prices.Length; need++) counts[0][need] += counts[part][need];
        return sums.Sum() + DemandValue(prices);
    }

    /// <summary>The nearest price at which the demand's own share of the bound is finite and plain.</summary>
    internal static long Clamp(RosterNeed need, long price)
    {
        var least = need.SurplusCost is { } surplus ? -(long)surplus * RosterModel.Unit : -(long)need.MissingCost * RosterModel.Unit;
        return Math.Clamp(price, least, (long)need.MissingCost * RosterModel.Unit);
    }

    // Between minus the surplus cost and the missing cost, exactly the wanted number is the cheapest number of people.
    private long DemandValue(long[] prices)
    {
        var value = 0L;
        for (var need = 0; need < prices.Length; need++) value += prices[need] * model.Problem.Needs[need].Persons;
        return value;
    }

    private void Walk(int part, long[] prices, CancellationToken cancellation)
    {
        var (search, standing, sum) = (searches[part], counts[part], 0L);
        Array.Clear(standing);
        var (first, end) = ((int)((long)model.People * part / searches.Length), (int)((long)model.People * (part + 1) / searches.Length));
        for (var person = first; person < end; person++)
        {
            if ((person & 63) == 0) cancellation.ThrowIfCancellationRequested();
            var row = Rows.AsSpan(person * model.Days, model.Days);
            var cost = search.Find(person, prices, row);
            if (cost >= PersonSearch.Never) row.Fill(-1);
            else sum += cost;
            foreach (var need in row)
                if (need >= 0) standing[need]++;
        }
        sums[part] = sum;
    }
}

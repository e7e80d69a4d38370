namespace Shouwang.Rosters;

/// <summary>Raises the bound: prices of needs with too few people rise, of those with too many fall.</summary>
/// <remarks>The volume algorithm (Barahona, Anbil, <i>Producing primal solutions with a subgradient method</i>, 2000).</remarks>
internal sealed class PriceAscent
{
    private const double LeastStep = 1e-4;

    private readonly RosterModel model;
    private readonly RelaxedRosters relaxed;
    private readonly double[] centre;
    private readonly long[] trial;
    private readonly double[] average;
    private double stepShare = 0.5;
    private double mix = 0.1;
    private int failures;

    internal PriceAscent(RosterModel model, RelaxedRosters relaxed, long[] start)
    {
        (this.model, this.relaxed) = (model, relaxed);
        Prices = [.. start.Select((price, need) => RelaxedRosters.Clamp(model.Problem.Needs[need], price))];
        centre = [.. Prices.Select(price => (double)price)];
        (trial, average) = (new long[start.Length], new double[start.Length]);
        Value = relaxed.Value(Prices, default);
        for (var need = 0; need < average.Length; need++) average[need] = relaxed.Standing[need];
    }

    /// <summary>The best prices so far. Shape: N.</summary>
    internal long[] Prices { get; private set; }

    /// <summary>What they prove, in price units.</summary>
    internal long Value { get; private set; }

    /// <summary>The bound in whole units of cost: all costs are whole numbers, therefore rounded up.</summary>
    internal long Bound => -(-Value >> 8);

    /// <summary>True when steps have become too small to matter.</summary>
    internal bool IsFinished => stepShare < LeastStep;

    /// <summary>One step towards the target, the cost (in price units) of the best known roster.</summary>
    internal void Step(long target, CancellationToken cancellation)
    {
        Move(target);
        var value = relaxed.Value(trial, cancellation);
        var agreement = Blend();
        if (value > Value)
        {
            (Value, Prices, failures) = (value, (long[])trial.Clone(), 0);
            for (var need = 0; need < centre.Length; need++) centre[need] = trial[need];
            if (agreement > 0) stepShare = Math.Min(2, stepShare * 1.15);
        }
        else if (++failures >= 8)
        {
            (stepShare, failures) = (stepShare * 0.7, 0);
            mix = Math.Max(0.02, mix * 0.9);
        }
    }

    private void Move(long target)
    {
        var norm = 0.0;
        for (var need = 0; need < average.Length; need++) norm += Square(Slope(need));
        var step = stepShare * Math.Max(target - Value, RosterModel.Unit) / Math.Max(norm, 1e-3);
        for (var need = 0; need < trial.Length; need++)
            trial[need] = RelaxedRosters.Clamp(model.Problem.Needs[need], (long)Math.Round(centre[need] + step * Slope(need)));
    }

    /// <summary>How many people the need lacks on average; 0 where the price may not move that way.</summary>
    private double Slope(int need)
    {
        var slope = model.Problem.Needs[need].Persons - average[need];
        var probe = (long)centre[need] + Math.Sign(slope);
        return RelaxedRosters.Clamp(model.Problem.Needs[need], probe) == probe ? slope : 0;
    }

    /// <summary>Mixes the new standing into the average; returns whether both pull the same way.</summary>
    private double Blend()
    {
        var agreement = 0.0;
        for (var need = 0; need < average.Length; need++)
        {
            var wanted = model.Problem.Needs[need].Persons;
            agreement += (wanted - average[need]) * (wanted - relaxed.Standing[need]);
            average[need] += mix * (relaxed.Standing[need] - average[need]);
        }
        return agreement;
    }

    private static double Square(double value) => value * value;
}

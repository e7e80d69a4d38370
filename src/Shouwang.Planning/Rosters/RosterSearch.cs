namespace Shouwang.Rosters;

/// <summary>One run: a first roster, the bound, and improvement, sharing one budget.</summary>
internal sealed class RosterSearch
{
    private const int ColdFrom = 1000;
    private const double FirstShare = 0.35;
    private const double AscentShare = 0.4;
    private const double ImproveShare = 0.85;

    private readonly RosterModel model;
    private readonly PlanMeter meter;
    private readonly CancellationToken cancellation;
    private readonly ulong seed;
    private readonly RelaxedRosters relaxed;
    private readonly RosterState state;
    private readonly RosterState best;

    internal RosterSearch(RosterModel model, ulong seed, PlanBudget budget, int threads)
    {
        (this.model, this.seed, meter, cancellation) = (model, seed, budget.Start(), budget.Cancellation);
        relaxed = new(model, threads);
        (state, best) = (new(model), new(model));
    }

    internal RosterPlan Run()
    {
        var isPriced = WeekMatching.Suits(model.Problem);
        var ascent = new PriceAscent(model, relaxed, isPriced ? new WeekMatching(model).Prices() : new long[model.Problem.Needs.Length]);
        if (isPriced) Raise(ascent, ascent.Value + Math.Abs(ascent.Value) / 200, FirstShare);
        FirstRoster.Build(model, state, isPriced ? ascent.Prices : null, new(seed));
        best.CopyFrom(state);
        Raise(ascent, null, AscentShare);
        Improve(ascent, ImproveShare);
        Raise(ascent, null, 1);
        return RosterPlanBuilder.Build(model, best, ascent.Prices, ascent.Bound);
    }

    /// <summary>Steps towards the target, or towards the best roster when there is one.</summary>
    private void Raise(PriceAscent ascent, long? target, double share)
    {
        while (!IsProven(ascent) && !ascent.IsFinished && meter.Spend() && meter.Look() && meter.Share < share)
        {
            ascent.Step(target ?? best.Cost % Reinsertion.Stranded, cancellation);
            meter.Tell(best.Cost / RosterModel.Unit, ascent.Bound);
        }
    }

    private void Improve(PriceAscent ascent, double share)
    {
        var nearby = new PeopleNearby(model);
        if (nearby.IsEmpty) return;
        var (begin, hot) = (meter.Share, HotTemperature(ascent));
        var ruin = new RuinAndRecreate(model, state, nearby, seed ^ 0x5EED) { Prices = ascent.Prices };
        // Large rosters only ever go down: then the roster at hand is the best one, and need not be copied at each step.
        var isCold = model.People > ColdFrom;
        while ((isCold ? state : best).Cost > ascent.Bound * RosterModel.Unit && meter.Spend() && meter.Look() && meter.Share is var now && now < share)
        {
            var progress = (now - begin) / (share - begin);
            ruin.Try(isCold ? 0 : hot * Math.Pow(0.01, progress));
            if (isCold || state.Cost >= best.Cost) continue;
            best.CopyFrom(state);
            meter.Tell(best.Cost / RosterModel.Unit, ascent.Bound);
        }
        if (isCold) best.CopyFrom(state);
    }

    private bool IsProven(PriceAscent ascent) => best.Cost <= ascent.Bound * RosterModel.Unit;

    /// <summary>What one person could still save on average.</summary>
    private double HotTemperature(PriceAscent ascent) => Math.Max(RosterModel.Unit, (double)(best.Cost % Reinsertion.Stranded - ascent.Value) / model.People);
}

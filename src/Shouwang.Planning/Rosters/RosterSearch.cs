namespace Shouwang.Rosters;

/// <summary>One run: a first roster, the bound, and improvement, sharing one budget.</summary>
internal sealed class RosterSearch
{
    private const double AscentShare = 0.25;
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
        FirstRoster.Build(model, state, new(seed));
        best.CopyFrom(state);
        var ascent = new PriceAscent(model, relaxed, new long[model.Problem.Needs.Length]);
        Raise(ascent, AscentShare);
        Improve(ascent, ImproveShare);
        Raise(ascent, 1);
        return RosterPlanBuilder.Build(model, best, ascent.Prices, ascent.Bound);
    }

    private void Raise(PriceAscent ascent, double share)
    {
        while (!IsProven(ascent) && !ascent.IsFinished && meter.Spend() && meter.Look() && meter.Share < share)
        {
            ascent.Step(best.Cost % Reinsertion.Stranded, cancellation);
            meter.Tell(best.Cost / RosterModel.Unit, ascent.Bound);
        }
    }

    private void Improve(PriceAscent ascent, double share)
    {
        var nearby = new PeopleNearby(model);
        if (nearby.IsEmpty) return;
        var (begin, hot) = (meter.Share, HotTemperature());
        var ruin = new RuinAndRecreate(model, state, nearby, seed ^ 0x5EED) { Prices = ascent.Prices };
        while (!IsProven(ascent) && meter.Spend() && meter.Look() && meter.Share is var now && now < share)
        {
            var progress = (now - begin) / (share - begin);
            ruin.Try(hot * Math.Pow(0.01, progress));
            if (state.Cost >= best.Cost) continue;
            best.CopyFrom(state);
            meter.Tell(best.Cost / RosterModel.Unit, ascent.Bound);
        }
    }

    private bool IsProven(PriceAscent ascent) => best.Cost <= ascent.Bound * RosterModel.Unit;

    private double HotTemperature() => model.Problem.Needs.Length == 0 ? 1 : model.Problem.Needs.Average(need => need.MissingCost) * RosterModel.Unit * 0.1;
}

namespace Shouwang.Rosters;

/// <summary>Turns a finished search into a plan: priced by the checker's own rules, with a reason for every open place.</summary>
internal static class RosterPlanBuilder
{
    internal static RosterPlan Build(RosterModel model, RosterState state, long[] prices, long bound)
    {
        var verdict = RosterChecker.Check(model.Problem, state.NeedOf);
        return new()
        {
            NeedOf = (int[])state.NeedOf.Clone(),
            Cost = verdict.Cost,
            Bound = Math.Min(bound, verdict.Cost),
            Prices = prices,
            Shortages = RosterShortages.Of(model.Problem, state.NeedOf),
            Unplaceable = [.. verdict.Breaches.Select(breach => breach.Person).Distinct().Order()],
        };
    }
}

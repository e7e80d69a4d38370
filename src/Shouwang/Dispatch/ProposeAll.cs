using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>系统拟派: who should go where for all open orders of a unit together, by the same rules and weights as the ranking of a single order.</summary>
/// <remarks>
/// A proposal changes nothing. Each volunteer is proposed once; each order chooses among its nearest forty who fit.
/// Orders whose people are being found in another way (team, claiming) or have all been asked already are left alone.
/// </remarks>
public sealed class ProposeAll(ShouwangDb db, ProposalPeople people, DispatchPolicies policies, ChosenUnit chosen, TimeProvider clock)
{
    /// <summary>Orders looked at in one proposal, the most pressing first.</summary>
    public const int MostOrders = 400;

    private const int CandidatesPerOrder = 40;
    private const int LooksPerOrder = 400;

    private sealed record Need(ServiceOrder Order, MatchNeed Match, DispatchPolicy Policy, int Places);

    private sealed record Plan(MatchingProblem Problem, MatchingPlan Found, IReadOnlyList<IReadOnlyDictionary<int, RankedCandidate>> Judged);

    public async Task<Result<Proposal>> Run(string? unit, Loan? loan, CancellationToken cancel)
    {
        var reach = await chosen.WhereAsked(DispatchAccess.Dispatch, unit, false, cancel);
        var now = clock.GetUtcNow();
        var needs = await Needs(reach, now, cancel);
        if (needs.Count == 0) return new Proposal([], new(0, 0, 0), null, true, false);
        Result<(string From, string To)> between = loan is null ? ("", "") : await Between(loan, cancel);
        if (!between.IsOk) return Result<Proposal>.Refuse(between.Refusals);
        await people.Read(Reach.Of([.. needs.Select(need => need.Order.HandlerPath), .. loan is null ? Array.Empty<string>() : [between.Value.From]]), [.. needs.Select(need => need.Order)], now, cancel);
        var plan = Solve(needs, now, [], "");
        if (loan is null) return await Shown(needs, plan, null, [], cancel);
        var lent = Lent(needs, plan, loan.People, between.Value);
        return await Shown(needs, Solve(needs, now, lent, between.Value.To), SumOf(needs, plan), lent, cancel);
    }

    private async Task<IReadOnlyList<Need>> Needs(Reach reach, DateTimeOffset now, CancellationToken cancel)
    {
        var orders = await db.Orders().AsNoTracking().Within(reach)
            .Where(order => (order.State == OrderState.Placed || order.State == OrderState.Dispatched) && order.Mode != DispatchMode.Team && order.Mode != DispatchMode.Claiming)
            .OrderBy(order => order.DueAt).ThenBy(order => order.Number).Take(MostOrders).Include(order => order.Offers).Include(order => order.Assignments).AsSplitQuery().ToListAsync(cancel);
        var (needs, rules) = (new List<Need>(), new Dictionary<string, DispatchPolicy>());
        foreach (var order in orders)
        {
            if (order.FreePlaces - order.Waiting(now) is not (> 0 and var places)) continue;
            if (!rules.TryGetValue(order.UnitPath, out var policy)) rules[order.UnitPath] = policy = await policies.For(order.UnitPath, cancel);
            needs.Add(new(order, MatchNeed(order, now), policy, places));
        }
        return needs;
    }

    private static MatchNeed MatchNeed(ServiceOrder order, DateTimeOffset now) => new(
        order.PlannedIfTakenAt(now), order.Location, order.UnitPath, order.Skill, order.Urgency, order.WishedGender, order.WishedLanguage, NeedsPlace: order.Form is ServiceForm.Visit or ServiceForm.Group);

    private async Task<Result<(string From, string To)>> Between(Loan loan, CancellationToken cancel)
    {
        if (loan.People is < 1 or > 500) return new Refusal("dispatch.loan.people", ("most", 500)).At("people");
        var reach = chosen.Reach;
        var units = await db.Units().AsNoTracking().Where(unit => unit.Code == loan.From || unit.Code == loan.To).ToDictionaryAsync(unit => unit.Code, unit => unit.UnitPath, cancel);
        if (!units.TryGetValue(loan.From, out var from) || !reach.Covers(from)) return new Refusal("dispatch.loan.unit").At("lender");
        if (!units.TryGetValue(loan.To, out var to) || !reach.Covers(to)) return new Refusal("dispatch.loan.unit").At("borrower");
        if (to.StartsWith(from, StringComparison.Ordinal) || from.StartsWith(to, StringComparison.Ordinal)) return new Refusal("dispatch.loan.same").At("borrower");
        return (from, to);
    }

    private Plan Solve(IReadOnlyList<Need> needs, DateTimeOffset now, HashSet<int> lent, string borrower)
    {
        var judged = needs.Select(need => Candidates(need, lent, borrower)).ToList();
        var problem = ProposalCosts.Problem(
            [.. needs.Select(need => need.Places)], [.. needs.Select(need => ProposalCosts.OfOpenPlace(need.Order.Urgency, need.Order.DueAt < now))],
            [.. judged.Select(row => row.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Cost)).ToList())], people.All.Count);
        return new(problem, MatchingSolver.Solve(problem), judged);
    }

    /// <summary>The nearest who fit, by number; whoever is lent serves the borrower only.</summary>
    private Dictionary<int, RankedCandidate> Candidates(Need need, HashSet<int> lent, string borrower)
    {
        var (near, found) = (new PriorityQueue<int, (double, int)>(), new Dictionary<int, RankedCandidate>());
        for (var number = 0; number < people.All.Count; number++)
        {
            var person = people.All[number];
            var isInReach = lent.Contains(number) ? need.Order.UnitPath.StartsWith(borrower, StringComparison.Ordinal) : person.UnitPath.StartsWith(need.Order.HandlerPath, StringComparison.Ordinal);
            if (!isInReach || (need.Match.Skill is { } skill && !people.HasSkill(person, skill))) continue;
            var metres = need.Match is { NeedsPlace: true, Place: { } there } && person.Place is { } here ? here.MetresTo(there) : MatchRules.UnknownDistanceMetres;
            if (metres <= MatchRules.FarthestMetres) near.Enqueue(number, (metres, number));
        }
        for (var looks = 0; looks < LooksPerOrder && found.Count < CandidatesPerOrder + need.Places && near.TryDequeue(out var number, out _); looks++)
            if (MatchRules.Judge(need.Match, people.Candidate(people.All[number], need.Order, need.Match, need.Policy)) is { Barrier: null } ranked) found[number] = ranked;
        return found;
    }

    /// <summary>Those of the lender who have nothing to do first, then the others.</summary>
    private HashSet<int> Lent(IReadOnlyList<Need> needs, Plan plan, int count, (string From, string To) between)
    {
        var busy = plan.Found.Pairs.Select(pair => pair.Volunteer).ToHashSet();
        var wanted = needs.Where(need => need.Order.UnitPath.StartsWith(between.To, StringComparison.Ordinal)).Select(need => need.Match.Skill).OfType<string>().ToHashSet();
        return [.. Enumerable.Range(0, people.All.Count).Where(number => people.All[number].UnitPath.StartsWith(between.From, StringComparison.Ordinal))
            .OrderBy(busy.Contains).ThenByDescending(number => wanted.Count(skill => people.HasSkill(people.All[number], skill))).ThenByDescending(number => people.All[number].OnDuty).ThenBy(number => number).Take(count)];
    }

    private static ProposalSum SumOf(IReadOnlyList<Need> needs, Plan plan) => new(
        needs.Sum(need => need.Places), plan.Found.Pairs.Length, plan.Found.Pairs.Length == 0 ? 0 : (int)plan.Found.Pairs.Average(pair => plan.Judged[pair.Need][pair.Volunteer].Cost));

    private async Task<Proposal> Shown(IReadOnlyList<Need> needs, Plan plan, ProposalSum? before, HashSet<int> lent, CancellationToken cancel)
    {
        var (units, items) = (needs.Select(n => n.Order.UnitId).Distinct().ToList(), needs.Select(n => n.Order.MenuItemId).Distinct().ToList());
        var unitNames = await db.Units().AsNoTracking().Where(unit => units.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => unit.Name, cancel);
        var kinds = await db.Menu().AsNoTracking().Where(item => items.Contains(item.Id)).ToDictionaryAsync(item => item.Id, item => Texts.IsEnglish && item.EnglishName is { Length: > 0 } english ? english : item.Name, cancel);
        var (sent, needOf) = (plan.Found.Pairs.ToLookup(pair => pair.Need, pair => pair.Volunteer), plan.Found.Pairs.ToDictionary(pair => pair.Volunteer, pair => pair.Need));
        var rows = needs.Select((need, number) => new ProposedOrder(
            need.Order.Id, need.Order.Number, need.Order.Version, kinds[need.Order.MenuItemId], unitNames[need.Order.UnitId], need.Match.Planned.From, need.Order.DueAt, need.Order.Urgency,
            [.. sent[number].Select(volunteer => Person(needs, plan, number, volunteer, needOf, lent))],
            need.Places - sent[number].Count(), plan.Found.Shortages.Where(s => s.Need == number).Select(s => (MatchingShortageCause?)s.Cause).FirstOrDefault())).ToList();
        return new(rows, SumOf(needs, plan), before, plan.Found.IsOptimal, needs.Count >= MostOrders);
    }

    private ProposedPerson Person(IReadOnlyList<Need> needs, Plan plan, int need, int volunteer, Dictionary<int, int> needOf, HashSet<int> lent)
    {
        var (mine, person) = (plan.Judged[need][volunteer], people.All[volunteer]);
        var rather = plan.Judged[need].Where(other => other.Value.Cost < mine.Cost && needOf.TryGetValue(other.Key, out var elsewhere) && elsewhere != need)
            .OrderBy(other => other.Value.Cost).Select(other => (int?)other.Key).FirstOrDefault();
        return new(person.Id, person.Name, person.Number, MatchReasons.Write(mine.Reasons), lent.Contains(volunteer), rather is { } better ? people.All[better].Name : null, rather is { } taken ? needs[needOf[taken]].Order.Number : null);
    }
}

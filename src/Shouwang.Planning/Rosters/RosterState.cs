namespace Shouwang.Rosters;

/// <summary>A roster under change: who stands where, how many stand on each need, and the cost, in price units.</summary>
internal sealed class RosterState
{
    /// <summary>Worth of a person where nobody may be too many.</summary>
    private const long Forbidden = -(PersonSearch.Never >> 12);

    private readonly RosterModel model;
    private readonly long[] own;
    private long[]? ceiling;

    internal RosterState(RosterModel model)
    {
        this.model = model;
        var needs = model.Problem.Needs;
        (NeedOf, own) = (new int[model.People * model.Days], new long[model.People]);
        (Standing, Worth) = (new int[needs.Length], new long[needs.Length]);
        Array.Fill(NeedOf, -1);
        for (var need = 0; need < needs.Length; need++)
        {
            Cost += (long)needs[need].Persons * needs[need].MissingCost * RosterModel.Unit;
            Worth[need] = WorthAt(need);
        }
    }

    /// <summary>The need of each person and day, −1 for free. Shape: P × D.</summary>
    internal int[] NeedOf { get; }

    /// <summary>People on each need. Shape: N.</summary>
    internal int[] Standing { get; }

    /// <summary>What one more person on each need is worth just now. Shape: N.</summary>
    internal long[] Worth { get; }

    /// <summary>Lets an open place be worth no more than its ceiling, or all it costs when there is none.</summary>
    internal void Cap(long[]? ceilings)
    {
        ceiling = ceilings;
        for (var need = 0; need < Worth.Length; need++) Worth[need] = WorthAt(need);
    }

    internal long Cost { get; private set; }

    internal Span<int> RowOf(int person) => NeedOf.AsSpan(person * model.Days, model.Days);

    /// <summary>What the person's own days cost (ways, wishes, fairness), demand and teams aside.</summary>
    internal long OwnCostOf(int person) => own[person];

    /// <summary>Takes the person off all needs; he then counts nothing until he is put back.</summary>
    internal void TakeOut(int person)
    {
        var row = RowOf(person);
        Cost -= own[person];
        own[person] = 0;
        for (var day = 0; day < row.Length; day++)
        {
            var need = row[day];
            if (need < 0) continue;
            row[day] = -1;
            Cost -= ApartCost(person, day, need);
            Standing[need]--;
            Worth[need] = WorthAt(need);
            Cost += GainAt(need);
        }
    }

    /// <summary>Puts a person who was taken out onto the needs of a row whose own cost is known.</summary>
    internal void PutIn(int person, ReadOnlySpan<int> days, long ownCost)
    {
        var row = RowOf(person);
        Cost += own[person] = ownCost;
        for (var day = 0; day < row.Length; day++)
        {
            var need = days[day];
            if (need < 0) continue;
            Cost -= GainAt(need);
            Standing[need]++;
            Worth[need] = WorthAt(need);
            Cost += ApartCost(person, day, need);
            row[day] = need;
        }
    }

    /// <summary>What standing there costs because of his team, as the others stand.</summary>
    internal long ApartCost(int person, int day, int need)
    {
        var cost = 0L;
        foreach (var team in model.TeamsOf[person])
        {
            var here = model.NeedAt(need);
            var groups = team.People.Where(mate => mate != person && NeedOf[mate * model.Days + day] >= 0)
                .GroupBy(mate => model.NeedAt(NeedOf[mate * model.Days + day])).ToArray();
            var (largest, mine) = (groups.Length == 0 ? 0 : groups.Max(group => group.Count()), groups.FirstOrDefault(group => group.Key == here)?.Count() ?? 0);
            if (mine < largest) cost += (long)team.ApartCost * RosterModel.Unit;
        }
        return cost;
    }

    internal void CopyFrom(RosterState other)
    {
        other.NeedOf.CopyTo(NeedOf, 0);
        other.own.CopyTo(own, 0);
        other.Standing.CopyTo(Standing, 0);
        other.Worth.CopyTo(Worth, 0);
        Cost = other.Cost;
    }

    private long WorthAt(int need)
    {
        var gain = GainAt(need);
        return ceiling is null || gain <= 0 ? gain : Math.Min(gain, ceiling[need]);
    }

    /// <summary>What one more person truly saves.</summary>
    private long GainAt(int need)
    {
        var wanted = model.Problem.Needs[need];
        return Standing[need] < wanted.Persons ? (long)wanted.MissingCost * RosterModel.Unit
            : wanted.SurplusCost is { } surplus ? -(long)surplus * RosterModel.Unit
            : Forbidden;
    }
}

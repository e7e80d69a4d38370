namespace Shouwang.Rosters;

/// <summary>Puts a person back into a roster on his cheapest days, the others standing as they do.</summary>
internal sealed class Reinsertion(RosterModel model, RosterState state)
{
    /// <summary>What somebody costs who breaks a rule of work even on his best days: more than all that search could gain, in price units.</summary>
    internal const long Stranded = 10L * RosterProblem.MaxCost * RosterModel.Unit;

    private const int CapRounds = 12;

    private readonly PersonSearch search = new(model);
    private readonly List<(int Need, long Worth)> changed = [];
    private readonly int[] row = new int[model.Days];

    /// <summary>Values a need differently until the next <see cref="Restore"/>.</summary>
    internal void Value(int need, long worth)
    {
        changed.Add((need, state.Worth[need]));
        state.Worth[need] = worth;
    }

    internal void Restore()
    {
        for (var i = changed.Count - 1; i >= 0; i--) state.Worth[changed[i].Need] = changed[i].Worth;
        changed.Clear();
    }

    /// <summary>Puts the person in; when no days keep every rule he gets free days at <see cref="Stranded"/>.</summary>
    internal void Insert(int person)
    {
        if (TryInsert(person)) return;
        Array.Fill(row, -1);
        state.PutIn(person, row, Stranded);
    }

    private bool TryInsert(int person)
    {
        if (model.TeamsOf[person].Any()) ValueTeams(person);
        var cost = FindWithinCaps(person);
        if (cost < PersonSearch.Never)
            foreach (var need in row)
                if (need >= 0) cost += state.Worth[need];
        Restore();
        if (cost >= PersonSearch.Never || Overfills()) return false;
        state.PutIn(person, row, cost);
        return true;
    }

    private bool Overfills()
    {
        foreach (var need in row)
            if (need >= 0 && model.Problem.Needs[need] is { SurplusCost: null } wanted && state.Standing[need] >= wanted.Persons) return true;
        return false;
    }

    private long FindWithinCaps(int person)
    {
        var cost = search.Find(person, state.Worth, row);
        if (!model.Graphs[person].IgnoresCaps) return cost;
        var caps = model.Problem.Contracts[model.Problem.People[person].Contract].MaxOfShift!;
        var penalty = 4L * RosterModel.Unit;
        for (var round = 0; cost < PersonSearch.Never && BrokenCap(caps) is var shift and >= 0; round++, penalty *= 2)
        {
            if (round == CapRounds) return PersonSearch.Never;
            for (var need = 0; need < state.Worth.Length; need++)
                if (model.Problem.Needs[need].Shift == shift) Value(need, state.Worth[need] - penalty);
            cost = search.Find(person, state.Worth, row);
        }
        return cost;
    }

    private int BrokenCap(int[] caps)
    {
        Span<int> counts = stackalloc int[caps.Length];
        foreach (var need in row)
            if (need >= 0 && ++counts[model.Problem.Needs[need].Shift] > caps[model.Problem.Needs[need].Shift]) return model.Problem.Needs[need].Shift;
        return -1;
    }

    private void ValueTeams(int person)
    {
        for (var day = 0; day < model.Days; day++)
        {
            var cell = person * model.Days + day;
            for (var duty = model.DutyStart[cell]; duty < model.DutyStart[cell + 1]; duty++)
            {
                var need = model.DutyNeed[duty];
                if (state.ApartCost(person, day, need) is var apart and > 0) Value(need, state.Worth[need] - apart);
            }
        }
    }
}

namespace Shouwang.Rosters;

/// <summary>Improves a roster: takes out a few people who could stand for each other and puts them back one by one on their cheapest days.</summary>
/// <remarks>
/// Ruin and recreate (Schrimpf and others, 2000) with simulated annealing. Whoever is put back before the last pays the
/// needs that were just left open their price in the bound rather than their full missing cost: others may fill them, too.
/// </remarks>
internal sealed class RuinAndRecreate
{
    private readonly RosterModel model;
    private readonly RosterState state;
    private readonly SeededChance chance;
    private readonly Reinsertion insertion;
    private readonly PeopleNearby nearby;
    private readonly int[] saved;
    private readonly long[] savedOwn;
    private readonly List<int> left = [];

    internal RuinAndRecreate(RosterModel model, RosterState state, PeopleNearby nearby, ulong seed)
    {
        (this.model, this.state, this.nearby, chance) = (model, state, nearby, new(seed));
        insertion = new(model, state);
        (saved, savedOwn) = (new int[PeopleNearby.Most * model.Days], new long[PeopleNearby.Most]);
    }

    /// <summary>What the needs are worth to others. Shape: N.</summary>
    internal required long[] Prices { get; set; }

    /// <summary>One try; keeps the new roster when it costs at most what chance at this temperature (in price units) allows.</summary>
    internal void Try(double temperature)
    {
        Span<int> people = stackalloc int[PeopleNearby.Most];
        people = people[..nearby.Pick(state, chance, people)];
        var before = state.Cost;
        TakeOut(people);
        chance.Shuffle(people);
        var allowed = before + (long)(-temperature * Math.Log(1 - chance.Fraction()));
        for (var i = 0; i < people.Length; i++)
        {
            if (i < people.Length - 1) ValueLeft();
            insertion.Insert(people[i]);
        }
        if (state.Cost > allowed) PutBack(people);
    }

    private void TakeOut(Span<int> people)
    {
        people.Sort();
        left.Clear();
        for (var i = 0; i < people.Length; i++)
        {
            var row = state.RowOf(people[i]);
            row.CopyTo(saved.AsSpan(i * model.Days));
            savedOwn[i] = state.OwnCostOf(people[i]);
            foreach (var need in row)
                if (need >= 0) left.Add(need);
            state.TakeOut(people[i]);
        }
    }

    private void ValueLeft()
    {
        var factor = 0.5 + chance.Fraction();
        foreach (var need in left)
            insertion.Value(need, Math.Min(state.Worth[need], (long)(Prices[need] * factor)));
    }

    private void PutBack(Span<int> people)
    {
        foreach (var person in people) state.TakeOut(person);
        people.Sort();
        for (var i = 0; i < people.Length; i++)
            state.PutIn(people[i], saved.AsSpan(i * model.Days, model.Days), savedOwn[i]);
    }
}

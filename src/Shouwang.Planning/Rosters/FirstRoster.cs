namespace Shouwang.Rosters;

/// <summary>A first roster: everybody, in random order, takes his best days, at first for what places are worth in the bound, then for what they cost when open.</summary>
internal static class FirstRoster
{
    private static readonly double[] Ceilings = [1.0, 1.3, 2.5];

    /// <summary>Builds at prices that are known to be good, or without any.</summary>
    internal static void Build(RosterModel model, RosterState state, long[]? prices, SeededChance chance)
    {
        var order = Enumerable.Range(0, model.People).ToArray();
        chance.Shuffle<int>(order);
        var insertion = new Reinsertion(model, state);
        if (prices is not null)
            foreach (var share in Ceilings)
            {
                state.Cap([.. prices.Select(price => (long)(price * share))]);
                InsertAll(state, insertion, order);
            }
        state.Cap(null);
        InsertAll(state, insertion, order);
    }

    private static void InsertAll(RosterState state, Reinsertion insertion, int[] order)
    {
        foreach (var person in order)
        {
            state.TakeOut(person);
            insertion.Insert(person);
        }
    }
}

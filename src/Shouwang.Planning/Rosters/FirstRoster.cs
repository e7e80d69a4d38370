namespace Shouwang.Rosters;

/// <summary>A first roster: everybody, in random order, takes the days that are worth most just then.</summary>
internal static class FirstRoster
{
    internal static void Build(RosterModel model, RosterState state, SeededChance chance)
    {
        var order = Enumerable.Range(0, model.People).ToArray();
        chance.Shuffle<int>(order);
        var insertion = new Reinsertion(model, state);
        foreach (var person in order) insertion.Insert(person);
    }
}

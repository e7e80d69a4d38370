namespace Shouwang.Rosters;

/// <summary>Picks people who could stand for each other: they may stand at the same posts.</summary>
internal sealed class PeopleNearby
{
    /// <summary>Most people picked at once.</summary>
    internal const int Most = 5;

    private readonly RosterModel model;
    private readonly int[] placeable;
    private readonly int[][] peopleOfPost;

    internal PeopleNearby(RosterModel model)
    {
        this.model = model;
        placeable = [.. Enumerable.Range(0, model.People).Where(person => model.Graphs[person].IsWalkable)];
        var lists = Enumerable.Range(0, model.Problem.PostCount).Select(_ => new List<int>()).ToArray();
        foreach (var person in placeable)
            if (model.Problem.People[person].Posts is { } posts)
                foreach (var place in posts) lists[place.Post].Add(person);
            else
                foreach (var list in lists) list.Add(person);
        peopleOfPost = [.. lists.Select(list => list.ToArray())];
    }

    internal bool IsEmpty => placeable.Length == 0;

    internal int Pick(RosterState state, SeededChance chance, Span<int> into)
    {
        var wanted = Math.Min(placeable.Length, chance.Below(10) switch { < 5 => 2, < 8 => 3, 8 => 4, _ => Most });
        into[0] = placeable[chance.Below(placeable.Length)];
        var found = 1;
        for (var tries = 0; found < wanted && tries < 4 * Most; tries++)
        {
            var others = peopleOfPost[PostOf(state, into[chance.Below(found)], chance)];
            var other = others[chance.Below(others.Length)];
            if (!into[..found].Contains(other)) into[found++] = other;
        }
        return found;
    }

    /// <summary>A post where the person stands or could stand.</summary>
    private int PostOf(RosterState state, int person, SeededChance chance)
    {
        var need = state.RowOf(person)[chance.Below(model.Days)];
        if (need >= 0) return model.Problem.Needs[need].Post;
        return model.Problem.People[person].Posts is { Length: > 0 } posts ? posts[chance.Below(posts.Length)].Post : chance.Below(model.Problem.PostCount);
    }
}

namespace Shouwang.Rosters;

/// <summary>随变随补: a published roster in which places that fall open are filled again while as few people as possible are moved.</summary>
/// <remarks>
/// An open place goes to the cheapest person who is free that day; only if nobody is, to somebody who stands elsewhere
/// that day and whose place a free person can take. Everything else stays as published. One change looks at the people of one or
/// two posts, a few milliseconds at most. Not safe for use by several threads at once.
/// </remarks>
public sealed class LiveRoster
{
    private readonly RosterProblem problem;
    private readonly int[] needOf;
    private readonly int[] standing;
    private readonly int[][] peopleOfPost;
    private readonly ILookup<int, RosterPin> pins;

    /// <summary>Begins with a published roster. Shape of <paramref name="published"/>: P × D; it is copied.</summary>
    public LiveRoster(RosterProblem problem, int[] published)
    {
        this.problem = problem = problem with { People = [.. problem.People], Needs = [.. problem.Needs] };
        (needOf, standing) = ((int[])published.Clone(), new int[problem.Needs.Length]);
        foreach (var need in needOf)
            if (need >= 0) standing[need]++;
        var lists = Enumerable.Range(0, problem.PostCount).Select(_ => new List<int>()).ToArray();
        for (var person = 0; person < problem.People.Length; person++)
            for (var post = 0; post < lists.Length; post++)
                if (problem.People[person].CostOf(post) is not null) lists[post].Add(person);
        peopleOfPost = [.. lists.Select(list => list.ToArray())];
        pins = problem.Pins.ToLookup(pin => pin.Person);
    }

    /// <summary>The need of each person and day as they stand now. Shape: P × D.</summary>
    public IReadOnlyList<int> NeedOf => needOf;

    /// <summary>缺勤: the person cannot stand on these days (from the first, before the end); returns who was moved.</summary>
    public IReadOnlyList<RosterMove> Miss(int person, int firstDay, int endDay)
    {
        var (moves, opened) = (new List<RosterMove>(), new List<int>());
        var known = problem.People[person];
        var open = (ulong[])known.OpenShifts.Clone();
        for (var day = firstDay; day < endDay; day++)
        {
            open[day] = 0;
            var need = NeedAt(person, day);
            if (need < 0) continue;
            Move(person, day, -1, moves);
            opened.Add(need);
        }
        problem.People[person] = known with { OpenShifts = open };
        foreach (var need in opened) Fill(need, moves);
        return moves;
    }

    /// <summary>加派: more places of a need are wanted; returns who was moved.</summary>
    public IReadOnlyList<RosterMove> Want(int need, int more)
    {
        var moves = new List<RosterMove>();
        problem.Needs[need] = problem.Needs[need] with { Persons = problem.Needs[need].Persons + more };
        for (var place = 0; place < more; place++) Fill(need, moves);
        return moves;
    }

    private int NeedAt(int person, int day) => needOf[person * problem.Days + day];

    private void Fill(int need, List<RosterMove> moves)
    {
        var day = problem.Needs[need].Day;
        var (free, _) = CheapestFree(need);
        if (free >= 0)
        {
            Move(free, day, need, moves);
            return;
        }
        var best = (Mover: -1, Left: -1, Filler: -1, Cost: (long)problem.Needs[need].MissingCost);
        foreach (var mover in peopleOfPost[problem.Needs[need].Post])
        {
            var left = NeedAt(mover, day);
            if (left < 0 || left == need || CostOfMove(mover, need) is not { } first) continue;
            var (filler, second) = CheapestFree(left);
            var cost = filler < 0 ? first + (standing[left] <= problem.Needs[left].Persons ? problem.Needs[left].MissingCost : 0) : first + second;
            if (cost < best.Cost) best = (mover, left, filler, cost);
        }
        if (best.Mover < 0) return;
        Move(best.Mover, day, need, moves);
        if (best.Filler >= 0) Move(best.Filler, day, best.Left, moves);
    }

    private (int Person, long Cost) CheapestFree(int need)
    {
        var best = (Person: -1, Cost: (long)problem.Needs[need].MissingCost);
        foreach (var person in peopleOfPost[problem.Needs[need].Post])
            if (NeedAt(person, problem.Needs[need].Day) < 0 && CostOfMove(person, need) is { } cost && cost < best.Cost) best = (person, cost);
        return best;
    }

    /// <summary>What standing the need instead of his present place costs more, or null when a rule or a pin forbids it.</summary>
    private long? CostOfMove(int person, int need)
    {
        var (wanted, day) = (problem.Needs[need], problem.Needs[need].Day);
        if (!problem.People[person].Suits(wanted) || pins[person].Any(pin => pin.Day == day)) return null;
        Span<int> row = stackalloc int[problem.Days];
        needOf.AsSpan(person * problem.Days, problem.Days).CopyTo(row);
        var before = OwnRow.Cost(problem, person, row);
        row[day] = need;
        return OwnRow.Keeps(problem, person, row) ? OwnRow.Cost(problem, person, row) - before : null;
    }

    private void Move(int person, int day, int need, List<RosterMove> moves)
    {
        var from = NeedAt(person, day);
        if (from >= 0) standing[from]--;
        if (need >= 0) standing[need]++;
        needOf[person * problem.Days + day] = need;
        moves.Add(new(person, day, from, need));
    }
}

/// <summary>改动: one person-day that has changed.</summary>
/// <param name="Person">Who.</param>
/// <param name="Day">The day.</param>
/// <param name="From">The need he stood, −1 for free.</param>
/// <param name="To">The need he stands now, −1 for free.</param>
public readonly record struct RosterMove(int Person, int Day, int From, int To);

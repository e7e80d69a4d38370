using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>One step of a random walk: what is tried, by whom, and how much time has passed before.</summary>
sealed record Step(int Act, int Person, int Seconds);

/// <summary>A whole walk; it reads as a list of what was tried.</summary>
sealed record AWalk(int People, IReadOnlyList<Step> Steps)
{
    public override string ToString() => $"{People} wanted: " + string.Join(", ", Steps.Select(step => $"+{step.Seconds} s {AWalkOfAnOrder.NameOf(step)} by {step.Person}"));
}

/// <summary>Everything that can be tried on an order, in any order, by anybody, at any time.</summary>
static class AWalkOfAnOrder
{
    private delegate bool Try(ServiceOrder order, VolunteerId who, DateTimeOffset now);

    private static readonly SealedText Words = new("x");
    private static readonly TeamId Team = new(new Guid(9, 0, 0, new byte[8]));

    // What is listed twice or more comes more often, so that walks come far.
    private static readonly (string Name, int Weight, Try Act)[] Acts =
    [
        ("ask", 5, (o, who, now) => o.Ask([ANeed.Ask(who)], DispatchMode.Chosen, now.AddMinutes(30), now).IsOk),
        ("ask many", 2, (o, who, now) => o.Ask([.. ANeed.People.Select(ANeed.Ask)], DispatchMode.Waves, now.AddMinutes(30), now).IsOk),
        ("ask in waves", 2, (o, who, now) => o.Ask([ANeed.Ask(who)], DispatchMode.Waves, now.AddMinutes(5), now).IsOk),
        ("start waves", 1, (o, who, now) => o.StartWaves(now).IsOk),
        ("open", 3, (o, who, now) => o.OpenForClaiming(now).IsOk),
        ("team", 1, (o, who, now) => o.GiveToTeam(Team, now).IsOk),
        ("accept", 10, (o, who, now) => o.Accept(ANeed.NewPlace(), who, now).IsOk),
        ("claim", 6, (o, who, now) => o.Claim(ANeed.NewPlace(), who, true, now).IsOk),
        ("decline", 2, (o, who, now) => o.Decline(who, null, now).IsOk),
        ("cancel offer", 1, (o, who, now) => o.Offers.LastOrDefault(f => f.VolunteerId == who) is { } offer && o.CancelOffer(offer.Id, now).IsOk),
        ("expire", 1, (o, who, now) => o.ExpireOffers(now) > 0),
        ("hand back", 1, (o, who, now) => o.HandBack(who, null, now).IsOk),
        ("set out", 2, (o, who, now) => o.SetOut(who, now).IsOk),
        ("check in", 12, (o, who, now) => o.CheckIn(who, now).IsOk),
        ("check out", 16, (o, who, now) => o.CheckOut(who, null, now).IsOk),
        ("no-show", 1, (o, who, now) => o.NoShow(who, now).IsOk),
        ("undo", 3, (o, who, now) => o.Undo(now).IsOk),
        ("withdraw", 1, (o, who, now) => o.Withdraw(Words, now).IsOk),
        ("fail", 1, (o, who, now) => o.Fail(Words, now).IsOk),
        ("refer", 1, (o, who, now) => o.Refer(Words, now).IsOk),
        ("duplicate", 1, (o, who, now) => o.MarkDuplicateOf(new OrderId(who.Value), Words, now).IsOk),
        ("review", 2, (o, who, now) => o.ReviewByResident(new ReviewId(Guid.NewGuid()), 1 + now.Second % 5, null, now).IsOk),
        ("volunteer's review", 1, (o, who, now) => o.ReviewByVolunteer(new ReviewId(Guid.NewGuid()), who, 5, null, now).IsOk),
        ("close unreviewed", 4, (o, who, now) => o.CloseUnreviewed(now).IsOk),
        ("triage", 3, (o, who, now) => o.Triage(now.Second % 2 == 0 ? Urgency.Urgent : Urgency.Ordinary, o.From > now ? o.From : now, now.AddDays(1), 1 + now.Second / 5 % 3, now).IsOk),
        ("complete with those", 1, (o, who, now) => o.CompleteWithThose(now).IsOk),
        ("escalate", 1, (o, who, now) => o.Escalate(ANeed.Above(o.HandlerPath), "test", now).IsOk),
        ("nobody left", 1, (o, who, now) => o.State.TakesVolunteers() && o.Exception != OrderException.NobodyLeft && Done(() => o.NobodyLeft(now))),
        ("clear exception", 1, (o, who, now) => o.ClearException(now).IsOk),
        ("overdue", 1, (o, who, now) => o.NoteOverdue(now)),
        ("remind", 1, (o, who, now) => o.RemindBefore(ANeed.Policy, now).Count > 0),
    ];

    private static readonly int[] Table = [.. Acts.SelectMany((act, index) => Enumerable.Repeat(index, act.Weight))];

    public static IReadOnlyList<string> Names { get; } = [.. Acts.Select(act => act.Name)];

    public static string NameOf(Step step) => Acts[Table[step.Act % Table.Length]].Name;

    public static bool Do(this ServiceOrder order, Step step, DateTimeOffset now) => Acts[Table[step.Act % Table.Length]].Act(order, ANeed.People[step.Person % ANeed.People.Length], now);

    private static bool Done(Action act)
    {
        act();
        return true;
    }
}

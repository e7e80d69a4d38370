using FsCheck;
using FsCheck.Fluent;

namespace Shouwang.Volunteers;

public sealed class CallingUpReserves
{
    private static readonly DateTimeOffset Now = Somebody.Monday(9);

    private sealed record Step(int Act, int Person, int Minutes);

    [Fact]
    public void Whatever_people_answer_in_whatever_order_places_are_kept_and_the_sums_agree()
    {
        var reached = new HashSet<CallUpState>();
        var steps = from act in Gen.Choose(0, 9) from person in Gen.Choose(0, 11) from minutes in Gen.Choose(0, 20) select new Step(act, person, minutes);
        Prop.ForAll(steps.NonEmptyListOf().ToArbitrary(), walk => Walk([.. walk], reached)).Check(Config.QuickThrowOnFailure.WithMaxTest(1500).WithEndSize(80).WithReplay(20220509UL, 17UL));
        Assert.Equal(Enum.GetValues<CallUpState>(), reached.Order());
    }

    private static void Walk(List<Step> walk, HashSet<CallUpState> reached)
    {
        var (callUp, people, answers, now) = (Started(("any", 2), ("first-aid", 1)), Enumerable.Range(0, 12).Select(i => Person(i)).ToList(), new Dictionary<VolunteerId, CallUpAnswer>(), Now);
        foreach (var step in walk)
        {
            now = now.AddMinutes(step.Minutes);
            var (facts, before) = (callUp.UnwrittenFacts.Count, Shape(callUp, answers));
            Do(callUp, people, answers, step, now);
            Assert.Equal(Shape(callUp, answers) != before, callUp.UnwrittenFacts.Count > facts);
            reached.Add(callUp.State);
            Check(callUp, answers.Values);
        }
    }

    private static void Do(CallUp callUp, List<CallUpPerson> people, Dictionary<VolunteerId, CallUpAnswer> answers, Step step, DateTimeOffset now)
    {
        var answer = answers.GetValueOrDefault(people[step.Person].Volunteer);
        switch (step.Act)
        {
            case 0 when !callUp.IsOver && callUp.IsShort: Wave(callUp, people, answers, now); break;
            case 1 or 2 or 3 when answer is not null: _ = callUp.Come(answer, now); break;
            case 4 or 5 when answer is not null: _ = callUp.Decline(answer, now); break;
            case 6 when answer is not null: _ = callUp.CannotReach(answer, UnreachableReason.NoAnswer, now); break;
            case 7 when !callUp.IsOver && answers.Values.FirstOrDefault(a => a.State == CallUpAnswerState.Standby && callUp.Needs.Single(n => n.Skill == a.Skill).Open > 0) is { } next: callUp.MoveUp(next, now); break;
            case 8 when callUp.State == CallUpState.NobodyLeft: _ = callUp.Resume(now); break;
            case 9 when step is { Person: 0, Minutes: > 15 }: _ = callUp.End(step.Minutes % 2 == 0, now); break;
        }
    }

    private static void Wave(CallUp callUp, List<CallUpPerson> people, Dictionary<VolunteerId, CallUpAnswer> answers, DateTimeOffset now)
    {
        var open = callUp.Needs.Sum(need => need.Open);
        var picks = CallUpRules.Pick(people.Where(person => !answers.ContainsKey(person.Volunteer)), callUp.Needs, callUp.WaveSize);
        Assert.InRange(picks.Count(pick => pick.HasChannel), 0, Math.Min(callUp.WaveSize, open * CallUpRules.MostAskedPerPlace));
        if (picks.Count == 0) { _ = callUp.FindNobody(); return; }
        foreach (var asked in callUp.Ask(picks, now)) answers.Add(asked.VolunteerId, asked); // nobody is called twice
    }

    private static void Check(CallUp callUp, Dictionary<VolunteerId, CallUpAnswer>.ValueCollection answers)
    {
        foreach (var need in callUp.Needs)
        {
            Assert.InRange(need.Taken, 0, need.Places);
            Assert.Equal(need.Taken, answers.Count(a => a.Skill == need.Skill && a.State == CallUpAnswerState.Coming));
        }
        Assert.Equal(answers.Count, Enum.GetValues<CallUpAnswerState>().Sum(state => answers.Count(a => a.State == state)));
        Assert.All(answers, answer => Assert.Equal(answer.State == CallUpAnswerState.Unreachable, answer.Why is not null));
        var line = answers.Where(a => a.State == CallUpAnswerState.Standby).Select(a => a.Line).ToList();
        Assert.Equal(line.Count, line.Distinct().Count());
        if (callUp.State == CallUpState.Enough) Assert.False(callUp.IsShort);
        if (callUp.State is CallUpState.Running or CallUpState.NobodyLeft) Assert.True(callUp.IsShort);
        Assert.Equal(callUp.IsOver, callUp.EndedAt is not null);
    }

    private static string Shape(CallUp callUp, Dictionary<VolunteerId, CallUpAnswer> answers) =>
        $"{callUp.State} {callUp.Wave} {string.Join(',', callUp.Needs.Select(n => n.Taken))} {string.Join(',', answers.OrderBy(a => a.Key.Value).Select(a => $"{a.Value.State}{a.Value.Why}{a.Value.Since.Ticks}"))}";

    [Fact]
    public void A_wave_asks_the_first_line_first_and_in_it_whoever_was_not_asked_for_longest()
    {
        var people = new[] { Person(1) with { Line = 2 }, Person(2) with { LastCalled = Now.AddDays(-1) }, Person(3) with { LastCalled = Now.AddDays(-9) }, Person(4) };
        var picks = CallUpRules.Pick(people, Started(("any", 1)).Needs, 20);
        Assert.Equal([people[3].Volunteer, people[2].Volunteer, people[1].Volunteer], picks.Select(pick => pick.Volunteer));
    }

    [Fact]
    public void A_scarce_skill_chooses_first_and_nobody_is_asked_for_two_things()
    {
        var (medic, others) = (Person(1) with { Skills = new HashSet<string> { "first-aid" } }, Enumerable.Range(2, 9).Select(i => Person(i)).ToList());
        var picks = CallUpRules.Pick([medic, .. others], Started(("any", 3), ("first-aid", 1)).Needs, 20);
        Assert.Equal("first-aid", picks.Single(pick => pick.Volunteer == medic.Volunteer).Skill);
        Assert.Equal(picks.Count, picks.Select(pick => pick.Volunteer).Distinct().Count());
    }

    [Fact]
    public void Who_has_no_channel_is_noted_at_once_and_takes_no_room_in_the_wave()
    {
        var callUp = Started(("any", 1));
        var picks = CallUpRules.Pick([Person(1) with { HasChannel = false }, Person(2), Person(3)], callUp.Needs, 1);
        var answers = callUp.Ask(picks, Now);
        Assert.Equal((CallUpAnswerState.Unreachable, UnreachableReason.NoChannel), (answers.Single(a => !a.IsAwaited).State, answers.Single(a => !a.IsAwaited).Why));
        Assert.Single(answers, answer => answer.IsAwaited);
    }

    [Fact]
    public void Whom_something_stands_against_is_left_in_peace() =>
        Assert.Empty(CallUpRules.Pick([Person(1) with { Barrier = new Refusal("volunteers.duty.not-available") }], Started(("any", 1)).Needs, 9));

    [Theory]
    [InlineData(2004, true)] // eighteen in the course of that year, perhaps later than that day
    [InlineData(2003, false)]
    [InlineData(null, false)]
    public void Whoever_may_not_be_grown_up_is_not_called(int? birthYear, bool minor) => 
        Assert.Equal(minor, (VolunteerStanding.Blank with { Birth = KnownBirth.Of(null, birthYear) }).IsMinorOn(new DateOnly(2022, 5, 9)));

    [Theory]
    [InlineData(10, 100, 10)]
    [InlineData(10, 115, 12)]
    [InlineData(1, 101, 2)]
    public void Places_are_those_wanted_and_the_margin_rounded_up(int wanted, int margin, int places) => Assert.Equal(places, CallUpRules.Places(wanted, margin));

    [Fact]
    public void A_late_yes_stands_by_and_moves_up_when_somebody_cancels()
    {
        var callUp = Started(("any", 1));
        var answers = callUp.Ask(CallUpRules.Pick([Person(1), Person(2)], callUp.Needs, 9), Now);
        Assert.Equal(CallUpAnswerState.Coming, callUp.Come(answers[0], Now).Value);
        Assert.Equal((CallUpState.Enough, Now), (callUp.State, callUp.EnoughAt));
        Assert.Equal(CallUpAnswerState.Standby, callUp.Come(answers[1], Now.AddMinutes(1)).Value);
        Assert.Equal(CallUpAnswerState.Coming, callUp.Decline(answers[0], Now.AddMinutes(2)).Value);
        Assert.Equal(CallUpState.Running, callUp.State);
        callUp.MoveUp(answers[1], Now.AddMinutes(2));
        Assert.Equal((CallUpState.Enough, CallUpAnswerState.Coming, Now), (callUp.State, answers[1].State, callUp.EnoughAt));
    }

    [Fact]
    public void A_drill_holds_nobody_for_anything() => Assert.All(Started(true, ("any", 1)).Ask([new CallUpPick(Somebody.Another(), "any", true)], Now), answer => Assert.False(answer.Holds));

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var refused = CallUp.Start(default, "JJ1", List(), new CallUpTerms { From = Now, Until = Now, Needs = [], MarginPercent = 90, WaveSize = 0, AnswerMinutes = 1, Note = new string('长', 301) }, Now);
        Assert.Equal(["task", "place", "note", "until", "margin", "waveSize", "answerMinutes", "needs"], refused.Refusals.Select(refusal => refusal.Field));
        Assert.Equal(["name", "wanted"], Reserve.Make(default, Somebody.District.Pine, " ", ReserveKind.Rescue, 0, Now).Refusals.Select(refusal => refusal.Field));
    }

    [Fact]
    public void A_dissolved_reserve_calls_nobody()
    {
        var reserve = List();
        Assert.True(reserve.Dissolve(Now).IsOk);
        Assert.Equal("volunteers.reserve.dissolved", CallUp.Start(default, "JJ1", reserve, new CallUpTerms(), Now).Refusal?.Code);
        Assert.Equal("volunteers.reserve.dissolved", reserve.Add(Somebody.Another(), 1, Now).Refusal?.Code);
        Assert.Equal("volunteers.reserve.line", List().Add(Somebody.Another(), 100, Now).Refusal?.Code);
    }

    private static CallUpPerson Person(int number) => new() { Volunteer = new VolunteerId(new Guid(number, 0, 0, new byte[8])), Skills = number % 3 == 0 ? new HashSet<string> { "first-aid" } : new HashSet<string>(), HasChannel = number % 4 != 1 || number < 9 };

    private static Reserve List() => Reserve.Make(default, Somebody.District.Pine, "应急救援队", ReserveKind.Rescue, 30, Now).Value;

    private static CallUp Started(params (string Skill, int Wanted)[] needs) => Started(false, needs);

    private static CallUp Started(bool drill, params (string Skill, int Wanted)[] needs) => CallUp.Start(default, "JJ1", List(), new CallUpTerms
    {
        Task = "搬运物资", Place = "社区广场", From = Now.AddHours(30), Until = Now.AddHours(33), Needs = [.. needs.Select(need => new RecruitmentNeed(need.Skill, need.Wanted))], WaveSize = 4, IsDrill = drill,
    }, Now).Value;
}

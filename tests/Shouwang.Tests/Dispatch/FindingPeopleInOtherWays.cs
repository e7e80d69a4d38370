using System.Globalization;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>派给队伍, 多人, 电话和线上, 代接: the ways of finding people besides one asked after the other.</summary>
public sealed class FindingPeopleInOtherWays
{
    [DatabaseTheory]
    public async Task A_team_takes_what_it_was_given_and_nobody_else_may(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (member, stranger) = (await town.Enlist(100), await town.Enlist(50));
        var team = await Team(town, member);
        var placed = await town.Place();
        _ = (await town.Staff<GiveToTeam>(use => use.Run(placed.Id, null, team, default))).Value;
        Assert.Empty(await town.House.Run<OpenToMe, IReadOnlyList<OpenToMe.Line>>((Caller?)null, open => open.Run(stranger, default)));
        Assert.Equal("dispatch.order.not-for-claiming", (await town.As<ClaimOrder>(stranger, use => use.Run(placed.Id, stranger, default))).Refusal?.Code);
        Assert.Equal(placed.Number, Assert.Single(await town.House.Run<OpenToMe, IReadOnlyList<OpenToMe.Line>>((Caller?)null, open => open.Run(member, default))).Number);
        Assert.Equal(OrderState.Accepted, (await town.As<ClaimOrder>(member, use => use.Run(placed.Id, member, default))).Value.State);
    }

    [DatabaseTheory]
    public async Task A_team_that_does_not_answer_is_the_dispatcher_s_matter(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var team = await Team(town, await town.Enlist());
        var placed = await town.Place();
        _ = (await town.Staff<GiveToTeam>(use => use.Run(placed.Id, null, team, default))).Value;
        await town.Pass(TimeSpan.FromMinutes(61));
        Assert.Equal(OrderException.NobodyLeft, (await town.Order(placed.Id)).Exception);
        Assert.Equal("volunteers.team.unknown", (await town.Staff<GiveToTeam>(use => use.Run(placed.Id, null, new TeamId(Guid.NewGuid()), default))).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task An_order_for_three_is_full_with_three_and_asks_two_for_each_place(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var people = new List<VolunteerId>();
        for (var i = 0; i < 8; i++) people.Add(await town.Enlist(100 * i));
        var placed = await town.Place();
        var order = await town.Order(placed.Id);
        _ = (await town.Staff<TriageOrder>(use => use.Run(placed.Id, null, new TriageDecision(Urgency.Ordinary, order.From, order.DueAt, 3), default))).Value;
        _ = (await town.Staff<DispatchInWaves>(use => use.Run(placed.Id, null, default))).Value;
        Assert.Equal(6, (await town.Order(placed.Id)).Offers.Count);
        foreach (var who in people.Take(2)) Assert.Equal(OrderState.Dispatched, (await town.As<AcceptOffer>(who, use => use.Run(placed.Id, who, default))).Value.State);
        Assert.Equal(OrderState.Accepted, (await town.As<AcceptOffer>(people[2], use => use.Run(placed.Id, people[2], default))).Value.State);
        _ = (await town.As<HandBackOrder>(people[1], use => use.Run(placed.Id, people[1], "busy", default))).Value;
        order = await town.Order(placed.Id);
        Assert.Equal((OrderState.Dispatched, 1, 2), (order.State, order.FreePlaces, order.Waiting(town.House.Clock.GetUtcNow())));
        Assert.DoesNotContain(order.Offers, offer => offer.State == OfferState.Waiting && offer.VolunteerId == people[1]);
    }

    [DatabaseTheory]
    [InlineData("counselling", "counselling")]
    [InlineData("tutoring", "tutoring")]
    public async Task By_phone_or_online_somebody_far_away_may_help(Engine engine, string kind, string skill)
    {
        await using var town = await DispatchTown.On(engine);
        var (far, unskilled) = (await town.Enlist(60_000, skills: [skill]), await town.Enlist(100));
        var placed = await town.Place(DispatchTown.Need with { Kind = kind });
        _ = (await town.Staff<DispatchInWaves>(use => use.Run(placed.Id, null, default))).Value;
        Assert.Equal(far, Assert.Single((await town.Order(placed.Id)).Offers).VolunteerId);
        Assert.Equal("dispatch.match.lacks-skill", (await town.Staff<AskVolunteers>(use => use.Run(placed.Id, null, [unskilled], "她会的", default))).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task Far_away_is_too_far_for_a_visit_unless_the_dispatcher_has_a_reason(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var far = await town.Enlist(MatchRules.FarthestMetres + 500);
        var placed = await town.Place();
        _ = (await town.Staff<DispatchInWaves>(use => use.Run(placed.Id, null, default))).Value;
        Assert.Equal((0, OrderException.NobodyLeft), ((await town.Order(placed.Id)).Offers.Count, (await town.Order(placed.Id)).Exception));
        _ = (await town.Staff<AskVolunteers>(use => use.Run(placed.Id, null, [far], "已电话约好", default))).Value;
        Assert.Equal(("已电话约好", OrderException.None), ((await town.Order(placed.Id)).Offers[0].PinReason, (await town.Order(placed.Id)).Exception));
        Assert.Equal("dispatch.place.too-long", (await town.Staff<AskVolunteers>(use => use.Run(placed.Id, null, [far], new string('长', 5000), default))).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task A_certificate_that_has_expired_takes_no_place(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist(skills: ["haircut"]);
        var placed = await town.Place(DispatchTown.Need with { Kind = "haircut" });
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        await Certificate(town, me, town.House.Clock.Today.AddDays(-1));
        Assert.Equal("dispatch.match.lacks-skill", (await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default))).Refusal?.Code);
        Assert.Empty(await town.House.Run<OpenToMe, IReadOnlyList<OpenToMe.Line>>((Caller?)null, open => open.Run(me, default)));
        await Certificate(town, me, town.House.Clock.Today);
        Assert.True((await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default))).IsOk);
    }

    [DatabaseTheory]
    public async Task What_a_volunteer_says_on_the_phone_is_noted_for_him(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var placed = await town.Place();
        _ = (await town.Staff<DispatchInWaves>(use => use.Run(placed.Id, null, default))).Value;
        _ = (await town.Staff<AcceptOffer>(use => use.Run(placed.Id, me, default))).Value;
        var fact = await town.House.Read(db => db.HistoryOf(placed.Id.Value).Where(f => f.Type == "dispatch.order.accepted").SingleAsync());
        Assert.Equal((town.Dispatcher.Id.Value, "volunteer"), (fact.ActorId, fact.OnBehalfOf));
        var leader = await town.House.Hire(Role.Leader, town.House.District.Pine);
        Assert.Equal("host.permission.forbidden", (await town.House.Run<SetOut, Result<OrderStatus>>(leader, use => use.Run(placed.Id, me, default))).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task An_order_by_phone_is_placed_for_the_resident_by_whoever_may(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var head = await town.House.Hire(Role.BuildingHead, town.House.District.Pine);
        var placed = (await town.House.Run<PlaceOrder, Result<PlacedOrder>>(head, use => use.Run(DispatchTown.Need, OrderSource.BuildingHead, default))).Value;
        var fact = await town.House.Read(db => db.HistoryOf(placed.Id.Value).SingleAsync());
        Assert.Equal((head.Id.Value, "resident"), (fact.ActorId, fact.OnBehalfOf));
        Assert.Equal("dispatch.order.unknown", (await town.House.Run<DispatchInWaves, Result<OrderStatus>>(head, use => use.Run(placed.Id, null, default))).Refusal?.Code);
        Assert.Equal("host.permission.forbidden", (await town.House.Run<PlaceOrder, Result<PlacedOrder>>(await town.House.Hire(Role.AuditAdministrator, town.House.District.Center),
            use => use.Run(DispatchTown.Need, OrderSource.Hotline, default))).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task Who_is_kept_apart_is_not_even_pinned_and_may_come_again_when_it_is_lifted(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var placed = await town.Place();
        Assert.Equal("dispatch.end.reason-missing", (await Exclude(" ")).Refusal?.Code);
        var exclusion = (await Exclude("争吵")).Value;
        Assert.Equal("dispatch.exclusion.already", (await Exclude("又一次")).Refusal?.Code);
        Assert.Equal("dispatch.match.must-not-be-sent", (await town.Staff<AskVolunteers>(use => use.Run(placed.Id, null, [me], "就他", default))).Refusal?.Code);
        _ = (await town.House.Run<LiftExclusion, Result<Done>>(town.Dispatcher, use => use.Run(exclusion, default))).Value;
        Assert.True((await town.Staff<AskVolunteers>(use => use.Run(placed.Id, null, [me], null, default))).IsOk);

        Task<Result<ExclusionId>> Exclude(string reason) => town.House.Run<ExcludeVolunteer, Result<ExclusionId>>(town.Dispatcher, use => use.Run(placed.Id, me, ExclusionWish.Volunteer, reason, default));
    }

    [DatabaseTheory]
    public async Task Whoever_was_accepted_is_reminded_once_before_the_start(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var me = await town.Enlist();
        var placed = await town.Place(DispatchTown.Need with { From = town.House.Clock.GetUtcNow().AddHours(3).ToString("O", CultureInfo.InvariantCulture) });
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        _ = (await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default))).Value;
        await town.Pass(TimeSpan.FromMinutes(149));
        Assert.Equal(0, await Told(town, "dispatch.order.reminded"));
        await town.Pass(TimeSpan.FromMinutes(1));
        await town.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(1, await Told(town, "dispatch.order.reminded"));
    }

    internal static Task<int> Told(DispatchTown town, string kind) => town.House.Read(db => db.Set<Broadcast.Message>().CountAsync(message => message.Kind == kind));

    private static Task<int> Certificate(DispatchTown town, VolunteerId who, DateOnly until) => town.House.Run<ShouwangDb, int>((Caller?)null, db =>
        db.VolunteerSkills().Where(skill => skill.VolunteerId == who).ExecuteUpdateAsync(set => set.SetProperty(skill => skill.CertificateUntil, until)));

    private static async Task<TeamId> Team(DispatchTown town, VolunteerId member)
    {
        var team = Volunteers.Team.Make(town.House.Ids.New<TeamId>(), town.House.District.Pine, null, "松林服务队", TeamKind.Team, null, town.House.Clock.GetUtcNow()).Value;
        await town.House.Write(db => db.AddRange(team, team.Join(member, town.House.Clock.GetUtcNow()).Value));
        return team.Id;
    }
}

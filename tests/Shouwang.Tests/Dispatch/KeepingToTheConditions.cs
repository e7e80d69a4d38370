using System.Net;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>Who may not serve by law or by what the service asks for gets through no door; and whoever loses a condition afterwards shows up with the dispatcher.</summary>
public sealed class KeepingToTheConditions
{
    /// <summary>What is missing, which service shows it, and how it comes about.</summary>
    private static readonly (string Lack, string Kind, ServiceConditions What, int? Age)[] Lacks =
    [
        ("guardian-consent", "shopping", ServiceConditions.None, 16),
        ("child-consent", "shopping", ServiceConditions.None, 12),
        ("birth-date", "errand", new() { MinimumAge = 18 }, null),
        ("minimum-age", "parcels", new() { MinimumAge = 20 }, 19),
        ("agreement", "medicine", new() { WantsAgreement = true }, null),
        ("agreement-text", "company", new() { IsOutsidePlace = true }, null),
        ("insurance", "rubbish", new() { WantsInsurance = true }, null),
    ];

    private static readonly (string Door, Func<DispatchTown, PlacedOrder, VolunteerId, Task<string?>> Try)[] Doors =
    [
        ("candidates", Candidates), ("by hand", ByHand), ("by hand, asked before", ByHandAgain), ("in waves", InWaves), ("claim", Claim), ("claim by a team", ClaimInTeam), ("accept", Accept),
        ("accept, noted by staff", AcceptForHim), ("proposal", Proposal), ("accepting a proposal", AcceptProposed),
    ];

    [DatabaseTheory]
    public async Task No_door_lets_through_whoever_lacks_something(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        await town.Publish(AgreementKind.General);
        foreach (var (lack, kind, what, age) in Lacks)
        {
            await town.Demand(kind, what);
            var who = await town.Enlist();
            if (age is { } years) await town.Born(who, years);
            foreach (var (door, attempt) in Doors)
            {
                var placed = await town.Place(DispatchTown.Need with { Kind = kind });
                var found = await attempt(town, placed, who);
                Assert.True(found == ConditionRules.Prefix + lack, $"{door} for {lack}: {found}");
                Assert.DoesNotContain((await town.Order(placed.Id)).Assignments, place => place.VolunteerId == who);
                _ = await town.Staff<WithdrawOrder>(use => use.Run(placed.Id, null, "试过了", default));
            }
            await town.House.Run<ChangeVolunteerState, Result<VolunteerState>>(new Caller(new Actor(ActorKind.Volunteer, who.Value), "", Rights.None), use => use.Run("", VolunteerState.Paused, default));
        }
        Assert.Equal(0, await town.House.Read(db => db.Bookings().CountAsync()));
    }

    [DatabaseTheory]
    public async Task Everything_missing_is_said_at_once_and_put_right_the_place_is_taken(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        await town.Demand("shopping", new() { HasRisk = true, RiskNotice = "雨天路滑，穿防滑鞋。", IsLargeEvent = true });
        var who = await town.Enlist();
        await town.Born(who, 17);
        var (risk, large) = (await town.Publish(AgreementKind.Risk), await town.Publish(AgreementKind.LargeEvent));
        var placed = await town.Place();
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;

        var refused = await town.As<ClaimOrder>(who, use => use.Run(placed.Id, who, default));
        Assert.Equal(["guardian-consent", "agreement", "agreement", "insurance"], refused.Refusals.Select(no => no.Code[ConditionRules.Prefix.Length..]));

        _ = (await town.Consent(who)).Value;
        _ = ((await town.Sign(who, risk)).Value, (await town.Sign(who, large)).Value, (await town.Sign(who, large)).Value);
        Assert.Equal("volunteers.conditions.lack.insurance", (await town.As<ClaimOrder>(who, use => use.Run(placed.Id, who, default))).Refusal!.Code);
        var policy = await town.Insure(everybody: false);
        Assert.False((await town.As<ClaimOrder>(who, use => use.Run(placed.Id, who, default))).IsOk);
        var number = await town.NumberOf(who);
        _ = (await town.House.Run<CoverVolunteer, Result<Done>>(town.Clerk, use => use.Run(policy, number, default))).Value;
        Assert.True((await town.As<ClaimOrder>(who, use => use.Run(placed.Id, who, default))).IsOk);
        Assert.Equal(2, await town.House.Read(db => db.AgreementSignatures().CountAsync()));
    }

    [DatabaseTheory]
    public async Task A_child_comes_only_after_an_adult_and_never_where_there_is_a_risk(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (child, other, adult) = (await town.Enlist(), await town.Enlist(), await town.Enlist());
        foreach (var one in new[] { child, other })
        {
            await town.Born(one, 12);
            _ = (await town.Consent(one)).Value;
        }
        var placed = await town.Place(DispatchTown.Need with { Kind = "festival" });
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        Assert.Equal("volunteers.conditions.lack.child-alone", (await town.As<ClaimOrder>(child, use => use.Run(placed.Id, child, default))).Refusal!.Code);
        Assert.True((await town.As<ClaimOrder>(adult, use => use.Run(placed.Id, adult, default))).IsOk);
        Assert.True((await town.As<ClaimOrder>(child, use => use.Run(placed.Id, child, default))).IsOk);
        Assert.Empty(await town.Lacking());

        _ = (await town.As<HandBackOrder>(adult, use => use.Run(placed.Id, adult, null, default))).Value;
        Assert.Equal("volunteers.conditions.lack.child-alone", Assert.Single(Assert.Single(await town.Lacking()).Missing).Code);
        Assert.Equal("volunteers.conditions.lack.child-alone", (await town.As<ClaimOrder>(other, use => use.Run(placed.Id, other, default))).Refusal!.Code); // another child is no adult
    }

    [DatabaseTheory]
    public async Task What_was_accepted_stays_and_shows_up_when_a_consent_a_text_or_a_policy_ends(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        await town.Demand("shopping", new() { WantsAgreement = true, WantsInsurance = true });
        var who = await town.Enlist();
        await town.Born(who, 16);
        _ = (await town.Consent(who)).Value;
        _ = (await town.Sign(who, await town.Publish(AgreementKind.General))).Value;
        var policy = await town.Insure();
        var placed = await town.Place();
        await town.Offer(placed.Id, who);
        _ = (await town.As<AcceptOffer>(who, use => use.Run(placed.Id, who, default))).Value;
        Assert.Empty(await town.Lacking());

        _ = (await town.WithdrawConsent(who)).Value;
        var again = await town.Publish(AgreementKind.General, ConditionTown.AgreementWords + "第二版。");
        _ = (await town.House.Run<EndPolicy, Result<Done>>(town.Clerk, use => use.Run(policy, "退保", default))).Value;
        var lacking = Assert.Single(await town.Lacking());
        Assert.Equal(["guardian-consent", "agreement", "insurance"], lacking.Missing.Select(no => no.Code[ConditionRules.Prefix.Length..]));
        Assert.Equal((placed.Number, "样**"), (lacking.Order, lacking.Name));

        var client = await town.House.LogIn(town.Dispatcher);
        Assert.Contains("缺监护人同意", (await client.Page("/orders/attention")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await client.Page("/today")).QuerySelector("a[href='/orders/attention']"));
        var sheet = await client.GetStringAsync(new Uri("/figures/export.csv?group=dispatch&span=month", UriKind.Relative));
        Assert.Contains("接单后条件不再具备,1,人次", sheet, StringComparison.Ordinal);

        _ = ((await town.Consent(who)).Value, (await town.Sign(who, again)).Value, await town.Insure());
        Assert.Empty(await town.Lacking());
    }

    [DatabaseTheory]
    public async Task A_place_taken_back_by_an_undo_asks_again(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var who = await town.Enlist();
        await town.Born(who, 16);
        _ = (await town.Consent(who)).Value;
        var placed = await town.Place();
        await town.Offer(placed.Id, who);
        _ = (await town.As<AcceptOffer>(who, use => use.Run(placed.Id, who, default))).Value;
        _ = (await town.Staff<WithdrawOrder>(use => use.Run(placed.Id, null, "不需要了", default))).Value;
        _ = (await town.WithdrawConsent(who)).Value;
        Assert.Equal("volunteers.conditions.lack.guardian-consent", (await town.Staff<UndoLast>(use => use.Run(placed.Id, null, default))).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task A_consent_withdrawn_while_an_offer_is_accepted_leaves_nothing_unseen(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        for (var round = 0; round < Nightly.Or(byDay: 5, byNight: 200); round++)
        {
            var who = await town.Enlist();
            await town.Born(who, 15);
            _ = (await town.Consent(who)).Value;
            var placed = await town.Place();
            await town.Offer(placed.Id, who);
            var accepting = Task.Run(() => town.As<AcceptOffer>(who, use => use.Run(placed.Id, who, default)));
            var withdrawing = Task.Run(() => town.WithdrawConsent(who));
            var (accepted, withdrawn) = (await accepting, await withdrawing);
            Assert.True(withdrawn.IsOk);
            var seen = (await town.Lacking()).Count(place => place.Order == placed.Number);
            Assert.Equal(accepted.IsOk ? 1 : 0, seen);
            if (!accepted.IsOk) Assert.Equal("volunteers.conditions.lack.guardian-consent", accepted.Refusal!.Code);
            _ = await town.Staff<WithdrawOrder>(use => use.Run(placed.Id, null, "试过了", default));
        }
    }

    [DatabaseTheory]
    public async Task A_call_for_many_asks_for_a_minors_consent_too(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var who = await town.Enlist();
        await town.Born(who, 15);
        var call = await AnsweringACall.Publish(town.House, town.Clerk, [new("any", 5)]);
        var me = new Caller(new Actor(ActorKind.Volunteer, who.Value), "", Rights.None);
        Task<Result<CallAnswer>> Enter() => town.House.Run<EnterCall, Result<CallAnswer>>(me, enter => enter.Run(call, new CallRequest { Skill = "any" }, false, default));
        Assert.Equal("volunteers.conditions.lack.guardian-consent", (await Enter()).Refusal!.Code);
        _ = (await town.Consent(who)).Value;
        Assert.True((await Enter()).IsOk);
    }

    [DatabaseTheory]
    public async Task On_the_phone_he_reads_what_is_missing_and_puts_it_right(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        await town.Demand("shopping", new() { WantsAgreement = true });
        var (who, text) = (await town.Enlist(), await town.Publish(AgreementKind.General));
        var placed = await town.Place();
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        var phone = await town.House.LogIn(ActorKind.Volunteer, who.Value);
        Assert.Contains("未签协议", (await phone.Page("/my/open")).Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await phone.Page("/my/orders/" + placed.Number)).QuerySelector(".reasons a[href='/my/conditions']"));
        Assert.NotNull((await phone.Page("/my/conditions")).QuerySelector($"a[href='/my/agreements/{text}']"));
        using var hasty = await phone.Submit($"/my/agreements/{text}", "form.card");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, hasty.StatusCode);
        using var signed = await phone.Submit($"/my/agreements/{text}", "form.card", ("agrees", "on"));
        Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        Assert.Contains("已签", (await phone.Page($"/my/agreements/{text}")).Body!.TextContent, StringComparison.Ordinal);
        using var born = await phone.Submit("/my/conditions", "form:has([name=birthDate])", ("birthDate", "1990-05-06"));
        Assert.Equal(HttpStatusCode.SeeOther, born.StatusCode);
        using var taken = await phone.Submit("/my/orders/" + placed.Number, "form:has(button[value=claim])", ("act", "claim"));
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
    }

    private static async Task<string?> Candidates(DispatchTown town, PlacedOrder placed, VolunteerId who) =>
        (await town.House.Run<FindCandidates, Result<IReadOnlyList<RankedCandidate>>>(town.Dispatcher, use => use.Run(placed.Id, 50, default))).Value.Single(found => found.Candidate.Id == who).Barrier?.Code;

    private static async Task<string?> ByHand(DispatchTown town, PlacedOrder placed, VolunteerId who) =>
        (await town.Staff<AskVolunteers>(use => use.Run(placed.Id, null, [who], "电话里说好了", default))).Refusal?.Code;

    private static async Task<string?> ByHandAgain(DispatchTown town, PlacedOrder placed, VolunteerId who)
    {
        await town.Offer(placed.Id, who);
        _ = (await town.As<DeclineOffer>(who, use => use.Run(placed.Id, who, null, default))).Value;
        return await ByHand(town, placed, who);
    }

    private static async Task<string?> InWaves(DispatchTown town, PlacedOrder placed, VolunteerId who)
    {
        _ = await town.Staff<DispatchInWaves>(use => use.Run(placed.Id, null, default));
        await town.Pass(TimeSpan.FromMinutes(1));
        return (await town.Order(placed.Id)).Offers.Any(offer => offer.VolunteerId == who) ? "asked" : await Candidates(town, placed, who);
    }

    private static async Task<string?> Claim(DispatchTown town, PlacedOrder placed, VolunteerId who)
    {
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        return (await town.As<ClaimOrder>(who, use => use.Run(placed.Id, who, default))).Refusal?.Code;
    }

    private static async Task<string?> ClaimInTeam(DispatchTown town, PlacedOrder placed, VolunteerId who)
    {
        var number = await town.NumberOf(who);
        var team = (await town.House.Run<MakeTeam, Result<Guid>>(town.Clerk, make => make.Run(LittleDistrict.PineCode, null, "样例队" + placed.Number, TeamKind.Team, [number], number, default))).Value;
        _ = (await town.Staff<GiveToTeam>(use => use.Run(placed.Id, null, new TeamId(team), default))).Value;
        return (await town.As<ClaimOrder>(who, use => use.Run(placed.Id, who, default))).Refusal?.Code;
    }

    private static async Task<string?> Accept(DispatchTown town, PlacedOrder placed, VolunteerId who)
    {
        await town.Offer(placed.Id, who);
        return (await town.As<AcceptOffer>(who, use => use.Run(placed.Id, who, default))).Refusal?.Code;
    }

    private static async Task<string?> AcceptForHim(DispatchTown town, PlacedOrder placed, VolunteerId who)
    {
        await town.Offer(placed.Id, who);
        return (await town.Staff<AcceptOffer>(use => use.Run(placed.Id, who, default))).Refusal?.Code;
    }

    private static async Task<string?> Proposal(DispatchTown town, PlacedOrder placed, VolunteerId who)
    {
        var proposal = (await town.House.Run<ProposeAll, Result<Proposal>>(town.Dispatcher, use => use.Run(null, null, default))).Value;
        var row = proposal.Rows.Single(row => row.Number == placed.Number);
        return row.People.Any(person => person.Id == who) ? "proposed" : await Candidates(town, placed, who);
    }

    private static async Task<string?> AcceptProposed(DispatchTown town, PlacedOrder placed, VolunteerId who)
    {
        var version = (await town.Order(placed.Id)).Version;
        return (await town.House.Run<AcceptProposal, Result<IReadOnlyList<AcceptedOutcome>>>(town.Dispatcher, use => use.Run([new AcceptedRow(placed.Id, version, [who])], "系统拟派", default))).Value[0].Refusal?.Code;
    }
}

using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>系统拟派: all open orders of a unit planned together, and what becomes of a proposal.</summary>
public sealed class ProposingForAll
{
    [DatabaseTheory]
    public async Task Everybody_goes_where_he_is_needed_most_and_a_stale_line_is_refused_alone(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (near, far) = (await town.Enlist(100), await town.Enlist(900, skills: ["haircut"]));
        var (first, second) = (await town.Place(), await town.Place(DispatchTown.Need with { Phone = "138 0000 2222", Latitude = DispatchTown.Need.Latitude + 0.008 }));
        var proposal = await Propose(town, null);
        // Ranked one by one, both orders would get the one who is nearest to both; together each gets somebody.
        Assert.Equal((2, 2, true), (proposal.Sum.Places, proposal.Sum.Filled, proposal.IsOptimal));
        Assert.Equal(new HashSet<VolunteerId> { near, far }, [.. proposal.Rows.SelectMany(row => row.People).Select(person => person.Id)]);
        Assert.All(proposal.Rows.SelectMany(row => row.People), person => Assert.Contains("Distance:", person.Reasons, StringComparison.Ordinal));

        await town.Staff<OpenForClaiming>(use => use.Run(second.Id, null, default)); // somebody else acts meanwhile
        var outcomes = (await town.House.Run<AcceptProposal, Result<IReadOnlyList<AcceptedOutcome>>>(town.Dispatcher, accept => accept.Run(
            [.. proposal.Rows.Select(row => new AcceptedRow(row.Id, row.Version, [.. row.People.Select(person => person.Id)]))], "系统拟派", default))).Value;
        Assert.Null(outcomes.Single(one => one.Order == first.Id).Refusal);
        Assert.Equal("dispatch.order.changed-meanwhile", outcomes.Single(one => one.Order == second.Id).Refusal?.Code);
        Assert.Equal(OrderState.Dispatched, (await town.Order(first.Id)).State);
        Assert.Empty((await town.Order(second.Id)).Offers);
        Assert.Empty((await Propose(town, null)).Rows); // who is asked, and who is found in another way, is not proposed again
    }

    [DatabaseTheory]
    public async Task What_stays_open_says_why_and_a_loan_shows_what_it_would_change(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var district = town.House.District;
        await town.Enlist(300, district.Hill);
        await town.Place();
        var alone = await Propose(town, null);
        Assert.Equal((0, 1, MatchingShortageCause.TooFewCandidates), (alone.Sum.Filled, alone.Sum.Open, alone.Rows[0].Cause));

        var lent = await Propose(town, new Loan(district.Hill.Code, district.Pine.Code, 1));
        Assert.Equal((1, 0), (lent.Sum.Filled, lent.WithoutLoan?.Filled));
        Assert.True(Assert.Single(lent.Rows[0].People).IsLent);

        var refused = await town.House.Run<ProposeAll, Result<Proposal>>(town.Dispatcher, use => use.Run(null, new Loan(district.Pine.Code, district.Pine.Code, 1), default));
        Assert.Equal("dispatch.loan.same", refused.Refusal?.Code);
    }

    /// <summary>By hand on the page: propose, accept one, and the rest is proposed again.</summary>
    [DatabaseTheory]
    public async Task The_dispatcher_accepts_on_the_page(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        await town.Enlist(100);
        await town.Enlist(200);
        await town.Place();
        var second = await town.Place(DispatchTown.Need with { Phone = "138 0000 2222" });
        var client = await town.House.LogInAs(Role.Dispatcher, town.House.District.Center);
        var page = await client.Page("/board/proposal");
        Assert.Contains(second.Number, page.Body!.TextContent, StringComparison.Ordinal);
        using var answer = await client.Submit("/board/proposal", "form:has(input[name=row])", ("act", "all"));
        Assert.Contains("已派 2 单", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(OrderState.Dispatched, (await town.Order(second.Id)).State);
    }

    private static async Task<Proposal> Propose(DispatchTown town, Loan? loan) =>
        (await town.House.Run<ProposeAll, Result<Proposal>>(town.Dispatcher, use => use.Run(null, loan, default))).Value;
}

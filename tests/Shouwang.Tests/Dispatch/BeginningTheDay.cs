using System.Globalization;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>Today's page: what needs hands is counted, and each count opens to just as many rows; another unit's work is not there.</summary>
public sealed class BeginningTheDay
{
    [DatabaseTheory]
    public async Task Every_count_opens_to_as_many_rows(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        await Morning(town);
        var clerk = await town.House.LogIn(town.Clerk);
        var lines = (await clerk.Page("/today")).QuerySelectorAll("a.list-group-item[data-row]").Select(a => (a.GetAttribute("href")!, a.QuerySelector("b")!.TextContent, Text: a.TextContent)).ToList();
        foreach (var work in Enum.GetValues<DeskWork>().Except([DeskWork.Untriaged, DeskWork.Unanswered, DeskWork.Short, DeskWork.HandedBack, DeskWork.Overdue]))
            Assert.True(lines.Any(line => line.Text.Contains(Term.Of(work), StringComparison.Ordinal)), Term.Of(work));
        foreach (var (address, count, text) in lines)
        {
            var page = await clerk.Page(address);
            var rows = page.QuerySelectorAll("main [data-board] tbody tr, main .card:not([data-board]) tbody tr, main .list-group-item[data-row]").Length;
            Assert.True(count == rows.ToString(CultureInfo.InvariantCulture), $"{address}: {count} on {text}, {rows} rows");
        }
    }

    [DatabaseTheory]
    public async Task A_quiet_unit_says_that_nothing_waits(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        await Morning(town);
        var page = await (await town.House.LogInAs(Role.Clerk, town.House.District.Hill)).Page("/today");
        Assert.Empty(page.QuerySelectorAll("a.list-group-item[data-row]"));
        Assert.Contains("现在没有要马上办的事", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("接下来 24 小时没有要开始的单", page.Body.TextContent, StringComparison.Ordinal);
    }

    // One order in each kind of trouble, a consent that was withdrawn, a sign-up, a forgotten check-out, a bad review.
    private static async Task Morning(DispatchTown town)
    {
        var (house, now) = (town.House, town.House.Clock.GetUtcNow());
        var people = new List<VolunteerId>();
        for (var i = 0; i < 3; i++) people.Add(await town.Enlist());
        var late = await Take(town, people[0], "13800000001");
        house.Clock.Advance((await town.Order(late.Id)).Assignments[0].From - now);
        _ = (await town.As<CheckIn>(people[0], use => use.Run(late.Id, people[0], default))).Value;
        house.Clock.Advance(TimeSpan.FromMinutes(20));
        _ = (await town.As<CheckOut>(people[0], use => use.Run(late.Id, people[0], null, null, default))).Value;
        _ = (await house.Run<ReviewOnBehalf, Result<OrderStatus>>(town.Dispatcher, use => use.Run(late.Id, null, "1", "没来", default))).Value;

        var forgotten = await Take(town, people[1], "13800000002");
        house.Clock.Advance(TimeSpan.FromMinutes(60));
        _ = (await town.As<CheckIn>(people[1], use => use.Run(forgotten.Id, people[1], default))).Value;
        await town.Pass(TimeSpan.FromHours(12));

        var missing = await Take(town, people[2], "13800000003");
        house.Clock.Advance((await town.Order(missing.Id)).Assignments[0].From - house.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        _ = (await town.Staff<ReportNoShow>(use => use.Run(missing.Id, null, people[2], default))).Value;

        var declined = await town.Place(DispatchTown.Need with { Phone = "13800000004" });
        _ = (await town.Staff<AskVolunteers>(use => use.Run(declined.Id, null, [people[0]], "电话里已约好", default))).Value;
        _ = (await town.As<DeclineOffer>(people[0], use => use.Run(declined.Id, people[0], null, default))).Value;

        var alone = await town.Place(DispatchTown.Need with { Phone = "13800000005" });
        await house.Run<ShouwangDb, int>((Caller?)null, async db =>
        {
            (await db.OrderToChange(alone.Id, default))!.NobodyLeft(house.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        var minor = await town.Enlist();
        await town.Born(minor, 16);
        _ = (await town.Consent(minor)).Value;
        await Take(town, minor, "13800000006");
        _ = (await town.WithdrawConsent(minor)).Value;
        var request = new SignUpRequest { Name = "新来的", Phone = "13700000001", Unit = LittleDistrict.PineCode, When = "any", Consent = "on" };
        Assert.True((await house.Run<SignUp, Result<SignedUp>>((Caller?)Caller.Nobody, use => use.Run(request, byStaff: false, default))).IsOk);
    }

    private static async Task<PlacedOrder> Take(DispatchTown town, VolunteerId me, string phone)
    {
        var placed = await town.Place(DispatchTown.Need with { Phone = phone });
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        _ = (await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default))).Value;
        return placed;
    }
}

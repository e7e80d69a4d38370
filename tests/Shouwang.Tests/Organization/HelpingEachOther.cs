using System.Net;
using Shouwang.Dispatch;

namespace Shouwang.Organization;

/// <summary>互助: streets see and dispatch each other's needs by agreement, and no longer than agreed.</summary>
public sealed class HelpingEachOther
{
    private static async Task<Guid> Share(TestHouse house, Unit by, SharedThing thing, ShareTier tier, DateOnly? lastDay = null) => (await house.Run<ProposeShare, Result<Guid>>(
        await house.Hire(Role.Leader, by), use => use.Run(LittleDistrict.EastCode, LittleDistrict.WestCode, thing, tier, lastDay, "汛期互助", default))).Value;

    private static Task<HttpStatusCode> Status(HttpClient client, string address) => Answer(client.GetAsync(new Uri(address, UriKind.Relative)));

    private static async Task<HttpStatusCode> Answer(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        return answer.StatusCode;
    }

    [DatabaseTheory]
    public async Task A_street_sees_then_dispatches_the_others_needs_and_either_side_ends_it(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (house, order) = (town.House, await town.Place());
        var (west, helper) = (await house.LogInAs(Role.Dispatcher, house.District.West), await house.LogInAs(Role.Dispatcher, house.District.Hill));
        var (giver, receiver) = (await house.LogInAs(Role.Leader, house.District.East), await house.LogInAs(Role.Leader, house.District.West));
        var (api, page, triage) = ("/api/orders/" + order.Number, "/orders/" + order.Number, new { expectedVersion = 999 });
        Task<HttpStatusCode> Dispatch() => Answer(west.PostAsJsonAsync(new Uri(api + "/escalation", UriKind.Relative), triage));

        var id = await Share(house, house.District.West, SharedThing.Orders, ShareTier.View); // the one who wants to see asks
        Assert.Equal(HttpStatusCode.NotFound, await Status(west, api));
        Assert.Equal(HttpStatusCode.Forbidden, await Answer(receiver.PostAsJsonAsync(new Uri($"/api/shares/{id}/answer", UriKind.Relative), new { accept = true }))); // nobody answers his own request
        Assert.Equal(HttpStatusCode.OK, await Answer(giver.PostAsJsonAsync(new Uri($"/api/shares/{id}/answer", UriKind.Relative), new { accept = true })));
        Assert.Equal(HttpStatusCode.OK, await Status(west, api));
        Assert.Equal(HttpStatusCode.NotFound, await Status(helper, api)); // a station below the receiver has no part in it
        Assert.Equal(HttpStatusCode.Forbidden, await Dispatch());
        Assert.Contains(order.Number, await west.GetStringAsync(new Uri("/board", UriKind.Relative)), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await Answer(receiver.DeleteAsync(new Uri($"/api/shares/{id}", UriKind.Relative))));
        Assert.Equal(HttpStatusCode.NotFound, await Status(west, api));
        var second = await Share(house, house.District.Center, SharedThing.Orders, ShareTier.Assist); // who leads both puts it in force
        Assert.Equal(HttpStatusCode.Conflict, await Dispatch());
        Assert.Equal(HttpStatusCode.Forbidden, await Answer(west.PostAsJsonAsync(new Uri(api + "/contact", UriKind.Relative), new { reason = "想看看" })));
        Assert.Equal("organization.share.exists", (await house.Run<ProposeShare, Result<Guid>>(await house.Hire(Role.Leader, house.District.East),
            use => use.Run(LittleDistrict.EastCode, LittleDistrict.WestCode, SharedThing.Orders, ShareTier.View, null, "再来", default))).Refusal?.Code);
        using var ended = await giver.Submit("/sharing", $"form:has(button[value=end])", ("act", "end"));
        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await Status(west, page));
        Assert.NotEqual(id, second);
        Assert.Contains("结束共享", await giver.GetStringAsync(new Uri("/sharing?history=" + second, UriKind.Relative)), StringComparison.Ordinal);
        var facts = await house.Read(db => db.Set<Fact>().AsNoTracking().Where(fact => fact.Subject == "share").OrderBy(fact => fact.Id).Select(fact => fact.Type + " " + fact.UnitPath).ToListAsync());
        Assert.All(facts, fact => Assert.EndsWith(house.District.East.Path, fact, StringComparison.Ordinal)); // history stands with whoever gives
        Assert.Equal(["asked", "began", "ended", "offered", "began", "ended"], facts.Select(fact => fact.Split(' ')[0].Split('.')[^1]));
    }

    [DatabaseTheory]
    public async Task The_clock_ends_it_and_the_same_can_be_agreed_anew(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (house, order) = (town.House, await town.Place());
        var west = await house.LogInAs(Role.Dispatcher, house.District.West);
        await Share(house, house.District.Center, SharedThing.Orders, ShareTier.View, house.Clock.Today);
        Assert.Equal(HttpStatusCode.OK, await Status(west, "/api/orders/" + order.Number));
        house.Clock.Advance(TimeSpan.FromDays(1));
        west = await house.LogInAs(Role.Dispatcher, house.District.West);
        Assert.Equal(HttpStatusCode.NotFound, await Status(west, "/api/orders/" + order.Number));
        await Share(house, house.District.Center, SharedThing.Orders, ShareTier.View);
        Assert.Equal(HttpStatusCode.OK, await Status(west, "/api/orders/" + order.Number));
    }

    [DatabaseTheory]
    public async Task What_a_helper_sees_of_a_need_is_told_field_by_field(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (house, order) = (town.House, await town.Place());
        var me = await town.Enlist();
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(order.Id, null, default))).Value;
        _ = (await town.As<ClaimOrder>(me, use => use.Run(order.Id, me, default))).Value;
        var caller = await house.Hire(Role.Dispatcher, house.District.West);
        async Task<OrderCard.View> Card(Employee who) => (await house.Run<OrderCard, OrderCard.View?>(await Fresh(house, who), cards => cards.Run(order.Number, default)))!;
        var whole = await Card(town.Dispatcher);
        Assert.Equal(("李**", "米和油", false), (whole.Who, whole.Note, whole.IsLent));

        var id = await Share(house, house.District.Center, SharedThing.Orders, ShareTier.View);
        var seen = await Card(caller);
        Assert.Equal(whole with { IsLent = true, Who = "", Phone = "", Area = "", Note = null, Places = seen.Places, Offers = seen.Offers, Reviews = seen.Reviews, Photos = seen.Photos, Item = seen.Item }, seen);
        Assert.Equal(["样**"], seen.Places.Select(place => place.Name));
        Assert.Empty(seen.Reviews);
        Assert.Empty(seen.Photos);
        var answer = await (await house.LogIn(caller)).GetFromJsonAsync<System.Text.Json.JsonElement>(new Uri("/api/orders/" + order.Number, UriKind.Relative));
        Assert.Equal(("", ""), (answer.GetProperty("name").GetString(), answer.GetProperty("phone").GetString()));
        var page = await (await house.LogIn(caller)).GetStringAsync(new Uri("/orders/" + order.Number, UriKind.Relative));
        var board = await (await house.LogIn(caller)).GetStringAsync(new Uri("/board", UriKind.Relative));
        foreach (var personal in new[] { "李", "1111", "米和油", "1号楼", "样例志愿者" })
        {
            Assert.DoesNotContain(personal, page, StringComparison.Ordinal);
            Assert.DoesNotContain(personal, board, StringComparison.Ordinal);
        }
        _ = (await house.Run<EndShare, Result<Done>>(await house.Hire(Role.Leader, house.District.Center), use => use.Run(id, default))).Value;
        await Share(house, house.District.Center, SharedThing.Orders, ShareTier.Assist);
        var assisting = await Card(caller);
        Assert.Equal((whole.Note, whole.Area, "", ""), (assisting.Note, assisting.Area, assisting.Who, assisting.Phone));
    }

    [DatabaseTheory]
    public async Task Lent_volunteers_are_candidates_with_the_reason_and_strangers_cannot_be_asked(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (house, order) = (town.House, await town.Place(DispatchTown.Need with { Unit = LittleDistrict.HillCode }));
        var (lent, stranger) = (await town.Enlist(100), await town.Enlist(200, house.District.Lake));
        var dispatcher = await house.Hire(Role.Dispatcher, house.District.Hill);
        Task<Result<OrderStatus>> Ask(Volunteers.VolunteerId whom) => house.Run<AskVolunteers, Result<OrderStatus>>(dispatcher, use => use.Run(order.Id, null, [whom], "电话里说好了", default));
        async Task<IReadOnlyList<RankedCandidate>> Candidates() => (await house.Run<FindCandidates, Result<IReadOnlyList<RankedCandidate>>>(dispatcher, use => use.Run(order.Id, 20, default))).Value;
        Assert.Empty(await Candidates());
        Assert.Equal("volunteers.volunteer.unknown", (await Ask(lent)).Refusal?.Code);
        await Share(house, house.District.Center, SharedThing.Volunteers, ShareTier.Assist, house.Clock.Today);
        var candidate = Assert.Single(await Candidates());
        Assert.Equal(lent, candidate.Candidate.Id);
        Assert.Contains(candidate.Reasons, reason => reason.Reason == MatchReason.Lent);
        var page = await (await house.LogIn(dispatcher)).GetStringAsync(new Uri("/orders/" + order.Number, UriKind.Relative));
        Assert.Contains("借自" + house.District.Pine.Name, page, StringComparison.Ordinal);
        Assert.Equal("volunteers.volunteer.unknown", (await Ask(stranger)).Refusal?.Code);
        Assert.True((await Ask(lent)).IsOk);
    }

    /// <summary>The filter in SQL answers as the oracle, for trees with roles, shares and times.</summary>
    [Fact]
    public async Task The_filter_in_sql_is_what_the_oracle_finds()
    {
        await using var rows = new ScopeRows();
        await rows.Database.OpenConnectionAsync();
        await rows.Database.EnsureCreatedAsync();
        var random = new Random(7);
        var scopes = Enumerable.Range(0, 400).Select(_ => new RandomScope(random)).ToList();
        rows.AddRange(scopes.SelectMany((scope, tree) => scope.Paths.Select(path => new ScopeRow { Tree = tree, UnitPath = path })));
        await rows.SaveChangesAsync();
        foreach (var (scope, tree) in scopes.Select((scope, tree) => (scope, tree)))
        foreach (var permission in new[] { RandomScope.See, RandomScope.Do, RandomScope.Reveal })
        {
            var seen = await rows.Set<ScopeRow>().AsNoTracking().Where(row => row.Tree == tree).Within(scope.Rights.Where(permission)).Select(row => row.UnitPath).ToListAsync();
            Assert.Equal(scope.Allowed(permission).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        }
    }

    // The caller as the next request would find him: with what is shared by then.
    private static async Task<Caller> Fresh(TestHouse house, Employee who) =>
        (await house.Run<Callers, Caller?>((Caller?)null, callers => callers.Staff(who.Id.Value, null, default)))!;

    private sealed class ScopeRow : IInUnit
    {
        public int Id { get; init; }
        public int Tree { get; init; }
        public UnitId UnitId => default;
        public string UnitPath { get; init; } = "";
    }

    private sealed class ScopeRows : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite("Data Source=:memory:");

        protected override void OnModelCreating(ModelBuilder model) => model.Entity<ScopeRow>().Ignore(row => row.UnitId).HasKey(row => row.Id);
    }
}

using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using Shouwang.Broadcast;
using Shouwang.Dispatch;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Browser;

/// <summary>Who visits a page: nobody in particular, a volunteer, or staff with a role at the center.</summary>
public sealed record Visitor(Role? Role = null, bool Volunteer = false)
{
    public static Visitor Anyone { get; } = new();
    public static Visitor OnDuty { get; } = new(Volunteer: true);
}

/// <summary>How a page of the house is visited: as whom, at which address.</summary>
public sealed record Visit(string Route, Visitor Who, Func<WalkedHouse, string> Address)
{
    public Visit(string route, Visitor who) : this(route, who, _ => route) { }

    public Visit(string route, Role role) : this(route, new Visitor(role)) { }

    public Visit(string route, Role role, Func<WalkedHouse, string> address) : this(route, new Visitor(role), address) { }
}

/// <summary>
/// Every page of the house and how to get there. A page that is not here fails the walk: add a line,
/// and to <see cref="WalkedHouse"/> what the page needs to show something.
/// </summary>
static class PageTable
{
    public static IReadOnlyList<Visit> Visits { get; } =
    [
        new("/log-in", Visitor.Anyone),
        new("/openapi", Visitor.Anyone),
        new("/password", Role.Clerk),
        new("/log-in/second", Role.Clerk),
        new("/second-factor", Role.Clerk),
        new("/second-factor/rules", Role.SecurityAdministrator),
        new("/settings", Role.Clerk),
        new("/console/find", Role.SystemAdministrator),
        new("/units", Role.SystemAdministrator),
        new("/units/new", Role.SystemAdministrator),
        new("/units/import", Role.SystemAdministrator),
        new("/units/{Code}", Role.SystemAdministrator, _ => "/units/" + LittleDistrict.PineCode),
        new("/units/{Code}/change", Role.SystemAdministrator, _ => $"/units/{LittleDistrict.PineCode}/change"),
        new("/accounts", Role.SystemAdministrator),
        new("/accounts/new", Role.SystemAdministrator),
        new("/accounts/{Id:guid}", Role.SystemAdministrator, house => "/accounts/" + house.Staff[Role.Clerk].Id.Value),
        new("/roles", Role.SecurityAdministrator),
        new("/roles/new", Role.SecurityAdministrator),
        new("/two-person", Role.SecurityAdministrator),
        new("/keys", Role.SecurityAdministrator),
        new("/keys/new", Role.SecurityAdministrator),
        new("/webhooks", Role.SecurityAdministrator),
        new("/webhooks/{Id:guid}", Role.SecurityAdministrator, house => "/webhooks/" + house.Webhook),
        new("/sharing", Role.Leader),
        new("/facts", Role.AuditAdministrator),
        new("/figures", Role.Leader),
        new("/hours", Role.Clerk),
        new("/hours/due", Role.Clerk),
        new("/inbox", Role.Clerk),
        new("/inbox/{Id:guid}", Role.Clerk, house => "/inbox/" + house.MessageToStaff),
        new("/messages", Role.Clerk),
        new("/messages/{Id:guid}", Role.Clerk, house => "/messages/" + house.Message),
        new("/volunteers", Role.Clerk),
        new("/volunteers/new", Role.Clerk),
        new("/volunteers/duplicates", Role.Clerk),
        new("/volunteers/exports", Role.Clerk),
        new("/volunteers/exports/new", Role.Clerk),
        new("/volunteers/import", Role.Clerk),
        new("/volunteers/import/{Id:guid}", Role.Clerk, house => "/volunteers/import/" + house.Import),
        new("/volunteers/{Number}", Role.Clerk, house => "/volunteers/" + house.VolunteerNumber),
        new("/volunteers/{Number}/change", Role.Clerk, house => $"/volunteers/{house.VolunteerNumber}/change"),
        new("/teams", Role.Clerk),
        new("/teams/new", Role.Clerk),
        new("/teams/{Id:guid}", Role.TeamLeader, house => "/teams/" + house.Team),
        new("/sign-up", Visitor.Anyone),
        new("/my/log-in", Visitor.Anyone),
        new("/my/duty", Visitor.OnDuty),
        new("/my/hours", Visitor.OnDuty),
        new("/my/profile", Visitor.OnDuty),
        new("/my/inbox", Visitor.OnDuty),
        new("/my/inbox/{Id:guid}", Visitor.OnDuty, house => "/my/inbox/" + house.MessageToVolunteer),
        new("/demo/inbox", Visitor.Anyone),
        new("/", Visitor.Anyone),
        new("/about", Visitor.Anyone),
        new("/privacy", Visitor.Anyone),
        new("/menu", Visitor.Anyone),
        new("/stations", Visitor.Anyone),
        new("/place", Visitor.Anyone, _ => "/place?station=" + LittleDistrict.PineCode),
        new("/placed", Visitor.Anyone, house => "/placed?code=" + house.Order.TrackingCode),
        new("/follow", Visitor.Anyone),
        new("/t/{Code}", Visitor.Anyone, house => "/t/" + house.Order.TrackingCode),
        new("/q/{Code}", Visitor.Anyone, house => "/q/" + house.DoorCode),
        new("/my", Visitor.OnDuty),
        new("/my/open", Visitor.OnDuty),
        new("/my/orders/{Number}", Visitor.OnDuty, house => "/my/orders/" + house.Order.Number),
        new("/my/certificates", Visitor.OnDuty),
        new("/my/certificates/{Certificate}", Visitor.OnDuty, house => "/my/certificates/" + house.Certificate),
        new("/volunteers/{Number}/certificates", Role.Clerk, house => $"/volunteers/{house.VolunteerNumber}/certificates"),
        new("/volunteers/{Number}/certificates/{Certificate}", Role.Clerk, house => $"/volunteers/{house.VolunteerNumber}/certificates/{house.Certificate}"),
        new("/my/identity", Visitor.OnDuty),
        new("/my/calendar", Visitor.OnDuty),
        new("/volunteers/{Number}/identity", Role.Clerk, house => $"/volunteers/{house.VolunteerNumber}/identity"),
        new("/settings/hours", Role.Leader),
        new("/stars", Visitor.Anyone),
        new("/calls", Visitor.Anyone),
        new("/calls/{Code}", Visitor.Anyone, house => "/calls/" + house.Call),
        new("/recruitment", Role.Clerk),
        new("/recruitment/new", Role.Clerk),
        new("/recruitment/{Code}", Role.Clerk, house => "/recruitment/" + house.Call),
        new("/reserves", Role.Clerk),
        new("/reserves/new", Role.Clerk),
        new("/reserves/{Id:guid}", Role.Clerk, house => "/reserves/" + house.Reserve),
        new("/reserves/{Id:guid}/call-up", Role.Clerk, house => $"/reserves/{house.Reserve}/call-up"),
        new("/call-ups", Role.Clerk),
        new("/call-ups/answers", Role.Clerk),
        new("/call-ups/{Code}", Role.Clerk, house => "/call-ups/" + house.CallUp),
        new("/my/call-ups/{Code}", Visitor.OnDuty, house => "/my/call-ups/" + house.CallUp),
        new("/verify", Visitor.Anyone),
        new("/verify/{Code}", Visitor.Anyone, house => $"/verify/{house.Certificate}-{new CheckCodes(house.House.Cipher).Of(house.Certificate)}"),
        new("/board", Role.Dispatcher),
        new("/board/map", Role.Dispatcher),
        new("/board/proposal", Role.Dispatcher),
        new("/orders/new", Role.Clerk),
        new("/orders/batch", Role.Clerk),
        new("/orders/{Number}", Role.Dispatcher, house => "/orders/" + house.Order.Number),
        new("/today", Role.Leader),
        new("/codes", Role.Clerk),
        new("/follow-ups", Role.Dispatcher),
        new("/service-menu", Role.Leader),
        new("/orders/attention", Role.Dispatcher),
        new("/agreements", Role.Leader, house => "/agreements?text=" + house.Agreement),
        new("/insurance", Role.Clerk),
        new("/insurance/{Id:guid}", Role.Clerk, house => "/insurance/" + house.Policy),
        new("/volunteers/{Number}/conditions", Role.Clerk, house => $"/volunteers/{house.MinorNumber}/conditions"),
        new("/my/conditions", Visitor.OnDuty),
        new("/my/agreements/{Id:guid}", Visitor.OnDuty, house => "/my/agreements/" + house.Agreement),
        new("/settings/dispatch", Role.Leader),
    ];

    /// <summary>The routes of all pages that the program has.</summary>
    public static IReadOnlyList<string> Routes { get; } =
    [
        .. typeof(ShouwangDb).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Order(StringComparer.Ordinal),
    ];

    public static bool IsForStaff(string route) => PageOf(route).GetCustomAttribute<Microsoft.AspNetCore.Components.LayoutAttribute>()?.LayoutType == typeof(Ui.ConsoleLayout);

    public static bool IsOpen(string route) => PageOf(route).IsDefined(typeof(AllowAnonymousAttribute));

    private static Type PageOf(string route) =>
        typeof(ShouwangDb).Assembly.GetTypes().Single(type => type.GetCustomAttributes<RouteAttribute>().Any(attribute => attribute.Template == route));
}

/// <summary>A house with somebody of every role in it and something on every page.</summary>
public sealed class WalkedHouse : IAsyncLifetime
{
    private readonly Dictionary<Visitor, string?> tokens = [];
    private readonly Dictionary<(Visitor, Screen, Manner), IBrowserContext> windows = [];

    public TestHouse House { get; private set; } = null!;
    public Dictionary<Role, Employee> Staff { get; } = [];
    public VolunteerId Volunteer { get; private set; }
    public string VolunteerNumber { get; private set; } = "";

    /// <summary>A team that the volunteer leads.</summary>
    public Guid Team { get; private set; }

    /// <summary>A list of people that was tried, with a row that is wrong.</summary>
    public Guid Import { get; private set; }

    /// <summary>Number of a certificate of the volunteer.</summary>
    public string Certificate { get; private set; } = "";

    /// <summary>Code of a recruitment call that the volunteer is in.</summary>
    public string Call { get; private set; } = "";

    /// <summary>A text of an agreement, a policy that names people, and a minor whose consent has gone.</summary>
    public Guid Agreement { get; private set; }
    public Guid Policy { get; private set; }
    public string MinorNumber { get; private set; } = "";

    /// <summary>A reserve that the volunteer is on, and the code of a call-up that asks him.</summary>
    public Guid Reserve { get; private set; }
    public string CallUp { get; private set; } = "";

    /// <summary>A webhook that a partner is told by.</summary>
    public Guid Webhook { get; private set; }

    /// <summary>A message to the clerk and to the volunteer, and what each finds in the inbox.</summary>
    public Guid Message { get; private set; }
    public Guid MessageToStaff { get; private set; }
    public Guid MessageToVolunteer { get; private set; }

    /// <summary>An order that the volunteer is asked to take, and the code of a door.</summary>
    public PlacedOrder Order { get; private set; } = null!;
    public string DoorCode { get; } = OrderWords.NewCode();
    private const string TeamName = "松林样例助老队", ShareWhy = "汛期两街互助";

    public Task InitializeAsync() => InitializeAsync(Engine.Sqlite);

    public async Task InitializeAsync(Engine engine)
    {
        House = await TestHouse.On(engine);
        foreach (var role in Enum.GetValues<Role>()) Staff[role] = await House.Hire(role, House.District.Center, "样例" + Term.Of(role));
        Volunteer = await House.Enlist("样例志愿者", House.District.Pine);
        VolunteerNumber = await House.Read(db => db.Volunteers().Where(volunteer => volunteer.Id == Volunteer).Select(volunteer => volunteer.Number).SingleAsync());
        Team = (await House.Run<MakeTeam, Result<Guid>>(Staff[Role.Clerk], make => make.Run(LittleDistrict.PineCode, null, TeamName, TeamKind.Team, [VolunteerNumber], VolunteerNumber, default))).Value;
        Certificate = await CertifyingService.Issue(House, Volunteer);
        _ = (await House.Run<NoteIdentity, Result<Done>>(Staff[Role.Clerk], note => note.Run(VolunteerNumber, new IdentityRequest("ResidentCard", "11010519491231002X", null, true), default))).Value;
        Import = await ImportingPeople.Tried(House, Staff[Role.Clerk]);
        Call = await AnsweringACall.Publish(House, Staff[Role.Clerk], [new("first-aid", 2), new("any", 1)]);
        _ = (await House.Run<EnterCall, Result<CallAnswer>>(new Caller(new Actor(ActorKind.Volunteer, Volunteer.Value), "", Rights.None), enter => enter.Run(Call, new CallRequest { Skill = "any" }, false, default))).Value;
        (Reserve, CallUp) = await CallingUp.Called(House, Staff[Role.Clerk], VolunteerNumber);
        await WriteMessage();
        await PlaceOrder();
        await GrantingByTwo.Ask(House, await House.Hire(Role.SecurityAdministrator, House.District.Center, "样例员工"), Staff[Role.Leader].Id);
        await TellPartner();
        foreach (var (by, thing) in new[] { (House.District.Center, SharedThing.Volunteers), (House.District.West, SharedThing.Orders) })
            _ = (await House.Run<ProposeShare, Result<Guid>>(await House.Hire(Role.Leader, by), propose => propose.Run(LittleDistrict.EastCode, LittleDistrict.WestCode, thing, ShareTier.Assist, null, ShareWhy, default))).Value;
        foreach (var (partner, lastDay) in new (string, DateOnly?)[] { ("12345热线", null), ("样例物业", House.Clock.Today) })
            _ = (await House.Run<MakePartnerKey, Result<MadeKey>>(Staff[Role.SecurityAdministrator], make => make.Run(partner, LittleDistrict.EastCode, PartnerDoor.Open311, lastDay, default))).Value;
    }

    private async Task TellPartner() => Webhook = (await House.Run<MakeWebhook, Result<MadeWebhook>>(Staff[Role.SecurityAdministrator], make =>
        make.Run("样例热线", LittleDistrict.EastCode, "https://hotline.example/hook", ["dispatch.order.placed"], default))).Value.Id;

    private async Task PlaceOrder()
    {
        var (station, words, now) = (await BusyStation.In(House), new OrderWords(House.Cipher), House.Clock.GetUtcNow());
        Order = await station.Place();
        _ = (await station.Place("medicine"), await station.Place("haircut", House.District.Hill)); // these two wait for somebody
        await station.Change(Order.Id, order => _ = order.Ask([new Asked(House.Ids.New<OfferId>(), Volunteer, "Distance:420 SameStation", null)], DispatchMode.Chosen, now.AddMinutes(30), now).Value);
        await House.Write(db => db.Add(Dispatch.DoorCode.Make(House.Ids.New<DoorCodeId>(), House.District.Pine, DoorCodeKind.Door, words.DoorCodeHash(DoorCode),
            words.SealDoorAddress("3号楼2单元501"), words.DoorAddressIndex("3号楼2单元501"), House.District.Pine.Place, now)));
        await AddConditions(station);
    }

    private async Task AddConditions(BusyStation station)
    {
        Agreement = (await House.Run<PublishAgreement, Result<Guid>>(Staff[Role.Leader], use => use.Run(LittleDistrict.CenterCode, "General", ConditionTown.AgreementWords, default))).Value;
        Policy = (await House.Run<EnterPolicy, Result<Guid>>(Staff[Role.Clerk], use => use.Run(LittleDistrict.CenterCode, new PolicyTerms(ConditionTown.Insurer, "PA-2026-001", House.Clock.Today, House.Clock.Today.AddDays(90), false), default))).Value;
        _ = (await House.Run<CoverVolunteer, Result<Done>>(Staff[Role.Clerk], use => use.Run(Policy, VolunteerNumber, default))).Value;
        var minor = await House.Enlist("样例志愿者", House.District.Pine);
        MinorNumber = await House.Read(db => db.Volunteers().Where(v => v.Id == minor).Select(v => v.Number).SingleAsync());
        var now = House.Clock.GetUtcNow();
        var placed = await station.Place();
        await station.Change(placed.Id, order => _ = order.Ask([new Asked(House.Ids.New<OfferId>(), minor, "Distance:300", null)], DispatchMode.Chosen, now.AddMinutes(30), now).Value);
        _ = (await House.Run<AcceptOffer, Result<OrderStatus>>(new Caller(new Actor(ActorKind.Volunteer, minor.Value), "", Rights.None), use => use.Run(placed.Id, minor, default))).Value;
        _ = (await House.Run<NoteBirth, Result<Done>>(Staff[Role.Clerk], use => use.Run(MinorNumber, House.Clock.Today.AddYears(-15), default))).Value;
        _ = (await House.Run<NoteMinorBasis, Result<Done>>(Staff[Role.Clerk], use => use.Run(MinorNumber, new MinorBasisRequest("OwnIncome", null, null, null, false, House.Clock.Today, "Paper", ConditionTown.Evidence), default))).Value;
    }

    private async Task WriteMessage()
    {
        var notice = new Notice(MessageText.Of("报名已收到，工作人员会在 24 小时内答复"), Link: "/my/profile");
        await using var scope = House.As(Staff[Role.Clerk].Caller);
        scope.ServiceProvider.GetRequiredService<Postbox>()
            .Send(House.District.Pine, "test.message.written", [Recipient.Staff(Staff[Role.Clerk].Id), Recipient.Volunteer(Volunteer.Value)], notice);
        await scope.ServiceProvider.GetRequiredService<ShouwangDb>().SaveChangesAsync();
        var sent = await House.Read(db => db.Deliveries().Join(db.Messages().Where(message => message.Kind == "test.message.written"), d => d.MessageId, m => m.Id, (d, _) => d).ToListAsync());
        Message = sent[0].MessageId.Value;
        MessageToStaff = sent.Single(delivery => delivery.Address.Contains("staff", StringComparison.Ordinal)).Id.Value;
        MessageToVolunteer = sent.Single(delivery => delivery.Address.Contains("volunteer", StringComparison.Ordinal)).Id.Value;
    }

    /// <summary>The session of a visitor; null for one who has not logged in.</summary>
    public async Task<string?> TokenOf(Visitor visitor)
    {
        if (tokens.TryGetValue(visitor, out var known)) return known;
        return tokens[visitor] = visitor.Role is { } role ? await House.Token(ActorKind.Staff, Staff[role].Id.Value)
            : visitor.Volunteer ? await House.Token(ActorKind.Volunteer, Volunteer.Value) : null;
    }

    /// <summary>A client with the visitor's log-in.</summary>
    public async Task<HttpClient> ClientOf(Visitor visitor)
    {
        var client = House.Visitor();
        if (await TokenOf(visitor) is { } token) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>The window of a visitor in a manner; it stays open for his next page, as in life, and what it has fetched once it keeps.</summary>
    public async Task<IBrowserContext> WindowOf(Chromium chromium, Visit visit, Manner manner)
    {
        var screen = PageTable.IsForStaff(visit.Route) ? Screen.Console : Screen.Phone;
        if (windows.TryGetValue((visit.Who, screen, manner), out var open)) return open;
        return windows[(visit.Who, screen, manner)] = await chromium.Open(House, screen, manner, await TokenOf(visit.Who));
    }

    /// <summary>Names that are data: they stay Chinese on an English page.</summary>
    public IEnumerable<string> Names =>
        House.District.Units.Select(unit => unit.Name).Concat(Staff.Values.Select(employee => employee.Caller.Name)).Append("样例志愿者").Concat(BusyStation.Data).Append("样例员工").Append(TeamName).Append(ShareWhy).Append("样例热线").Concat(AnsweringACall.Texts).Concat([ConditionTown.AgreementWords, ConditionTown.Insurer, ConditionTown.Evidence]).Concat(CallingUp.Texts).OrderByDescending(name => name.Length);

    public async Task DisposeAsync()
    {
        foreach (var window in windows.Values) await window.DisposeAsync();
        await House.DisposeAsync();
    }
}

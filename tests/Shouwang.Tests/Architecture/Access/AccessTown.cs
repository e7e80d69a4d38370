using Shouwang.Broadcast;
using Shouwang.Dispatch;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Architecture;

/// <summary>Somebody who calls: a role somewhere, a volunteer, a partner's key, or nobody.</summary>
sealed record Visitor(string Name, HttpClient Client, Guid Id, ActorKind Kind)
{
    public Role? Role { get; init; }
    public Relation Relation { get; init; }

    /// <summary>True for the one whom the thing is about.</summary>
    public bool IsHimself { get; init; }

    /// <summary>What forms of his browser must carry.</summary>
    public string Token { get; set; } = "";
}

/// <summary>
/// A district with one thing of every kind at the station Pine, in several states, and somebody of every role at the station,
/// above, below and beside it, at a cousin and in another district.
/// </summary>
sealed class AccessTown : IAsyncDisposable
{
    /// <summary>What must be read by nobody from elsewhere: a resident, a volunteer, an account, a team, a partner.</summary>
    public const string Resident = "哨兵居民", Volunteer = "哨兵志愿者", Account = "哨兵员工", Team = "哨兵队", Partner = "哨兵伙伴";

    private AccessTown(DispatchTown town) => Town = town;

    public DispatchTown Town { get; }
    public TestHouse House => Town.House;
    public List<Visitor> Visitors { get; } = [];
    public Dictionary<string, string[]> Things { get; } = [];
    public VolunteerId Me { get; private set; }

    public static async Task<AccessTown> Build(Engine engine, IReadOnlyList<AccessRule>? access = null)
    {
        var town = new AccessTown(await DispatchTown.On(engine, access));
        await town.AddUnits();
        await town.AddPeople();
        await town.AddOrders();
        await town.AddPapers();
        await AccessThings.Add(town);
        await town.AddVisitors();
        return town;
    }

    public Unit At(Relation relation) => relation switch
    {
        Relation.Own => House.District.Pine,
        Relation.Above => House.District.East,
        Relation.Below => below,
        Relation.Beside => House.District.River,
        Relation.Cousin => House.District.Hill,
        _ => elsewhere,
    };

    private Unit below = null!, elsewhere = null!;

    private Task<int> AddUnits()
    {
        var (pine, today) = (House.District.Pine, House.Clock.Today);
        below = Unit.Open(House.Ids.New<UnitId>(), pine, "P-PINE-1", UnitKind.Point, "松林样例小院", null, today).Value;
        elsewhere = Unit.Open(House.Ids.New<UnitId>(), null, "119902", UnitKind.Center, "别的样例区新时代文明实践中心", null, today).Value;
        var closed = Unit.Open(House.Ids.New<UnitId>(), pine, "P-PINE-2", UnitKind.Point, "松林样例旧址", null, today).Value;
        _ = closed.Close(today, today, hasOpenChildren: false).Value;
        Things["unit"] = [LittleDistrict.PineCode, closed.Code];
        return House.Write(db => db.AddRange(below, elsewhere, closed));
    }

    private async Task AddPeople()
    {
        Me = await Town.Enlist();
        var waiting = Person("SW90000001", "13900090001", approved: false);
        var left = Person("SW90000002", "13900090002", approved: true);
        _ = left.Become(VolunteerState.Left).Value;
        await House.Write(db => db.AddRange(waiting, left));
        var mine = await House.Read(db => db.Volunteers().Where(v => v.Id == Me).Select(v => v.Number).SingleAsync());
        Things["volunteer"] = [mine, waiting.Number, left.Number];
        var clerk = await House.Hire(Role.Clerk, House.District.Pine);
        async Task<string> MakeTeam(string name) => (await House.Run<MakeTeam, Result<Guid>>(clerk, use => use.Run(LittleDistrict.PineCode, null, name, TeamKind.Team, [mine], mine, default))).Value.ToString();
        Things["team"] = [await MakeTeam(Team), await MakeTeam(Team + "二")];
        _ = (await House.Run<DissolveTeam, Result<Done>>(clerk, use => use.Run(Guid.Parse(Things["team"][1]), default))).Value;
        _ = (await House.Run<NoteIdentity, Result<Done>>(clerk, use => use.Run(mine, new IdentityRequest("ResidentCard", "11010519491231002X", null, true), default))).Value;
        var (account, disabled) = (await House.Hire(Role.Clerk, House.District.Pine, Account), await House.Hire(Role.Clerk, House.District.Pine, Account));
        _ = (await House.Run<DisableAccount, Result<Done>>(await House.Hire(Role.SystemAdministrator, House.District.Pine), use => use.Run(disabled.Id.Value, disabled: true, default))).Value;
        Things["account"] = [account.Id.Value.ToString(), disabled.Id.Value.ToString()];
        Things["grant"] = [account.Grant.Value.ToString()];
    }

    private Volunteer Person(string number, string phone, bool approved) => Shouwang.Volunteers.Volunteer.Apply(House.Ids.New<VolunteerId>(), number, House.District.Pine, new VolunteerDetails
    {
        Name = Volunteer, Phone = House.Cipher.Seal(phone, "volunteer.phone"), PhoneIndex = House.Cipher.Index(phone, "volunteer.phone"),
    }, approved, House.Clock.GetUtcNow()).Value;

    private async Task AddOrders()
    {
        async Task<PlacedOrder> Place(string phone) => await Town.Place(DispatchTown.Need with { Name = Resident, Phone = phone });
        var (served, open, ended, followed) = (await Place("13800001111"), await Place("13800001112"), await Place("13800001113"), await Place("13800001114"));
        _ = (await Town.Staff<OpenForClaiming>(use => use.Run(served.Id, null, default))).Value;
        _ = (await Town.As<ClaimOrder>(Me, use => use.Run(served.Id, Me, default))).Value;
        House.Clock.Advance(TimeSpan.FromMinutes(60));
        _ = (await Town.As<CheckIn>(Me, use => use.Run(served.Id, Me, default))).Value;
        byte[] picture = [0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9];
        _ = (await Town.As<AddPhotos>(Me, use => use.Run(served.Id, Me, [picture], default))).Value;
        _ = (await Town.Staff<WithdrawOrder>(use => use.Run(ended.Id, null, "不需要了", default))).Value;
        Things["order"] = [served.Number, open.Number, ended.Number];
        Things["my-order"] = [served.Number];
        Things["tracking"] = [followed.TrackingCode];
        Things["photo"] = [(await House.Read(db => db.OrderPhotos().Select(photo => photo.Id).SingleAsync())).ToString()];
        Things["record"] = [(await House.Read(db => db.ServiceRecords().Select(record => record.Id).FirstAsync())).Value.ToString()];
        Things["service"] = ["shopping"];
    }

    private async Task AddPapers()
    {
        var (house, words, now) = (House, new OrderWords(House.Cipher), House.Clock.GetUtcNow());
        var issued = await CertifyingService.Issue(house, Me, force: true);
        Things["certificate"] = [issued];
        Things["check"] = [$"{issued}-{new CheckCodes(house.Cipher).Of(issued)}"];
        var door = OrderWords.NewCode();
        await house.Write(db => db.Add(DoorCode.Make(house.Ids.New<DoorCodeId>(), house.District.Pine, DoorCodeKind.Door, words.DoorCodeHash(door),
            words.SealDoorAddress("3号楼2单元501"), words.DoorAddressIndex("3号楼2单元501"), house.District.Pine.Place, now)));
        Things["door"] = [door];
        Things["calendar"] = [(await house.Run<MakeCalendarLink, Result<string>>(new Caller(new Actor(ActorKind.Volunteer, Me.Value), "", Rights.None), use => use.Run(default))).Value];
        var security = await house.Hire(Role.SecurityAdministrator, house.District.Pine);
        Key = (await house.Run<MakePartnerKey, Result<MadeKey>>(security, use => use.Run(Partner, LittleDistrict.PineCode, PartnerDoor.Open311, null, default))).Value;
        Things["key"] = [(await house.Run<MakePartnerKey, Result<MadeKey>>(security, use => use.Run(Partner, LittleDistrict.PineCode, PartnerDoor.Open311, null, default))).Value.Id.ToString()];
        var lake = await house.Hire(Role.Leader, house.District.Lake);
        Things["share"] = [(await house.Run<ProposeShare, Result<Guid>>(lake, use => use.Run(LittleDistrict.PineCode, LittleDistrict.LakeCode, SharedThing.Orders, ShareTier.Assist, null, "汛期互助", default))).Value.ToString()];
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        Things["import"] = [(await ImportingPeople.Tried(house, clerk)).ToString()];
        var (kept, merged) = (Person("SW90000003", "13900090003", approved: true), Person("SW90000004", "13900090004", approved: true));
        await house.Write(db => db.AddRange(kept, merged));
        Things["merge"] = [(await house.Run<MergeVolunteers, Result<Guid>>(clerk, use => use.Run(kept.Number, merged.Number, "同一人", default))).Value.ToString()];
        using var form = new FormUrlEncodedContent(NeedOf(Key.Key));
        using var placed = await house.Visitor().PostAsync(new Uri("/open311/v2/requests.json", UriKind.Relative), form);
        Things["partner-order"] = [System.Text.Json.JsonDocument.Parse(await placed.Content.ReadAsStringAsync()).RootElement[0].GetProperty("service_request_id").GetString()!];
    }

    /// <summary>A need as a partner's system sends it.</summary>
    public static Dictionary<string, string> NeedOf(string key) => new()
    {
        ["api_key"] = key, ["service_code"] = "shopping", ["lat"] = "39.9061", ["long"] = "116.2202", ["address_string"] = "1号楼",
        ["first_name"] = "明", ["last_name"] = "王", ["phone"] = "13800003333", ["description"] = "米",
    };

    public MadeKey Key { get; private set; } = null!;

    private async Task AddVisitors()
    {
        var self = await House.Hire(Role.Clerk, House.District.Pine);
        await WriteMessage(self);
        await AccessThings.AskByTwo(this, self);
        Visitors.Add(new("he himself", await House.LogIn(self), self.Id.Value, ActorKind.Staff) { Role = Role.Clerk, Relation = Relation.Own, IsHimself = true });
        foreach (var relation in Enum.GetValues<Relation>())
        foreach (var role in Enum.GetValues<Role>())
        {
            var employee = await House.Hire(role, At(relation));
            Visitors.Add(new($"{role} {relation}", await House.LogIn(employee), employee.Id.Value, ActorKind.Staff) { Role = role, Relation = relation });
        }
        var another = await Town.Enlist(at: House.District.Pine);
        Visitors.Add(new("the volunteer", await House.LogIn(ActorKind.Volunteer, Me.Value), Me.Value, ActorKind.Volunteer) { IsHimself = true });
        Visitors.Add(new("another volunteer", await House.LogIn(ActorKind.Volunteer, another.Value), another.Value, ActorKind.Volunteer));
        Visitors.Add(new("nobody", House.Visitor(), Guid.Empty, ActorKind.Resident));
        var partner = House.Visitor();
        partner.DefaultRequestHeaders.Authorization = new("Bearer", Key.Key);
        Visitors.Add(new("a partner's key", partner, Guid.Empty, ActorKind.Key));
        foreach (var visitor in Visitors) visitor.Token = await TokenOf(visitor);
    }

    private static async Task<string> TokenOf(Visitor visitor) =>
        (await visitor.Client.Page(visitor.Kind switch { ActorKind.Staff => "/settings", ActorKind.Volunteer => "/my/duty", _ => "/sign-up" }))
            .QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";

    private async Task WriteMessage(Employee self)
    {
        await using (var scope = House.As(self.Caller))
        {
            scope.ServiceProvider.GetRequiredService<Postbox>().Send(House.District.Pine, "test.message.written",
                [Recipient.Staff(self.Id), Recipient.Volunteer(Me.Value)], new Notice(MessageText.Of("报名已收到")));
            await scope.ServiceProvider.GetRequiredService<ShouwangDb>().SaveChangesAsync();
        }
        var sent = await House.Read(db => db.Deliveries().Join(db.Messages().Where(message => message.Kind == "test.message.written"), d => d.MessageId, m => m.Id, (d, _) => d).ToListAsync());
        Things["message"] = [sent[0].MessageId.Value.ToString()];
        Things["to-staff"] = [sent.Single(delivery => delivery.Address.Contains("staff", StringComparison.Ordinal)).Id.Value.ToString()];
        Things["to-volunteer"] = [sent.Single(delivery => delivery.Address.Contains("volunteer", StringComparison.Ordinal)).Id.Value.ToString()];
    }

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}

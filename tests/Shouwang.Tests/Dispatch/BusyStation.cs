using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>A station with a menu, three volunteers and a few orders, made by the same rules as in life.</summary>
public sealed class BusyStation
{
    public const string Phone = "13900000001", Resident = "李桂兰", Address = "3号楼2单元501";
    private readonly TestHouse house;

    /// <summary>What people have typed: it stays as it is on pages in any language.</summary>
    public static IReadOnlyList<string> Data { get; } =
        [Resident, Address, "3号楼2单元", "李", "陈建国", "刘芳", "赵磊", "软一点的馒头和青菜", "请带好收据，不替居民保管现金。"];


    private BusyStation(TestHouse house) => this.house = house;

    public Volunteer Chen { get; private set; } = null!;
    public Volunteer Liu { get; private set; } = null!;
    public Volunteer Zhao { get; private set; } = null!;

    public static async Task<BusyStation> In(TestHouse house)
    {
        var station = new BusyStation(house);
        await house.Write(db =>
        {
            foreach (var item in Menu(house)) db.Add(item);
            db.AddRange(station.Chen = station.Volunteer("陈建国", 1, Gender.Male), station.Liu = station.Volunteer("刘芳", 2, Gender.Female), station.Zhao = station.Volunteer("赵磊", 3, Gender.Male));
        });
        return station;
    }

    /// <summary>A need, placed by the resident; the answer holds number and tracking code.</summary>
    public async Task<PlacedOrder> Place(string kind = "shopping", Unit? at = null, Urgency urgency = Urgency.Ordinary, string phone = Phone, string name = Resident) =>
        (await TryToPlace(kind, at, urgency, phone, name)).Value;

    /// <summary>The same, where a refusal is the answer looked for.</summary>
    public Task<Result<PlacedOrder>> TryToPlace(string kind = "shopping", Unit? at = null, Urgency urgency = Urgency.Ordinary, string phone = Phone, string name = Resident) =>
        house.Run<PlaceOrder, Result<PlacedOrder>>((Caller?)null, use => use.Run(
            new OrderRequest { Unit = (at ?? house.District.Pine).Code, Kind = kind, Name = name, Phone = phone, Address = Address, Note = "软一点的馒头和青菜", Urgency = urgency.ToString() },
            OrderSource.PublicPage, CancellationToken.None));

    /// <summary>Changes an order by one of its own methods.</summary>
    public Task<int> Change(OrderId id, Action<ServiceOrder> change) => house.Run<ShouwangDb, int>((Caller?)null, async db =>
    {
        change((await db.OrderToChange(id, CancellationToken.None))!);
        return await db.SaveChangesAsync();
    });

    /// <summary>Asks a volunteer.</summary>
    public Task<int> Ask(OrderId id, Volunteer volunteer) => Change(id, order => _ = order.Ask(
        [new Asked(house.Ids.New<OfferId>(), volunteer.Id, "Distance:420 SameStation Continuity:1 Load:120", null)], DispatchMode.Chosen, Now.AddMinutes(30), Now).Value);

    /// <summary>The volunteer takes it.</summary>
    public Task<int> Accept(OrderId id, Volunteer volunteer) => Change(id, order => _ = order.Accept(house.Ids.New<AssignmentId>(), volunteer.Id, Now).Value);

    private DateTimeOffset Now => house.Clock.GetUtcNow();

    private Volunteer Volunteer(string name, int number, Gender gender) => Shouwang.Volunteers.Volunteer.Apply(house.Ids.New<VolunteerId>(), $"V{number:000000}", house.District.Pine, new VolunteerDetails
    {
        Name = name, Phone = house.Cipher.Seal($"1380000000{number}", "volunteer.phone"), PhoneIndex = house.Cipher.Index($"1380000000{number}", "volunteer.phone"), Gender = gender,
        Place = new GeoPoint(39.906 + number * 0.002, 116.222),
    }, approved: true, Now).Value;

    private static IEnumerable<MenuItem> Menu(TestHouse house)
    {
        (string Code, string Name, string English, string Icon, ServiceForm Form, int Minutes, int People, string? Rule)[] items =
        [
            ("shopping", "代买代取", "Shopping", "shopping-cart", ServiceForm.Visit, 60, 1, "请带好收据，不替居民保管现金。"),
            ("medicine", "取药就医", "Medicine and doctor", "pill", ServiceForm.Visit, 120, 1, "药品请当面核对名称和数量。"),
            ("haircut", "理发", "Haircut", "scissors", ServiceForm.Visit, 60, 1, null),
            ("repair", "小修小补", "Small repairs", "tool", ServiceForm.Visit, 90, 2, "动电先断闸。"),
            ("company", "陪伴聊天", "Company", "heart-handshake", ServiceForm.Phone, 30, 1, null),
            ("digital", "手机教学", "Help with the phone", "headset", ServiceForm.Online, 45, 1, null),
        ];
        return items.Select((item, index) => MenuItem.Add(house.Ids.New<MenuItemId>(), house.District.Center, item.Code,
            new MenuEntryTerms(item.Name, item.English, item.Icon, item.Form, null, item.Minutes, item.People, Urgency.Ordinary, item.Rule, index)).Value);
    }
}

using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>The little district at work: the standard menu, a dispatcher at the center, a clerk at Pine, and as many volunteers as a test wants.</summary>
sealed class DispatchTown : IAsyncDisposable
{
    private static readonly GeoPoint Pine = new(39.906, 116.22);
    private int phones;

    private DispatchTown(TestHouse house, Employee dispatcher, Employee clerk) => (House, Dispatcher, Clerk) = (house, dispatcher, clerk);

    public TestHouse House { get; }
    public Employee Dispatcher { get; }
    public Employee Clerk { get; }

    public static async Task<DispatchTown> On(Engine engine, IReadOnlyList<AccessRule>? access = null)
    {
        var house = await TestHouse.On(engine, access: access);
        var menu = await house.Run<StandardMenu, Result<int>>(new Caller(Actor.System, "", Rights.None), use => use.Run(LittleDistrict.CenterCode, default));
        Assert.Equal(StandardMenu.Items.Count, menu.Value);
        return new DispatchTown(house, await house.Hire(Role.Dispatcher, house.District.Center), await house.Hire(Role.Clerk, house.District.Pine));
    }

    /// <summary>An active volunteer on duty, so many metres north of Pine.</summary>
    public async Task<VolunteerId> Enlist(int metres = 0, Unit? at = null, string[]? skills = null)
    {
        var (unit, id, number) = (at ?? House.District.Pine, House.Ids.New<VolunteerId>(), Interlocked.Increment(ref phones));
        var phone = $"139{number:D8}";
        var volunteer = Volunteer.Apply(id, $"SW{number:D8}", unit, new VolunteerDetails
        {
            Name = "样例志愿者", Phone = House.Cipher.Seal(phone, "volunteer.phone"), PhoneIndex = House.Cipher.Index(phone, "volunteer.phone"), Skills = skills ?? [],
            Place = Pine with { Latitude = Pine.Latitude + metres / 111_320.0 },
        }, approved: true, House.Clock.GetUtcNow()).Value;
        _ = volunteer.GoOnDuty(null, House.Clock.GetUtcNow()).Value;
        await House.Write(db => db.Add(volunteer));
        return id;
    }

    public static OrderRequest Need { get; } = new() { Unit = LittleDistrict.PineCode, Kind = "shopping", Name = "李奶奶", Phone = "138 0000 1111", Address = "松林样例社区1号楼2单元301", Note = "米和油", Latitude = Pine.Latitude, Longitude = Pine.Longitude };

    /// <summary>A need placed by the resident.</summary>
    public async Task<PlacedOrder> Place(OrderRequest? need = null) =>
        (await House.Run<PlaceOrder, Result<PlacedOrder>>((Caller?)Caller.Nobody, use => use.Run(need ?? Need, OrderSource.PublicPage, default))).Value;

    /// <summary>A use case of the dispatcher.</summary>
    public Task<Result<OrderStatus>> Staff<T>(Func<T, Task<Result<OrderStatus>>> work) where T : notnull => House.Run(Dispatcher, work);

    /// <summary>A use case of a volunteer.</summary>
    public Task<Result<OrderStatus>> As<T>(VolunteerId me, Func<T, Task<Result<OrderStatus>>> work) where T : notnull =>
        House.Run(new Caller(new Actor(ActorKind.Volunteer, me.Value), "", Rights.None), work);

    public Task<ServiceOrder> Order(OrderId id) => House.Read(async db => (await db.OrderToChange(id, default))!);

    /// <summary>Time passes, and what falls due is done, as the job would.</summary>
    public async Task Pass(TimeSpan time)
    {
        House.Clock.Advance(time);
        await House.Run<OrderClockwork, int>((Caller?)null, clockwork => clockwork.Run(default));
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();
}

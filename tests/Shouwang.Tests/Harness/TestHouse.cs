using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Harness;

/// <summary>A member of staff in a test: the account that is stored, and what he may do.</summary>
public sealed record Employee(AccountId Id, RoleGrantId Grant, Unit Unit, Caller Caller);

/// <summary>The real application on a port of its own, with a database of its own and a clock the test moves.</summary>
public sealed class TestHouse : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly WebApplication app;
    private readonly List<HttpClient> clients = [];
    private int enlisted;

    private TestHouse(Engine engine, TestDatabase database, FakeClock clock, IReadOnlyList<AccessRule> access)
    {
        (this.database, Clock, Engine) = (database, clock, engine);
        app = House.Build(new HouseOptions(database.Storage) { Clock = clock, Jobs = false, Quiet = true, ShowCodes = true, Access = access });
        District = new LittleDistrict(Services.GetRequiredService<IdSource>(), clock.Today);
    }

    public Engine Engine { get; }
    public FakeClock Clock { get; }
    public LittleDistrict District { get; }
    public IServiceProvider Services => app.Services;
    public Storage Storage => database.Storage;

    /// <summary>Where programs and verbs find the database.</summary>
    public string[] Where => database.Where;
    public Uri Address => new(app.Urls.First());
    public IdSource Ids => Services.GetRequiredService<IdSource>();
    public FieldCipher Cipher => Services.GetRequiredService<FieldCipher>();

    /// <summary>A house that serves, with the little district in it.</summary>
    /// <param name="engine">Which database.</param>
    /// <param name="extraRoutes">Routes of the test itself, for what the ground floor does with any request.</param>
    /// <param name="access">Who may do what, when a test changes the rules of the house.</param>
    public static async Task<TestHouse> On(Engine engine, Action<TestHouse, IEndpointRouteBuilder>? extraRoutes = null, IReadOnlyList<AccessRule>? access = null)
    {
        var house = new TestHouse(engine, await TestDatabase.Migrated(engine), new FakeClock(), access ?? Rooms.AccessRules);
        extraRoutes?.Invoke(house, house.app);
        await house.Write(db => db.AddRange(house.District.Units));
        await house.app.StartAsync();
        return house;
    }

    /// <summary>A scope of work in which the caller acts; nobody means the program itself.</summary>
    public AsyncServiceScope As(Caller? caller = null)
    {
        var scope = Services.CreateAsyncScope();
        if (caller is not null) scope.ServiceProvider.GetRequiredService<CurrentCaller>().ActAs(caller);
        return scope;
    }

    /// <summary>Runs a use case as the caller, in a scope of its own.</summary>
    public async Task<T> Run<TUseCase, T>(Caller? caller, Func<TUseCase, Task<T>> work) where TUseCase : notnull
    {
        await using var scope = As(caller);
        return await work(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    public Task<T> Run<TUseCase, T>(Employee employee, Func<TUseCase, Task<T>> work) where TUseCase : notnull => Run(employee.Caller, work);

    /// <summary>Looks into the database with fresh eyes.</summary>
    public Task<T> Read<T>(Func<ShouwangDb, Task<T>> look) => Run((Caller?)null, look);

    /// <summary>Puts something into the database directly and saves.</summary>
    public Task<int> Write(Action<ShouwangDb> change) => Run<ShouwangDb, int>((Caller?)null, db =>
    {
        change(db);
        return db.SaveChangesAsync();
    });

    /// <summary>An account with a role at a unit.</summary>
    public async Task<Employee> Hire(Role role, Unit at, string name = "样例员工")
    {
        var id = Ids.New<AccountId>();
        var account = new Account { Id = id.Value, UserName = $"u{id.Value:N}", PasswordHash = "none", DisplayName = name, UnitId = at.Id, UnitPath = at.UnitPath };
        account.NormalizedUserName = account.UserName.ToUpperInvariant();
        var grant = RoleGrant.Grant(Ids.New<RoleGrantId>(), id, role, at, Clock.GetUtcNow(), null, Actor.System).Value;
        await Write(db => db.AddRange(account, grant));
        var rights = new Rights([new HeldRole(role, at.UnitPath, null)], Rooms.AccessRules, Clock.GetUtcNow());
        return new Employee(id, grant.Id, at, new Caller(new Actor(ActorKind.Staff, id.Value), name, rights));
    }

    /// <summary>A volunteer on the register of a unit; the phone number is made up from how many there are.</summary>
    public async Task<VolunteerId> Enlist(string name, Unit at)
    {
        var clerk = await Hire(Role.Clerk, at);
        var phone = string.Create(CultureInfo.InvariantCulture, $"139{Interlocked.Increment(ref enlisted):D8}");
        var request = new SignUpRequest { Name = name, Phone = phone, Unit = at.Code, When = "any", Consent = "on" };
        var signedUp = await Run<SignUp, Result<SignedUp>>(clerk, signUp => signUp.Run(request, byStaff: true, default));
        return await Read(db => db.Volunteers().Where(volunteer => volunteer.Number == signedUp.Value.Number).Select(volunteer => volunteer.Id).SingleAsync());
    }

    /// <summary>Takes the role away again.</summary>
    public Task<int> Dismiss(Employee employee) => Run<ShouwangDb, int>((Caller?)null, async db =>
    {
        var grant = await db.Set<RoleGrant>().FirstAsync(g => g.Id == employee.Grant);
        _ = grant.Revoke(Clock.GetUtcNow(), Actor.System).Value;
        return await db.SaveChangesAsync();
    });

    /// <summary>A session token, as the log-in page would give it.</summary>
    public async Task<string> Token(ActorKind kind, Guid person)
    {
        await using var scope = As();
        var token = scope.ServiceProvider.GetRequiredService<Sessions>().Open(kind, person);
        await scope.ServiceProvider.GetRequiredService<ShouwangDb>().SaveChangesAsync();
        return token;
    }

    /// <summary>A client without log-in, with cookies of its own; redirects are not followed.</summary>
    public HttpClient Visitor()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), UseProxy = false }) { BaseAddress = Address };
        clients.Add(client);
        return client;
    }

    public async Task<HttpClient> LogIn(ActorKind kind, Guid person)
    {
        var client = Visitor();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token(kind, person));
        return client;
    }

    public Task<HttpClient> LogIn(Employee employee) => LogIn(ActorKind.Staff, employee.Id.Value);

    /// <summary>A logged-in client of a new account with this role at this unit.</summary>
    public async Task<HttpClient> LogInAs(Role role, Unit at) => await LogIn(await Hire(role, at));

    /// <summary>Closes the house as at the end of the day; its database stays until the test is over.</summary>
    public Task Close() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients) client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
    }
}

using System.Diagnostics;
using System.Net.Http.Headers;
using Shouwang.Dispatch;
using Shouwang.Organization;

namespace Shouwang.Host;

/// <summary>The real program on a database of its own, with the little district and a clerk in it, to be killed and started again.</summary>
sealed class CrashingServer : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly WebApplication house;
    private ShouwangProcess? process;
    private HttpClient? client;

    private CrashingServer(TestDatabase database) =>
        (this.database, house) = (database, House.Build(new HouseOptions(database.Storage) { Jobs = false, Quiet = true }));

    /// <summary>Where programs and verbs find the database.</summary>
    public string[] Where => database.Where;

    /// <summary>Where the data lie.</summary>
    public Storage Storage => database.Storage;

    /// <summary>What the server that runs now has written to its log.</summary>
    public string Log => process!.Log;

    /// <summary>A visitor's client to the server that runs now.</summary>
    public HttpClient Visitor() => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = process!.Address };

    /// <summary>The clerk's client to the server that runs now.</summary>
    public HttpClient Client => client!;

    private string Token { get; set; } = "";

    public static async Task<CrashingServer> On(Engine engine)
    {
        var server = new CrashingServer(await TestDatabase.Migrated(engine));
        server.Token = await server.Look(Furnish);
        return server;
    }

    /// <summary>Starts the program; the answer is how long it took until it was ready.</summary>
    public Task<TimeSpan> Start() => Start(new Dictionary<string, string>());

    /// <summary>Starts the program with settings from the environment.</summary>
    public async Task<TimeSpan> Start(IReadOnlyDictionary<string, string> environment)
    {
        var begun = Stopwatch.GetTimestamp();
        process = await ShouwangProcess.Serve(environment, Where);
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = process.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>kill -9.</summary>
    public async Task Crash()
    {
        await process!.Kill();
        client!.Dispose();
    }

    /// <summary>Looks into the database from outside the program.</summary>
    public async Task<T> Look<T>(Func<IServiceProvider, Task<T>> look)
    {
        await using var scope = house.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().ActAs(new Caller(Actor.System, "", Rights.None));
        return await look(scope.ServiceProvider);
    }

    private static async Task<string> Furnish(IServiceProvider services)
    {
        var (db, ids, now) = (services.GetRequiredService<ShouwangDb>(), services.GetRequiredService<IdSource>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        var district = new LittleDistrict(ids, LocalTime.Today(services.GetRequiredService<TimeProvider>()));
        db.AddRange(district.Units);
        await db.SaveChangesAsync();
        _ = (await services.GetRequiredService<StandardMenu>().Run(LittleDistrict.CenterCode, default)).Value;
        var clerk = new Account { Id = ids.NewGuid(), UserName = "clerk", NormalizedUserName = "CLERK", DisplayName = "样例员工", UnitId = district.Center.Id, UnitPath = district.Center.UnitPath };
        db.AddRange(clerk, RoleGrant.Grant(ids.New<RoleGrantId>(), new AccountId(clerk.Id), Role.Clerk, district.Center, now, null, Actor.System).Value);
        var token = services.GetRequiredService<Sessions>().Open(ActorKind.Staff, clerk.Id);
        await db.SaveChangesAsync();
        return token;
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (process is not null) await process.DisposeAsync();
        await house.DisposeAsync();
        await database.DisposeAsync();
    }
}

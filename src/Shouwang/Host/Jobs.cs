using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;
using Shouwang.Organization;

namespace Shouwang.Host;

/// <summary>
/// The rooms' work by the clock. When it is due stands in a store that survives a restart: on SQLite a file of its own, whose
/// many small writes do not wait for the database's; on PostgreSQL the database, so that of several servers one does each run.
/// </summary>
static class Jobs
{
    public static void AddTo(IServiceCollection services, HouseOptions options)
    {
        services.AddSingleton(new Timetable([.. Rooms.All.SelectMany(room => room.Jobs), .. options.MoreJobs]));
        if (!options.Jobs) return;
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "shouwang");
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(store => Keep(store, options.Storage));
        });
        services.AddHostedService<TimetableSetUp>(); // before the scheduler starts
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }

    private static void Keep(IPersistentStoreBuilder store, Storage storage)
    {
        store.ConfigureStore(options =>
        {
            options.TablePrefix = storage.IsSqlite ? "qrtz_" : "jobs.qrtz_";
            options.MisfireThreshold = TimeSpan.FromSeconds(10);
        });
        if (storage.PostgresConnection is { } postgres)
        {
            store.UsePostgres(NpgsqlFactory.Instance, postgres);
            store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(5));
            return;
        }
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(storage.Folder, "jobs.db"), DefaultTimeout = 30 };
        store.UseSqlite(SqliteFactory.Instance, file.ToString());
        store.ProvisionSchema();
    }
}

/// <summary>The jobs of this program, by name.</summary>
public sealed class Timetable(IReadOnlyList<JobEntry> entries)
{
    public IReadOnlyList<JobEntry> Entries { get; } = entries;

    public JobEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);
}

/// <summary>Enters the program's jobs into the store and takes out what no longer exists; what is already there keeps its time.</summary>
sealed class TimetableSetUp(ISchedulerFactory schedulers, Timetable timetable) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var entry in timetable.Entries) await Enter(scheduler, entry, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task Enter(IScheduler scheduler, JobEntry entry, CancellationToken cancel)
    {
        var key = new TriggerKey(entry.Name);
        if (await scheduler.GetTrigger(key, cancel) is ISimpleTrigger known && known.RepeatInterval == entry.Every) return;
        var job = JobBuilder.Create<EntryRun>().WithIdentity(entry.Name).Build();
        var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(job).StartNow()
            .WithSimpleSchedule(simple => simple.WithInterval(entry.Every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount))
            .Build();
        await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, cancel);
    }
}

/// <summary>One run of one entry, in a scope of its own; the ledger names the system as the actor. It never runs beside itself.</summary>
[DisallowConcurrentExecution]
sealed class EntryRun(Timetable timetable, IServiceScopeFactory scopes, TimeProvider clock, ILogger<EntryRun> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        // A server of another version may have entered what this one does not know.
        if (timetable.Find(context.JobDetail.Key.Name) is not { } entry) return;
        var start = clock.GetTimestamp();
        using var span = Traces.Job(entry.Name);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentCaller>().ActAs(new Caller(Actor.System, "", Rights.None));
            await entry.Run(scope.ServiceProvider, cancellationToken);
            Meters.JobRan(entry.Name, failed: false, clock.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested) { log.LogInformation("Job {Job} stopped with the server", entry.Name); }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // The next tick tries again. The message of an exception may quote data, its type and place do not.
            Meters.JobRan(entry.Name, failed: true, clock.GetElapsedTime(start));
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
            log.LogError("Job {Job} failed: {Kind} {Place}", entry.Name, failed.GetType().Name, failed.StackTrace);
        }
    }
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Npgsql;

namespace Shouwang.Data;

/// <summary>One thing changed: what live pages are told. No content, only where to look.</summary>
public sealed record Change(string Kind, Guid Id, string UnitPath, int Version);

/// <summary>Tells open pages what has changed, after the commit. On PostgreSQL the news crosses server processes (LISTEN/NOTIFY).</summary>
public sealed class ChangeFeed
{
    public const string Channel = "shouwang_changes";
    private readonly ConcurrentDictionary<Channel<Change>, bool> listeners = [];
    private readonly ConditionalWeakTable<ShouwangDb, List<Change>> pending = [];

    /// <summary>Listens until cancelled. A listener that does not keep up loses the oldest news, never delays a writer.</summary>
    public async IAsyncEnumerable<Change> Listen([EnumeratorCancellation] CancellationToken cancel)
    {
        var channel = System.Threading.Channels.Channel.CreateBounded<Change>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });
        listeners[channel] = true;
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancel)) yield return change;
        }
        finally { listeners.TryRemove(channel, out _); }
    }

    public void Tell(Change change)
    {
        foreach (var listener in listeners.Keys) listener.Writer.TryWrite(change);
    }

    internal void Note(ShouwangDb db, List<FactsOfSave> drafts)
    {
        if (drafts.Count == 0) return;
        var changes = pending.GetOrCreateValue(db);
        foreach (var save in drafts)
        foreach (var (subject, id) in save.Facts.Select(fact => (fact.Subject, fact.SubjectId)).Distinct())
            changes.Add(new Change(subject, id, save.UnitPath, save.Version));
    }

    /// <summary>Inside the transaction: PostgreSQL delivers these at commit, to this process as well.</summary>
    internal async Task Notify(ShouwangDb db, CancellationToken cancel)
    {
        if (db.IsSqlite || !pending.TryGetValue(db, out var changes)) return;
        foreach (var change in changes.Distinct())
        {
            var news = JsonSerializer.Serialize(change);
            await db.Database.ExecuteSqlAsync($"select pg_notify({Channel}, {news})", cancel);
        }
        changes.Clear();
    }

    internal void Publish(ShouwangDb db)
    {
        if (!pending.TryGetValue(db, out var changes)) return;
        foreach (var change in changes.Distinct()) Tell(change);
        changes.Clear();
    }

    /// <summary>Forgets what a rolled-back transaction had noted.</summary>
    internal void Forget(ShouwangDb db) => pending.Remove(db);
}

/// <summary>Hears the news of all server processes on one PostgreSQL and passes it to this process's pages.</summary>
public sealed class ChangeListener(NpgsqlDataSource source, ChangeFeed feed, ILogger<ChangeListener> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try { await Hear(stoppingToken); }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                log.LogWarning(e, "The news line to the database broke; trying again");
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    private async Task Hear(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        connection.Notification += (_, news) =>
        {
            if (JsonSerializer.Deserialize<Change>(news.Payload) is { } change) feed.Tell(change);
        };
        await using (var listen = new NpgsqlCommand("listen " + ChangeFeed.Channel, connection)) await listen.ExecuteNonQueryAsync(cancel);
        while (!cancel.IsCancellationRequested) await connection.WaitAsync(cancel);
    }
}

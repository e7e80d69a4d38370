using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Shouwang.Data;

/// <summary>Facts that are about to be saved, of one aggregate or noted by a use case: where they belong, and the version they lead to.</summary>
public sealed record FactsOfSave(UnitId Unit, string UnitPath, int Version, IReadOnlyList<FactDraft> Facts);

/// <summary>Puts the facts of a save into the ledger: numbers and chains them unit by unit.</summary>
public sealed class FactWriter(FactSeal seal, TimeProvider clock, ActorOnDuty actor)
{
    private static readonly JsonSerializerOptions PayloadFormat = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Takes the facts off the changed aggregates and steps their versions; an aggregate that changed without a fact is a mistake.</summary>
    public static List<FactsOfSave> Collect(ChangeTracker tracker)
    {
        var drafts = new List<FactsOfSave>();
        foreach (var entry in tracker.Entries<Aggregate>().ToList())
        {
            var facts = entry.Entity.UnwrittenFacts;
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && facts.Count == 0)
                throw new InvalidOperationException($"{entry.Entity.GetType().Name} was {entry.State} without a fact.");
            if (facts.Count == 0) continue;
            entry.Property(nameof(Aggregate.Version)).CurrentValue = entry.Entity.Version + 1;
            drafts.Add(new FactsOfSave(entry.Entity.UnitId, entry.Entity.UnitPath, entry.Entity.Version, [.. facts]));
            entry.Entity.FactsWritten();
        }
        return drafts;
    }

    /// <summary>Chains the collected facts and adds them to what is about to be saved; the answer are the new heads, to be saved after it.</summary>
    /// <remarks>The heads come last: a save that fails inside a larger transaction must not leave a head that points beyond its facts.</remarks>
    public async Task<List<FactChain>> Append(ShouwangDb db, List<FactsOfSave> drafts, CancellationToken cancel)
    {
        var (lines, heads) = await Chain(db, drafts, cancel);
        db.Facts().AddRange(lines);
        return heads;
    }

    /// <summary>Writes very many facts past the change tracker, in the open transaction; live pages are not told of each.</summary>
    public async Task Pour(ShouwangDb db, List<FactsOfSave> drafts, CancellationToken cancel)
    {
        var (lines, heads) = await Chain(db, drafts, cancel);
        var facts = new BulkTable("facts", "unit_id", "unit_path", "sequence", "at", "type", "subject", "subject_id", "subject_version", "actor_kind", "actor_id", "on_behalf_of", "via", "payload", "mac");
        foreach (var line in lines)
            facts.Add(line.UnitId.Value, line.UnitPath, line.Sequence, line.At, line.Type, line.Subject, line.SubjectId, line.SubjectVersion, line.ActorKind.ToString(), line.ActorId, line.OnBehalfOf, line.Via, line.Payload, line.Mac);
        await Bulk.Write(db, [facts], cancel);
        await SaveHeads(db, heads, cancel);
    }

    private async Task<(List<Fact> Lines, List<FactChain> Heads)> Chain(ShouwangDb db, List<FactsOfSave> drafts, CancellationToken cancel)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var (lines, heads) = (new List<Fact>(), new List<FactChain>());
        // Chains are locked in one order everywhere, so that two savers cannot wait for each other.
        foreach (var chainDrafts in drafts.GroupBy(draft => draft.Unit).OrderBy(group => group.Key.Value))
        {
            var (sequence, mac) = await LockHead(db, chainDrafts.Key, cancel);
            foreach (var save in chainDrafts)
            foreach (var draft in save.Facts)
            {
                mac = seal.Mac(mac, Line(draft, save, ++sequence, now, ""));
                lines.Add(Line(draft, save, sequence, now, mac));
            }
            heads.Add(new FactChain { UnitId = chainDrafts.Key, Sequence = sequence, Mac = mac });
        }
        return (lines, heads);
    }

    private Fact Line(FactDraft draft, FactsOfSave save, long sequence, DateTimeOffset at, string mac) => new()
    {
        UnitId = save.Unit,
        UnitPath = save.UnitPath,
        Sequence = sequence,
        At = at,
        Type = draft.Type,
        Subject = draft.Subject,
        SubjectId = draft.SubjectId,
        SubjectVersion = save.Version,
        ActorKind = actor.Actor.Kind,
        ActorId = actor.Actor.Id,
        OnBehalfOf = actor.Actor.OnBehalfOf,
        Via = actor.Actor.Via,
        Payload = JsonSerializer.Serialize(draft.Payload, PayloadFormat),
        Mac = mac,
    };

    private static async Task<(long Sequence, string Mac)> LockHead(ShouwangDb db, UnitId unit, CancellationToken cancel)
    {
        // SQLite holds the only write lock already; PostgreSQL locks the row, and makes it first so that there is one to lock.
        if (!db.IsSqlite) return await LockRow(db, unit, cancel);
        var head = await db.Set<FactChain>().AsNoTracking().FirstOrDefaultAsync(chain => chain.UnitId == unit, cancel);
        return head is null ? (0, FactSeal.Start) : (head.Sequence, head.Mac);
    }

    private static async Task<(long Sequence, string Mac)> LockRow(ShouwangDb db, UnitId unit, CancellationToken cancel)
    {
        var head = (await db.Set<FactChain>().FromSql($"""
            insert into fact_chains (unit_id, sequence, mac) values ({unit.Value}, 0, {FactSeal.Start})
            on conflict (unit_id) do update set sequence = fact_chains.sequence returning unit_id, sequence, mac
            """).AsNoTracking().ToListAsync(cancel))[0];
        return (head.Sequence, head.Mac);
    }

    /// <summary>Moves the heads of the chains, after their facts are saved.</summary>
    public static async Task SaveHeads(ShouwangDb db, IEnumerable<FactChain> heads, CancellationToken cancel)
    {
        foreach (var head in heads)
        {
            var key = db.IsSqlite ? (object)head.UnitId.Value.ToString().ToUpper(CultureInfo.InvariantCulture) : head.UnitId.Value;
            await db.Database.ExecuteSqlAsync(
                $"insert into fact_chains (unit_id, sequence, mac) values ({key}, {head.Sequence}, {head.Mac}) on conflict (unit_id) do update set sequence = excluded.sequence, mac = excluded.mac", cancel);
        }
    }
}

/// <summary>Who is acting in this scope of work; the request, job or command sets it.</summary>
public sealed class ActorOnDuty
{
    public Actor Actor { get; set; } = Actor.System;
}

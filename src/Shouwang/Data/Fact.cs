using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwang.Data;

/// <summary>事实: one line of the ledger, append-only; each is chained to the one before it in the same unit by a keyed hash.</summary>
public sealed class Fact : IInUnit
{
    public long Id { get; init; }
    public UnitId UnitId { get; init; }
    public required string UnitPath { get; init; }

    /// <summary>Position in the unit's chain, from 1 without gaps.</summary>
    public long Sequence { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Type { get; init; }
    public required string Subject { get; init; }
    public Guid SubjectId { get; init; }

    /// <summary>Version of the subject after the change.</summary>
    public int SubjectVersion { get; init; }
    public ActorKind ActorKind { get; init; }
    public Guid ActorId { get; init; }
    public string? OnBehalfOf { get; init; }
    public string? Via { get; init; }

    /// <summary>JSON without plain personal data.</summary>
    public required string Payload { get; init; }

    /// <summary>HMAC-SHA256 over the previous line's mac and this line, as base64.</summary>
    public required string Mac { get; init; }
}

/// <summary>The head of a unit's chain: how many facts there are and the mac of the last.</summary>
public sealed class FactChain
{
    public UnitId UnitId { get; init; }
    public long Sequence { get; set; }
    public required string Mac { get; set; }
}

sealed class FactTables : IEntityTypeConfiguration<Fact>, IEntityTypeConfiguration<FactChain>
{
    public void Configure(EntityTypeBuilder<Fact> fact)
    {
        fact.ToTable("facts");
        fact.HasKey(f => f.Id);
        fact.HasIndex(f => new { f.UnitId, f.Sequence }).IsUnique();
        fact.HasIndex(f => new { f.SubjectId, f.Id });
        fact.HasIndex(f => new { f.UnitPath, f.Id });
    }

    public void Configure(EntityTypeBuilder<FactChain> chain)
    {
        chain.ToTable("fact_chains");
        chain.HasKey(c => c.UnitId);
    }
}

static class FactQueries
{
    public static DbSet<Fact> Facts(this ShouwangDb db) => db.Set<Fact>();

    /// <summary>What happened to one order, person or unit, oldest first.</summary>
    public static IQueryable<Fact> HistoryOf(this ShouwangDb db, Guid subject) =>
        db.Facts().AsNoTracking().Where(fact => fact.SubjectId == subject).OrderBy(fact => fact.Id);
}

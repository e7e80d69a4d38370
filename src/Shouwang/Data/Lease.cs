using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwang.Data;

/// <summary>占用: somebody does a kind of work just now and wants it to himself; holds until a time unless renewed.</summary>
public sealed class Lease
{
    public required string Name { get; init; }
    public DateTimeOffset Until { get; set; }
}

/// <summary>Takes and asks for leases. They count by the clock on the wall, also where a drill keeps a clock of its own.</summary>
public sealed class Leases(ShouwangDb db)
{
    /// <summary>While a drill plays, its own clock decides what falls due; the servers' clockwork stands aside.</summary>
    public const string Drill = "drill";

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    public Task<bool> IsHeld(string name, CancellationToken cancel)
    {
        var now = TimeProvider.System.GetUtcNow();
        return db.Set<Lease>().AnyAsync(lease => lease.Name == name && lease.Until > now, cancel);
    }

    public async Task Renew(string name, CancellationToken cancel)
    {
        var until = TimeProvider.System.GetUtcNow() + Length;
        if (await db.Set<Lease>().Where(lease => lease.Name == name).ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Until, until), cancel) > 0) return;
        db.Add(new Lease { Name = name, Until = until });
        await db.SaveChangesAsync(cancel);
    }

    public Task GiveBack(string name, CancellationToken cancel) => db.Set<Lease>().Where(lease => lease.Name == name).ExecuteDeleteAsync(cancel);
}

sealed class LeaseTables : IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<Lease> lease)
    {
        lease.ToTable("leases");
        lease.HasKey(l => l.Name);
    }
}

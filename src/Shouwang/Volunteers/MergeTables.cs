using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A row that followed to the record that is kept: table, column, and the rest of its key; by it the row finds its way back.</summary>
public sealed class MergedRow
{
    public Guid MergeId { get; init; }
    public required string TableName { get; init; }
    public required string ColumnName { get; init; }
    public required string RowKey { get; init; }
}

static class MergeTables
{
    public static DbSet<VolunteerMerge> Merges(this ShouwangDb db) => db.Set<VolunteerMerge>();
    public static DbSet<MergedRow> MergedRows(this ShouwangDb db) => db.Set<MergedRow>();

    internal sealed class Mapping : IEntityTypeConfiguration<VolunteerMerge>, IEntityTypeConfiguration<MergedRow>
    {
        public void Configure(EntityTypeBuilder<VolunteerMerge> merge)
        {
            merge.ToTable("volunteer_merges");
            merge.HasKey(m => m.Id);
            merge.HasIndex(m => m.MergedId, "volunteer_merges_one_in_force").IsUnique().HasFilter("undone_at is null");
            merge.HasIndex(m => m.KeptId);
            merge.HasIndex(m => new { m.UnitPath, m.At });
            merge.HasOne<Volunteer>().WithMany().HasForeignKey(m => m.KeptId).OnDelete(DeleteBehavior.Restrict);
            merge.HasOne<Volunteer>().WithMany().HasForeignKey(m => m.MergedId).OnDelete(DeleteBehavior.Restrict);
            merge.HasOne<Unit>().WithMany().HasForeignKey(m => m.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<MergedRow> row)
        {
            row.ToTable("volunteer_merge_rows");
            row.HasKey(r => new { r.MergeId, r.TableName, r.ColumnName, r.RowKey });
            row.HasOne<VolunteerMerge>().WithMany().HasForeignKey(r => r.MergeId);
        }
    }
}

using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

static class ExportTables
{
    public static DbSet<PlainExport> PlainExports(this ShouwangDb db) => db.Set<PlainExport>();

    internal sealed class ExportMapping : IEntityTypeConfiguration<PlainExport>
    {
        public void Configure(EntityTypeBuilder<PlainExport> export)
        {
            export.ToTable("plain_exports");
            export.HasKey(e => e.Id);
            export.HasIndex(e => new { e.UnitPath, e.AgreedAt });
            export.HasOne<Unit>().WithMany().HasForeignKey(e => e.UnitId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

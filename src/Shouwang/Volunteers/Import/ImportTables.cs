using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A piece of an uploaded file, encrypted; gone when the import has ended.</summary>
public sealed class ImportPart
{
    public Guid ImportId { get; init; }
    public int Part { get; init; }
    public SealedText Content { get; init; }
}

/// <summary>A row that was not taken: its number, and under encryption its cells and why.</summary>
public sealed class ImportReject
{
    public Guid ImportId { get; init; }
    public int Number { get; init; }
    public SealedText Content { get; init; }
}

/// <summary>Somebody an import has made; after an undoing, why he stayed.</summary>
public sealed class ImportedVolunteer
{
    public Guid ImportId { get; init; }
    public VolunteerId VolunteerId { get; init; }
    public string? Stayed { get; set; }
}

/// <summary>The mapping a unit used last for files with these headings.</summary>
public sealed class KnownColumns
{
    public UnitId UnitId { get; init; }
    public required string HeadingsHash { get; init; }
    public required string ColumnsJson { get; set; }
}

static class ImportTables
{
    public static DbSet<VolunteerImport> Imports(this ShouwangDb db) => db.Set<VolunteerImport>();
    public static DbSet<ImportPart> ImportParts(this ShouwangDb db) => db.Set<ImportPart>();
    public static DbSet<ImportReject> ImportRejects(this ShouwangDb db) => db.Set<ImportReject>();
    public static DbSet<ImportedVolunteer> ImportedVolunteers(this ShouwangDb db) => db.Set<ImportedVolunteer>();
    public static DbSet<KnownColumns> KnownColumns(this ShouwangDb db) => db.Set<KnownColumns>();

    internal sealed class Mapping : IEntityTypeConfiguration<VolunteerImport>, IEntityTypeConfiguration<ImportPart>, IEntityTypeConfiguration<ImportReject>, IEntityTypeConfiguration<ImportedVolunteer>, IEntityTypeConfiguration<KnownColumns>
    {
        public void Configure(EntityTypeBuilder<VolunteerImport> import)
        {
            import.ToTable("volunteer_imports");
            import.HasKey(i => i.Id);
            import.Ignore(i => i.Count);
            import.HasIndex(i => new { i.UnitPath, i.At });
            import.HasIndex(i => i.State);
            import.HasOne<Unit>().WithMany().HasForeignKey(i => i.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<ImportPart> part)
        {
            part.ToTable("volunteer_import_parts");
            part.HasKey(p => new { p.ImportId, p.Part });
            part.HasOne<VolunteerImport>().WithMany().HasForeignKey(p => p.ImportId);
        }

        public void Configure(EntityTypeBuilder<ImportReject> reject)
        {
            reject.ToTable("volunteer_import_rejects");
            reject.HasKey(r => new { r.ImportId, r.Number });
            reject.HasOne<VolunteerImport>().WithMany().HasForeignKey(r => r.ImportId);
        }

        public void Configure(EntityTypeBuilder<ImportedVolunteer> person)
        {
            person.ToTable("volunteer_import_people");
            person.HasKey(p => new { p.ImportId, p.VolunteerId });
            person.HasIndex(p => p.VolunteerId);
            person.HasOne<VolunteerImport>().WithMany().HasForeignKey(p => p.ImportId);
            person.HasOne<Volunteer>().WithMany().HasForeignKey(p => p.VolunteerId);
        }

        public void Configure(EntityTypeBuilder<KnownColumns> known)
        {
            known.ToTable("volunteer_import_columns");
            known.HasKey(k => new { k.UnitId, k.HeadingsHash });
            known.HasOne<Unit>().WithMany().HasForeignKey(k => k.UnitId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

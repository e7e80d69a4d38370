using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

static class RecruitmentTables
{
    public const string Full = "recruitment_places_full";

    public static DbSet<RecruitmentCall> RecruitmentCalls(this ShouwangDb db) => db.Set<RecruitmentCall>();
    public static DbSet<RecruitmentPlace> RecruitmentPlaces(this ShouwangDb db) => db.Set<RecruitmentPlace>();
    public static DbSet<RecruitmentEntry> RecruitmentEntries(this ShouwangDb db) => db.Set<RecruitmentEntry>();

    internal sealed class Mapping : IEntityTypeConfiguration<RecruitmentCall>, IEntityTypeConfiguration<RecruitmentPlace>, IEntityTypeConfiguration<RecruitmentEntry>
    {
        public void Configure(EntityTypeBuilder<RecruitmentCall> call)
        {
            call.ToTable("recruitment_calls");
            call.HasKey(c => c.Id);
            call.Ignore(c => c.Notice);
            call.HasIndex(c => c.Code).IsUnique();
            call.HasIndex(c => new { c.UnitPath, c.SignUpUntil });
            call.HasMany(c => c.Places).WithOne().HasForeignKey(place => place.CallId);
            call.HasOne<Unit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<RecruitmentPlace> place)
        {
            place.ToTable("recruitment_places", table => table.HasCheckConstraint(Full, "taken >= 0 and taken <= places and waiting >= 0 and waiting <= waiting_places"));
            place.HasKey(p => new { p.CallId, p.Skill });
            place.Ignore(p => p.Open);
        }

        public void Configure(EntityTypeBuilder<RecruitmentEntry> entry)
        {
            entry.ToTable("recruitment_entries");
            entry.HasKey(e => new { e.CallId, e.VolunteerId });
            entry.HasIndex(e => e.VolunteerId);
            entry.HasIndex(e => new { e.CallId, e.Skill, e.State, e.Line });
            entry.HasOne<RecruitmentCall>().WithMany().HasForeignKey(e => e.CallId).OnDelete(DeleteBehavior.Restrict);
            entry.HasOne<Volunteer>().WithMany().HasForeignKey(e => e.VolunteerId).OnDelete(DeleteBehavior.Restrict);
            entry.HasOne<Unit>().WithMany().HasForeignKey(e => e.UnitId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

static class VolunteersTables
{
    public const string NoOverlap = "bookings_no_overlap", Limit = "booked_times_limit", OnePhone = "ix_volunteers_phone_index";

    public static DbSet<Volunteer> Volunteers(this ShouwangDb db) => db.Set<Volunteer>();
    public static DbSet<VolunteerSkill> VolunteerSkills(this ShouwangDb db) => db.Set<VolunteerSkill>();
    public static DbSet<Team> Teams(this ShouwangDb db) => db.Set<Team>();
    public static DbSet<TeamMember> TeamMembers(this ShouwangDb db) => db.Set<TeamMember>();
    public static DbSet<Booking> Bookings(this ShouwangDb db) => db.Set<Booking>();
    public static DbSet<BookedTime> BookedTimes(this ShouwangDb db) => db.Set<BookedTime>();
    public static DbSet<ServiceRecord> ServiceRecords(this ShouwangDb db) => db.Set<ServiceRecord>();
    public static DbSet<VolunteerIdentity> Identities(this ShouwangDb db) => db.Set<VolunteerIdentity>();
    public static DbSet<CalendarLink> CalendarLinks(this ShouwangDb db) => db.Set<CalendarLink>();
    public static DbSet<HoursCorrection> Corrections(this ShouwangDb db) => db.Set<HoursCorrection>();
    public static DbSet<HoursRules> HoursRules(this ShouwangDb db) => db.Set<HoursRules>();
    public static DbSet<BadgeKey> BadgeKeys(this ShouwangDb db) => db.Set<BadgeKey>();
    public static DbSet<StarAward> StarAwards(this ShouwangDb db) => db.Set<StarAward>();
    public static DbSet<ServiceCertificate> Certificates(this ShouwangDb db) => db.Set<ServiceCertificate>();

    internal sealed class PeopleMapping : IEntityTypeConfiguration<Volunteer>, IEntityTypeConfiguration<VolunteerSkill>, IEntityTypeConfiguration<Team>, IEntityTypeConfiguration<TeamMember>, IEntityTypeConfiguration<VolunteerIdentity>
    {
        public void Configure(EntityTypeBuilder<Volunteer> volunteer)
        {
            volunteer.ToTable("volunteers");
            volunteer.HasKey(v => v.Id);
            volunteer.Ignore(v => v.Languages).Ignore(v => v.Availability).Ignore(v => v.Place);
            volunteer.HasIndex(v => v.Number).IsUnique();
            volunteer.HasIndex(v => v.PhoneIndex).IsUnique();
            volunteer.HasIndex(v => new { v.UnitPath, v.State });
            volunteer.HasMany(v => v.Skills).WithOne().HasForeignKey(skill => skill.VolunteerId);
            volunteer.HasOne<Unit>().WithMany().HasForeignKey(v => v.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<VolunteerSkill> skill)
        {
            skill.ToTable("volunteer_skills");
            skill.HasKey(s => new { s.VolunteerId, s.Code });
            skill.HasIndex(s => s.Code);
        }

        public void Configure(EntityTypeBuilder<Team> team)
        {
            team.ToTable("teams");
            team.HasKey(t => t.Id);
            team.HasIndex(t => t.TeamPath);
            team.HasIndex(t => t.UnitPath);
            team.HasOne<Team>().WithMany().HasForeignKey(t => t.ParentId).OnDelete(DeleteBehavior.Restrict);
            team.HasOne<Volunteer>().WithMany().HasForeignKey(t => t.LeaderId).OnDelete(DeleteBehavior.Restrict);
            team.HasOne<Unit>().WithMany().HasForeignKey(t => t.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<TeamMember> member)
        {
            member.ToTable("team_members");
            member.HasKey(m => new { m.TeamId, m.VolunteerId, m.Since });
            member.HasIndex(m => m.VolunteerId);
            member.HasIndex(m => new { m.TeamId, m.VolunteerId }, "team_members_once").IsUnique().HasFilter("until is null");
            member.HasOne<Team>().WithMany().HasForeignKey(m => m.TeamId);
            member.HasOne<Volunteer>().WithMany().HasForeignKey(m => m.VolunteerId);
        }

        public void Configure(EntityTypeBuilder<VolunteerIdentity> identity)
        {
            identity.ToTable("volunteer_identities");
            identity.HasKey(i => i.VolunteerId);
            identity.HasIndex(i => i.NumberIndex).IsUnique();
            identity.HasOne<Volunteer>().WithMany().HasForeignKey(i => i.VolunteerId).OnDelete(DeleteBehavior.Restrict);
            identity.HasOne<Unit>().WithMany().HasForeignKey(i => i.UnitId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class CodeMapping : IEntityTypeConfiguration<OneTimeCode>, IEntityTypeConfiguration<CalendarLink>
    {
        public void Configure(EntityTypeBuilder<OneTimeCode> code)
        {
            code.ToTable("one_time_codes");
            code.HasKey(c => new { c.PhoneIndex, c.DeviceHash });
            code.HasIndex(c => c.ExpiresAt);
        }

        public void Configure(EntityTypeBuilder<CalendarLink> link)
        {
            link.ToTable("calendar_links");
            link.HasKey(l => l.VolunteerId);
            link.HasIndex(l => l.CodeHash).IsUnique();
            link.HasOne<Volunteer>().WithMany().HasForeignKey(l => l.VolunteerId);
        }
    }

    internal sealed class TimeMapping : IEntityTypeConfiguration<Booking>, IEntityTypeConfiguration<BookedTime>, IEntityTypeConfiguration<ServiceRecord>, IEntityTypeConfiguration<ServiceCertificate>
    {
        public void Configure(EntityTypeBuilder<Booking> booking)
        {
            booking.ToTable("bookings");
            booking.HasKey(b => b.Id);
            booking.HasIndex(b => new { b.VolunteerId, b.From });
            booking.HasIndex(b => b.PurposeId);
            booking.HasOne<Volunteer>().WithMany().HasForeignKey(b => b.VolunteerId);
        }

        public void Configure(EntityTypeBuilder<BookedTime> time)
        {
            time.ToTable("booked_times", table => table.HasCheckConstraint(Limit, "minutes <= most"));
            time.HasKey(t => new { t.VolunteerId, t.Span, t.Begins });
            time.HasOne<Volunteer>().WithMany().HasForeignKey(t => t.VolunteerId);
        }

        public void Configure(EntityTypeBuilder<ServiceRecord> record)
        {
            record.ToTable("service_records", table => table.HasCheckConstraint("service_records_minutes", "raw_minutes >= 0 and credited_minutes >= 0 and travel_minutes >= 0"));
            record.HasKey(r => r.Id);
            record.HasIndex(r => new { r.VolunteerId, r.CheckedInAt });
            record.HasIndex(r => new { r.UnitPath, r.CheckedInAt });
            record.HasIndex(r => new { r.PurposeId, r.VolunteerId });
            record.HasOne<Volunteer>().WithMany().HasForeignKey(r => r.VolunteerId).OnDelete(DeleteBehavior.Restrict);
            record.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<ServiceCertificate> certificate)
        {
            certificate.ToTable("certificates");
            certificate.HasKey(c => c.Id);
            certificate.Ignore(c => c.Services);
            certificate.HasIndex(c => c.Number).IsUnique();
            certificate.HasIndex(c => c.VolunteerId);
            certificate.HasOne<Volunteer>().WithMany().HasForeignKey(c => c.VolunteerId).OnDelete(DeleteBehavior.Restrict);
            certificate.HasOne<Unit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class RecordMapping : IEntityTypeConfiguration<HoursCorrection>, IEntityTypeConfiguration<HoursRules>, IEntityTypeConfiguration<StarAward>, IEntityTypeConfiguration<BadgeKey>
    {
        public void Configure(EntityTypeBuilder<HoursCorrection> correction)
        {
            correction.ToTable("hours_corrections");
            correction.HasKey(c => c.Id);
            correction.Ignore(c => c.IsByVolunteer);
            correction.HasIndex(c => c.RecordId, "hours_corrections_one_waiting").IsUnique().HasFilter("state = 'Waiting'");
            correction.HasIndex(c => c.VolunteerId);
            correction.HasOne<ServiceRecord>().WithMany().HasForeignKey(c => c.RecordId).OnDelete(DeleteBehavior.Restrict);
            correction.HasOne<Volunteer>().WithMany().HasForeignKey(c => c.VolunteerId).OnDelete(DeleteBehavior.Restrict);
            correction.HasOne<Unit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<HoursRules> rules)
        {
            rules.ToTable("hours_rules");
            rules.HasKey(r => r.UnitId);
            rules.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<BadgeKey> key) => BadgeKey.Map(key);

        public void Configure(EntityTypeBuilder<StarAward> award)
        {
            award.ToTable("star_awards");
            award.HasKey(a => a.Id);
            award.HasIndex(a => new { a.VolunteerId, a.Scheme, a.Level }, "star_awards_once").IsUnique().HasFilter("state <> 'Withdrawn'");
            award.HasOne<Volunteer>().WithMany().HasForeignKey(a => a.VolunteerId).OnDelete(DeleteBehavior.Restrict);
            award.HasOne<Unit>().WithMany().HasForeignKey(a => a.UnitId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

static class ReserveTables
{
    public const string CalledOnce = "call_up_answers_called_once";

    public static DbSet<Reserve> Reserves(this ShouwangDb db) => db.Set<Reserve>();
    public static DbSet<ReserveMember> ReserveMembers(this ShouwangDb db) => db.Set<ReserveMember>();
    public static DbSet<CallUp> CallUps(this ShouwangDb db) => db.Set<CallUp>();
    public static DbSet<CallUpNeed> CallUpNeeds(this ShouwangDb db) => db.Set<CallUpNeed>();
    public static DbSet<CallUpAnswer> CallUpAnswers(this ShouwangDb db) => db.Set<CallUpAnswer>();

    internal sealed class ReserveMapping : IEntityTypeConfiguration<Reserve>, IEntityTypeConfiguration<ReserveMember>
    {
        public void Configure(EntityTypeBuilder<Reserve> reserve)
        {
            reserve.ToTable("reserves");
            reserve.HasKey(r => r.Id);
            reserve.HasIndex(r => r.UnitPath);
            reserve.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<ReserveMember> member)
        {
            member.ToTable("reserve_members");
            member.HasKey(m => new { m.ReserveId, m.VolunteerId });
            member.HasIndex(m => m.VolunteerId);
            member.HasOne<Reserve>().WithMany().HasForeignKey(m => m.ReserveId);
            member.HasOne<Volunteer>().WithMany().HasForeignKey(m => m.VolunteerId);
        }
    }

    internal sealed class CallUpMapping : IEntityTypeConfiguration<CallUp>, IEntityTypeConfiguration<CallUpNeed>, IEntityTypeConfiguration<CallUpAnswer>
    {
        public void Configure(EntityTypeBuilder<CallUp> callUp)
        {
            callUp.ToTable("call_ups");
            callUp.HasKey(c => c.Id);
            callUp.Ignore(c => c.Period).Ignore(c => c.IsOver).Ignore(c => c.IsShort);
            callUp.HasIndex(c => c.Code).IsUnique();
            callUp.HasIndex(c => new { c.UnitPath, c.StartedAt });
            callUp.HasIndex(c => c.NextLookAt).HasFilter("next_look_at is not null");
            callUp.HasIndex(c => c.ReserveId);
            callUp.HasMany(c => c.Needs).WithOne().HasForeignKey(need => need.CallUpId);
            callUp.HasOne<Reserve>().WithMany().HasForeignKey(c => c.ReserveId).OnDelete(DeleteBehavior.Restrict);
            callUp.HasOne<Unit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<CallUpNeed> need)
        {
            need.ToTable("call_up_needs", table => table.HasCheckConstraint("call_up_needs_full", "taken >= 0 and taken <= places"));
            need.HasKey(n => new { n.CallUpId, n.Skill });
            need.Ignore(n => n.Open);
        }

        public void Configure(EntityTypeBuilder<CallUpAnswer> answer)
        {
            answer.ToTable("call_up_answers");
            answer.HasKey(a => new { a.CallUpId, a.VolunteerId });
            answer.HasIndex(a => a.VolunteerId);
            answer.HasIndex(a => new { a.CallUpId, a.State });
            answer.HasIndex(a => new { a.UnitPath, a.AskedAt });
            answer.HasOne<CallUp>().WithMany().HasForeignKey(a => a.CallUpId).OnDelete(DeleteBehavior.Restrict);
            answer.HasOne<Volunteer>().WithMany().HasForeignKey(a => a.VolunteerId).OnDelete(DeleteBehavior.Restrict);
            answer.HasOne<Unit>().WithMany().HasForeignKey(a => a.UnitId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

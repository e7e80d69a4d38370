using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwang.Organization;

static class OrganizationTables
{
    public static DbSet<Unit> Units(this ShouwangDb db) => db.Set<Unit>();
    public static DbSet<RoleGrant> RoleGrants(this ShouwangDb db) => db.Set<RoleGrant>();
    public static DbSet<PartnerKey> PartnerKeys(this ShouwangDb db) => db.Set<PartnerKey>();
    public static DbSet<TwoPersonRequest> TwoPersonRequests(this ShouwangDb db) => db.Set<TwoPersonRequest>();
    public static DbSet<UnitShare> Shares(this ShouwangDb db) => db.Set<UnitShare>();
    public static DbSet<SecondFactorRule> SecondFactorRules(this ShouwangDb db) => db.Set<SecondFactorRule>();
    public static DbSet<Account> Accounts(this ShouwangDb db) => db.Set<Account>();

    /// <summary>The unit with this code, or null.</summary>
    public static Task<Unit?> UnitByCode(this ShouwangDb db, string code, CancellationToken cancel) =>
        db.Units().FirstOrDefaultAsync(unit => unit.Code == code, cancel);

    internal sealed class Mapping : IEntityTypeConfiguration<Unit>, IEntityTypeConfiguration<RoleGrant>, IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<Session>, IEntityTypeConfiguration<PartnerKey>, IEntityTypeConfiguration<TwoPersonRequest>, IEntityTypeConfiguration<UnitShare>, IEntityTypeConfiguration<GuessCount>, IEntityTypeConfiguration<KnownDevice>, IEntityTypeConfiguration<SecondFactor>, IEntityTypeConfiguration<RecoveryCode>, IEntityTypeConfiguration<SecondFactorRule>
    {
        public void Configure(EntityTypeBuilder<Unit> unit)
        {
            unit.ToTable("units");
            unit.HasKey(u => u.Id);
            unit.Ignore(u => u.UnitId).Ignore(u => u.Path).Ignore(u => u.Place);
            unit.HasIndex(u => u.Code).IsUnique();
            unit.HasIndex(u => u.UnitPath);
            unit.HasIndex(u => u.ParentId);
            unit.HasOne<Unit>().WithMany().HasForeignKey(u => u.ParentId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<RoleGrant> grant)
        {
            grant.ToTable("role_grants");
            grant.HasKey(g => g.Id);
            grant.HasIndex(g => g.AccountId);
            grant.HasOne<Unit>().WithMany().HasForeignKey(g => g.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<Account> account)
        {
            account.ToTable("accounts");
            account.HasKey(a => a.Id);
            account.HasIndex(a => a.NormalizedUserName).IsUnique();
            account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            account.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed);
            account.HasOne<Unit>().WithMany().HasForeignKey(a => a.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<Session> session)
        {
            session.ToTable("sessions");
            session.HasKey(s => s.Id);
            session.HasIndex(s => s.TokenHash).IsUnique();
            session.HasIndex(s => s.PersonId);
        }

        public void Configure(EntityTypeBuilder<GuessCount> count)
        {
            count.ToTable("guess_counts");
            count.HasKey(c => new { c.Whom, c.FromWhere });
            count.Property(c => c.Version).IsConcurrencyToken();
            count.HasIndex(c => c.LastAt);
        }

        public void Configure(EntityTypeBuilder<KnownDevice> device)
        {
            device.ToTable("known_devices");
            device.HasKey(d => d.Id);
            device.HasIndex(d => new { d.TokenHash, d.PersonId }).IsUnique();
            device.HasIndex(d => d.PersonId);
        }

        public void Configure(EntityTypeBuilder<SecondFactor> factor)
        {
            factor.ToTable("second_factors");
            factor.HasKey(f => f.AccountId);
            factor.HasOne<Account>().WithMany().HasForeignKey(f => f.AccountId).OnDelete(DeleteBehavior.Cascade);
        }

        public void Configure(EntityTypeBuilder<RecoveryCode> code)
        {
            code.ToTable("recovery_codes");
            code.HasKey(c => new { c.AccountId, c.CodeHash });
            code.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
        }

        public void Configure(EntityTypeBuilder<SecondFactorRule> rule)
        {
            rule.ToTable("second_factor_rules");
            rule.HasKey(r => r.Id);
            rule.Ignore(r => r.Whom);
            rule.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<PartnerKey> key)
        {
            key.ToTable("partner_keys");
            key.HasKey(k => k.Id);
            key.HasIndex(k => k.KeyHash).IsUnique();
            key.HasOne<Unit>().WithMany().HasForeignKey(k => k.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<TwoPersonRequest> request)
        {
            request.ToTable("two_person_requests", table => table.HasCheckConstraint("ck_two_person_requests_two_persons", "answered_by <> asked_by"));
            request.HasKey(r => r.Id);
            request.HasIndex(r => r.AskedBy);
            request.HasIndex(r => r.UnitPath);
            request.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<UnitShare> share)
        {
            share.ToTable("unit_shares");
            share.HasKey(s => s.Id);
            share.HasOne<Unit>().WithMany().HasForeignKey(s => s.UnitId).OnDelete(DeleteBehavior.Restrict);
            share.HasOne<Unit>().WithMany().HasForeignKey(s => s.ReceiverId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

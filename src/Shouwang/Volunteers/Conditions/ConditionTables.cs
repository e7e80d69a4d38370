using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

static class ConditionTables
{
    public const string OneBasis = "minor_bases_one_in_force", OneText = "agreement_texts_one_in_force";

    public static DbSet<MinorBasis> MinorBases(this ShouwangDb db) => db.Set<MinorBasis>();
    public static DbSet<AgreementText> AgreementTexts(this ShouwangDb db) => db.Set<AgreementText>();
    public static DbSet<AgreementSignature> AgreementSignatures(this ShouwangDb db) => db.Set<AgreementSignature>();
    public static DbSet<InsurancePolicy> InsurancePolicies(this ShouwangDb db) => db.Set<InsurancePolicy>();
    public static DbSet<InsuredVolunteer> InsuredVolunteers(this ShouwangDb db) => db.Set<InsuredVolunteer>();

    /// <summary>The basis in force, taken before anything is written: whoever accepts a service on it at the same moment is waited for, and not the other way round.</summary>
    public static async Task<MinorBasis?> BasisToChange(this ShouwangDb db, VolunteerId who, CancellationToken cancel)
    {
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"select 1 from minor_bases where volunteer_id = {who.Value} and withdrawn_at is null for update", cancel);
        return await db.MinorBases().FirstOrDefaultAsync(b => b.VolunteerId == who && b.WithdrawnAt == null, cancel);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<MinorBasis>, IEntityTypeConfiguration<AgreementText>, IEntityTypeConfiguration<AgreementSignature>, IEntityTypeConfiguration<InsurancePolicy>, IEntityTypeConfiguration<InsuredVolunteer>
    {
        public void Configure(EntityTypeBuilder<MinorBasis> basis)
        {
            basis.ToTable("minor_bases");
            basis.HasKey(b => b.Id);
            basis.HasIndex(b => b.VolunteerId, OneBasis).IsUnique().HasFilter("withdrawn_at is null");
            basis.HasOne<Volunteer>().WithMany().HasForeignKey(b => b.VolunteerId).OnDelete(DeleteBehavior.Restrict);
            basis.HasOne<Unit>().WithMany().HasForeignKey(b => b.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<AgreementText> text)
        {
            text.ToTable("agreement_texts");
            text.HasKey(t => t.Id);
            text.HasIndex(t => new { t.UnitId, t.Kind, t.Edition }).IsUnique();
            text.HasIndex(t => new { t.UnitId, t.Kind }, OneText).IsUnique().HasFilter("ended_at is null");
            text.HasOne<Unit>().WithMany().HasForeignKey(t => t.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<AgreementSignature> signature)
        {
            signature.ToTable("agreement_signatures");
            signature.HasKey(s => new { s.TextId, s.VolunteerId });
            signature.HasIndex(s => s.VolunteerId);
            signature.HasOne<AgreementText>().WithMany().HasForeignKey(s => s.TextId).OnDelete(DeleteBehavior.Restrict);
            signature.HasOne<Volunteer>().WithMany().HasForeignKey(s => s.VolunteerId).OnDelete(DeleteBehavior.Restrict);
            signature.HasOne<Unit>().WithMany().HasForeignKey(s => s.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<InsurancePolicy> policy)
        {
            policy.ToTable("insurance_policies");
            policy.HasKey(p => p.Id);
            policy.HasIndex(p => p.UnitPath);
            policy.HasOne<Unit>().WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<InsuredVolunteer> insured)
        {
            insured.ToTable("insured_volunteers");
            insured.HasKey(i => new { i.PolicyId, i.VolunteerId });
            insured.HasIndex(i => i.VolunteerId);
            insured.HasOne<InsurancePolicy>().WithMany().HasForeignKey(i => i.PolicyId);
            insured.HasOne<Volunteer>().WithMany().HasForeignKey(i => i.VolunteerId);
        }
    }
}

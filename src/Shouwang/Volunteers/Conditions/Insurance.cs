using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A policy as lists show it; <paramref name="Named"/> is how many it names.</summary>
public sealed record PolicyLine(InsurancePolicyId Id, string Insurer, string Number, DateOnly From, DateOnly Until, bool CoversEverybody, DateTimeOffset? EndedAt, string UnitCode, string UnitName, int Named);

/// <summary>A volunteer whom a policy names.</summary>
public sealed record NamedOnPolicy(string Number, string Name, string UnitName);

/// <summary>保险: the policies of a reach; those that end first come first, those that have ended last.</summary>
public sealed class PolicyBoard(ShouwangDb db, ChosenUnit chosen, CurrentCaller current, TimeProvider clock)
{
    public const int PageSize = 30, MostNamed = 200;

    public async Task<(IReadOnlyList<PolicyLine> Rows, int Total)> Run(int page, CancellationToken cancel)
    {
        var (policies, today) = (db.InsurancePolicies().AsNoTracking().Within(await chosen.Where(VolunteersAccess.See, cancel)), LocalTime.Today(clock));
        var total = await policies.CountAsync(cancel);
        var rows = await Lines(policies.OrderBy(p => p.EndedAt != null || p.Until < today).ThenBy(p => p.Until).ThenBy(p => p.Id).Skip((page - 1) * PageSize).Take(PageSize)).ToListAsync(cancel);
        return ([.. rows.OrderBy(row => row.EndedAt is not null || row.Until < today).ThenBy(row => row.Until)], total);
    }

    /// <summary>One policy and whom it names.</summary>
    public async Task<Result<(PolicyLine Policy, IReadOnlyList<NamedOnPolicy> Named)>> One(Guid id, CancellationToken cancel)
    {
        var wanted = new InsurancePolicyId(id);
        var policy = await Lines(db.InsurancePolicies().AsNoTracking().Within(current.Where(VolunteersAccess.See)).Where(p => p.Id == wanted)).FirstOrDefaultAsync(cancel);
        if (policy is null) return new Refusal("volunteers.insurance.unknown");
        var named = await (
            from insured in db.InsuredVolunteers() join volunteer in db.Volunteers() on insured.VolunteerId equals volunteer.Id join unit in db.Units() on volunteer.UnitId equals unit.Id
            where insured.PolicyId == wanted orderby volunteer.Number select new { volunteer.Number, volunteer.Name, Unit = unit.Name }).Take(MostNamed).ToListAsync(cancel);
        return (policy, [.. named.Select(one => new NamedOnPolicy(one.Number, Masking.Name(one.Name), one.Unit))]);
    }

    private IQueryable<PolicyLine> Lines(IQueryable<InsurancePolicy> policies) =>
        from policy in policies join unit in db.Units() on policy.UnitId equals unit.Id
        select new PolicyLine(policy.Id, policy.Insurer, policy.Number, policy.From, policy.Until, policy.CoversEverybody, policy.EndedAt, unit.Code, unit.Name, db.InsuredVolunteers().Count(i => i.PolicyId == policy.Id));
}

/// <summary>Loads a policy for staff who may keep it.</summary>
public sealed class PolicyDesk(ShouwangDb db, CurrentCaller current)
{
    public async Task<Result<InsurancePolicy>> Open(Guid id, CancellationToken cancel)
    {
        var wanted = new InsurancePolicyId(id);
        var policy = await db.InsurancePolicies().FirstOrDefaultAsync(p => p.Id == wanted, cancel);
        if (policy is null || !current.Rights.May(VolunteersAccess.See, policy.UnitPath)) return new Refusal("volunteers.insurance.unknown");
        return current.Lacks(VolunteersAccess.ManageInsurance, policy.UnitPath) is { } lacks ? lacks : policy;
    }
}

/// <summary>登记保单.</summary>
public sealed class EnterPolicy(ShouwangDb db, CurrentCaller current, IdSource ids)
{
    public async Task<Result<Guid>> Run(string? unitCode, PolicyTerms terms, CancellationToken cancel)
    {
        var unit = await db.UnitByCode(unitCode ?? "", cancel);
        if (unit is null) return new Refusal("organization.unit.unknown", ("code", unitCode)).At("unit");
        if (current.Lacks(VolunteersAccess.ManageInsurance, unit.UnitPath) is { } no) return no;
        var entered = InsurancePolicy.Enter(ids.New<InsurancePolicyId>(), unit, terms);
        if (!entered.IsOk) return Result<Guid>.Refuse(entered.Refusals);
        db.InsurancePolicies().Add(entered.Value);
        await db.SaveChangesAsync(cancel);
        return entered.Value.Id.Value;
    }
}

/// <summary>终止保单: before its last day, with the reason.</summary>
public sealed class EndPolicy(ShouwangDb db, PolicyDesk desk, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, string? reason, CancellationToken cancel) => db.Attempt(async () =>
    {
        var policy = await desk.Open(id, cancel);
        if (!policy.IsOk) return Result<Done>.Refuse(policy.Refusals);
        var decision = policy.Value.End(reason, clock.GetUtcNow());
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    }, cancel);
}

/// <summary>列入保单: names a volunteer; naming him twice is naming him once.</summary>
public sealed class CoverVolunteer(ShouwangDb db, PolicyDesk desk, VolunteerDesk people)
{
    public Task<Result<Done>> Run(Guid id, string? volunteerNumber, CancellationToken cancel) => db.Attempt(async () =>
    {
        var policy = await desk.Open(id, cancel);
        if (!policy.IsOk) return Result<Done>.Refuse(policy.Refusals);
        var who = await people.Open((volunteerNumber ?? "").Trim().ToUpperInvariant(), VolunteersAccess.See, cancel);
        if (!who.IsOk) return who.Refusals[0].At("volunteer");
        if (await db.InsuredVolunteers().AnyAsync(i => i.PolicyId == policy.Value.Id && i.VolunteerId == who.Value.Id, cancel)) return Done.It;
        var covered = policy.Value.Cover(who.Value);
        if (!covered.IsOk) return Result<Done>.Refuse(covered.Refusals);
        db.InsuredVolunteers().Add(covered.Value);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }, cancel);
}

/// <summary>移出保单.</summary>
public sealed class UncoverVolunteer(ShouwangDb db, PolicyDesk desk)
{
    public Task<Result<Done>> Run(Guid id, string? volunteerNumber, CancellationToken cancel) => db.Attempt(async () =>
    {
        var policy = await desk.Open(id, cancel);
        if (!policy.IsOk) return Result<Done>.Refuse(policy.Refusals);
        var insured = await (
            from one in db.InsuredVolunteers() join volunteer in db.Volunteers() on one.VolunteerId equals volunteer.Id
            where one.PolicyId == policy.Value.Id && volunteer.Number == volunteerNumber select one).FirstOrDefaultAsync(cancel);
        if (insured is null) return new Refusal("volunteers.insurance.not-named");
        policy.Value.Uncover(insured.VolunteerId);
        db.InsuredVolunteers().Remove(insured);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }, cancel);
}

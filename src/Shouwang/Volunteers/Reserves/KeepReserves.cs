using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Loads a reserve for staff who may do the wanted thing at its unit.</summary>
public sealed class ReserveDesk(ShouwangDb db, CurrentCaller current)
{
    public async Task<Result<Reserve>> Open(Guid id, Permission permission, CancellationToken cancel)
    {
        var reserve = await db.Reserves().FirstOrDefaultAsync(r => r.Id == new ReserveId(id), cancel);
        if (reserve is null || !current.Rights.May(VolunteersAccess.See, reserve.UnitPath)) return new Refusal("volunteers.reserve.unknown");
        return current.Lacks(permission, reserve.UnitPath) is { } lacks ? lacks : reserve;
    }
}

/// <summary>组建预备队.</summary>
public sealed class MakeReserve(ShouwangDb db, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    public async Task<Result<Guid>> Run(string? unitCode, string? name, ReserveKind kind, int wanted, CancellationToken cancel)
    {
        var unit = await db.UnitByCode((unitCode ?? "").Trim(), cancel);
        if (unit is null) return new Refusal("volunteers.volunteer.unit").At("unit");
        if (current.Lacks(VolunteersAccess.KeepReserves, unit.UnitPath) is { } lacks) return lacks.At("unit");
        if (!unit.IsOpenOn(LocalTime.Today(clock))) return new Refusal("organization.unit.closed", ("name", unit.Name)).At("unit");
        var made = Reserve.Make(ids.New<ReserveId>(), unit, name ?? "", kind, wanted, clock.GetUtcNow());
        if (!made.IsOk) return Result<Guid>.Refuse(made.Refusals);
        db.Reserves().Add(made.Value);
        await db.SaveChangesAsync(cancel);
        return made.Value.Id.Value;
    }
}

/// <summary>调整预备队: name, kind, wanted strength.</summary>
public sealed class ChangeReserve(ShouwangDb db, ReserveDesk desk)
{
    public Task<Result<Done>> Run(Guid id, string? name, ReserveKind kind, int wanted, CancellationToken cancel) => db.Retrying(async () =>
    {
        var opened = await desk.Open(id, VolunteersAccess.KeepReserves, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var changed = opened.Value.Change(name ?? "", kind, wanted);
        if (changed.IsOk) await db.SaveChangesAsync(cancel);
        return changed;
    });
}

/// <summary>Whom to put on a reserve list: by their numbers, or a team, or everybody of a unit with a skill; and in which line.</summary>
public sealed record ReserveFill
{
    public IReadOnlyList<string> Numbers { get; init; } = [];
    public Guid? Team { get; init; }
    public string? Unit { get; init; }
    public string? Skill { get; init; }
    public int Line { get; init; } = 1;
}

/// <summary>编入预备队: whoever is on the list already stands in the new line. The answer is how many came new.</summary>
public sealed class FillReserve(ShouwangDb db, ReserveDesk desk, TeamDesk teams, CurrentCaller current, TimeProvider clock)
{
    private const int MostAtOnce = 1_000;

    public Task<Result<int>> Run(Guid id, ReserveFill fill, CancellationToken cancel) => db.Attempt(() => Fill(id, fill, cancel), cancel);

    private async Task<Result<int>> Fill(Guid id, ReserveFill fill, CancellationToken cancel)
    {
        var opened = await desk.Open(id, VolunteersAccess.KeepReserves, cancel);
        if (!opened.IsOk) return Result<int>.Refuse(opened.Refusals);
        var people = await People(fill, cancel);
        if (!people.IsOk) return Result<int>.Refuse(people.Refusals);
        var (reserve, now) = (opened.Value, clock.GetUtcNow());
        var known = await db.ReserveMembers().Where(m => m.ReserveId == reserve.Id).ToDictionaryAsync(m => m.VolunteerId, cancel);
        var added = 0;
        foreach (var person in people.Value)
        {
            if (known.TryGetValue(person, out var member))
            {
                var moved = reserve.Move(member, fill.Line);
                if (!moved.IsOk) return Result<int>.Refuse(moved.Refusals);
                continue;
            }
            var joined = reserve.Add(person, fill.Line, now);
            if (!joined.IsOk) return Result<int>.Refuse(joined.Refusals);
            db.ReserveMembers().Add(joined.Value);
            added++;
        }
        await db.SaveChangesAsync(cancel);
        return added;
    }

    private async Task<Result<List<VolunteerId>>> People(ReserveFill fill, CancellationToken cancel)
    {
        if (fill.Numbers.Count > 0) return (await teams.People(fill.Numbers, cancel)).Then(people => people.Select(v => v.Id).ToList());
        var seen = db.Volunteers().AsNoTracking().Where(v => v.State == VolunteerState.Active);
        if (fill.Team is { } team)
        {
            var opened = await teams.Open(team, VolunteersAccess.See, cancel);
            if (!opened.IsOk) return Result<List<VolunteerId>>.Refuse([opened.Refusal!.At("team")]);
            seen = seen.Within(current.Where(VolunteersAccess.See)).Where(v => db.TeamMembers().Any(m => m.TeamId == opened.Value.Id && m.VolunteerId == v.Id && m.Until == null));
        }
        else if (fill.Unit is { Length: > 0 } code)
        {
            var unit = await db.UnitByCode(code.Trim(), cancel);
            if (unit is null || !current.Rights.May(VolunteersAccess.See, unit.UnitPath)) return new Refusal("volunteers.volunteer.unit").At("fromUnit");
            seen = seen.Within(current.Where(VolunteersAccess.See).Within(unit.UnitPath));
            if (fill.Skill is { Length: > 0 } skill) seen = seen.Where(v => v.Skills.Any(s => s.Code == skill));
        }
        else return new Refusal("volunteers.reserve.whom").At("members");
        var people = await seen.OrderBy(v => v.Number).Select(v => v.Id).Take(MostAtOnce + 1).ToListAsync(cancel);
        if (people.Count == 0) return new Refusal("volunteers.reserve.nobody").At(fill.Team is null ? "fromUnit" : "team");
        return people.Count > MostAtOnce ? new Refusal("volunteers.reserve.too-many", ("most", MostAtOnce)).At("fromUnit") : people;
    }
}

/// <summary>移出预备队.</summary>
public sealed class LeaveReserve(ShouwangDb db, ReserveDesk desk)
{
    public Task<Result<Done>> Run(Guid id, string number, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        var opened = await desk.Open(id, VolunteersAccess.KeepReserves, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var reserve = opened.Value;
        var member = await (from m in db.ReserveMembers() join v in db.Volunteers() on m.VolunteerId equals v.Id where m.ReserveId == reserve.Id && v.Number == number select m).FirstOrDefaultAsync(cancel);
        if (member is null) return new Refusal("volunteers.reserve.not-on-it");
        reserve.Remove(member);
        db.ReserveMembers().Remove(member);
        await db.SaveChangesAsync(cancel);
        return Done.It;
    }, cancel);
}

/// <summary>撤销预备队.</summary>
public sealed class DissolveReserve(ShouwangDb db, ReserveDesk desk, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, CancellationToken cancel) => db.Retrying(async () =>
    {
        var opened = await desk.Open(id, VolunteersAccess.KeepReserves, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var ended = opened.Value.Dissolve(clock.GetUtcNow());
        if (ended.IsOk) await db.SaveChangesAsync(cancel);
        return ended;
    });
}

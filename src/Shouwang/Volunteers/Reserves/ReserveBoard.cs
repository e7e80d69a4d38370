using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A reserve in the list: how many it should have, has, and could call now.</summary>
public sealed record ReserveLine(Guid Id, string Name, ReserveKind Kind, string UnitName, int Wanted, int Members, int Active)
{
    /// <summary>How many are missing.</summary>
    public int Missing => Math.Max(0, Wanted - Active);
}

/// <summary>Somebody on a reserve list; outside the reader's reach the name is masked.</summary>
public sealed record ReserveMemberLine(string Number, string Name, string UnitName, VolunteerState State, IReadOnlyList<string> Skills, int Line, bool HasChannel, bool MayOpen);

/// <summary>One reserve with a page of its list.</summary>
public sealed record ReserveView(
    Guid Id, string Name, ReserveKind Kind, string UnitCode, string UnitName, int Wanted, int Members, int Active, DateTimeOffset MadeAt, DateTimeOffset? DissolvedAt,
    IReadOnlyList<ReserveMemberLine> List, int Page, bool MayKeep, bool MayCallUp);

/// <summary>预备队: the reserves within reach, and one of them.</summary>
public sealed class ReserveBoard(ShouwangDb db, ReserveDesk desk, CallUpPeople people, ChosenUnit chosen, CurrentCaller current)
{
    public const int PageSize = 50;
    private const int MostUnits = 1_000;

    public async Task<(IReadOnlyList<ReserveLine> Lines, int Total, int Page)> Run(int page, CancellationToken cancel)
    {
        var reserves = db.Reserves().AsNoTracking().Within(await chosen.Where(VolunteersAccess.See, cancel)).Where(r => r.DissolvedAt == null);
        var total = await reserves.CountAsync(cancel);
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var lines = await reserves.OrderBy(r => r.UnitPath).ThenBy(r => r.Name).ThenBy(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize).Select(r => new ReserveLine(
            r.Id.Value, r.Name, r.Kind, db.Units().Where(u => u.Id == r.UnitId).Select(u => u.Name).First(), r.WantedStrength, db.ReserveMembers().Count(m => m.ReserveId == r.Id),
            db.ReserveMembers().Count(m => m.ReserveId == r.Id && db.Volunteers().Any(v => v.Id == m.VolunteerId && v.State == VolunteerState.Active)))).ToListAsync(cancel);
        return (lines, total, page);
    }

    public async Task<Result<ReserveView>> One(Guid id, int page, CancellationToken cancel)
    {
        var opened = await desk.Open(id, VolunteersAccess.See, cancel);
        if (!opened.IsOk) return Result<ReserveView>.Refuse(opened.Refusals);
        var reserve = opened.Value;
        var unit = await db.Units().AsNoTracking().Where(u => u.Id == reserve.UnitId).Select(u => new { u.Code, u.Name }).FirstAsync(cancel);
        var all = from m in db.ReserveMembers().AsNoTracking() join v in db.Volunteers() on m.VolunteerId equals v.Id where m.ReserveId == reserve.Id orderby m.Line, v.Number select new { m.Line, Person = v };
        var (total, active) = (await all.CountAsync(cancel), await all.CountAsync(m => m.Person.State == VolunteerState.Active, cancel));
        page = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await all.Skip((page - 1) * PageSize).Take(PageSize).Select(m => new
        {
            m.Line, m.Person.Id, m.Person.Number, m.Person.Name, m.Person.State, m.Person.UnitPath, Unit = db.Units().Where(u => u.Id == m.Person.UnitId).Select(u => u.Name).First(),
            Skills = m.Person.Skills.OrderBy(s => s.Code).Select(s => s.Code).ToList(),
        }).ToListAsync(cancel);
        var reachable = await people.Reachable([.. rows.Select(row => row.Id)], cancel);
        return new ReserveView(reserve.Id.Value, reserve.Name, reserve.Kind, unit.Code, unit.Name, reserve.WantedStrength, total, active, reserve.MadeAt, reserve.DissolvedAt,
            [.. rows.Select(row => Line(row.Number, row.Name, row.Unit, row.State, row.Skills, row.Line, reachable.Contains(row.Id), current.Rights.May(VolunteersAccess.See, row.UnitPath)))], page,
            reserve.DissolvedAt is null && current.Rights.May(VolunteersAccess.KeepReserves, reserve.UnitPath), reserve.DissolvedAt is null && current.Rights.May(VolunteersAccess.CallUp, reserve.UnitPath));
    }

    /// <summary>The units whose people the reader may put on a list.</summary>
    public async Task<IReadOnlyList<(string Code, string Name)>> Units(CancellationToken cancel)
    {
        var units = db.Units().AsNoTracking().Within(current.Where(VolunteersAccess.See)).Where(u => u.ClosedOn == null && (u.Kind == UnitKind.Station || u.Kind == UnitKind.Institute || u.Kind == UnitKind.Center));
        return [.. (await units.OrderBy(u => u.UnitPath).Take(MostUnits).Select(u => new { u.Code, u.Name }).ToListAsync(cancel)).Select(u => (u.Code, DivisionNames.Short(u.Name)))];
    }

    private static ReserveMemberLine Line(string number, string name, string unit, VolunteerState state, IReadOnlyList<string> skills, int line, bool hasChannel, bool near) =>
        new(number, near ? name : Masking.Name(name), unit, state, skills, line, hasChannel, near);
}

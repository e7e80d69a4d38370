using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>门码: the codes in force within reach; the codes themselves are known to nobody but the paper.</summary>
public sealed class DoorCodeList(ShouwangDb db, OrderWords words)
{
    public sealed record Line(DoorCodeId Id, DoorCodeKind Kind, string UnitName, string Address, DateTimeOffset MadeAt);

    public async Task<(IReadOnlyList<Line> Lines, int Total)> Run(Reach reach, int skip, int take, CancellationToken cancel)
    {
        var inForce = db.DoorCodes().AsNoTracking().Within(reach).Where(code => code.RevokedAt == null);
        var rows = await (
            from code in inForce
            join unit in db.Units() on code.UnitId equals unit.Id
            orderby code.UnitPath, code.Kind, code.MadeAt
            select new { code.Id, code.Kind, unit.Name, code.Address, code.MadeAt }).Skip(skip).Take(take).ToListAsync(cancel);
        return ([.. rows.Select(row => new Line(row.Id, row.Kind, row.Name, words.OpenDoorAddress(row.Address), row.MadeAt))], await inForce.CountAsync(cancel));
    }
}

using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>What a board, map or export may show: the reach of the permission, narrowed to the unit chosen above and to the one in the address.</summary>
public sealed class BoardScope(ShouwangDb db, ChosenUnit chosen)
{
    public async Task<(Reach Reach, BoardFilter Filter)> Read(IQueryCollection query, Permission permission, CancellationToken cancel)
    {
        var reach = await chosen.Where(permission, cancel);
        if (query["unit"] is [{ Length: > 0 and <= 24 } code])
        {
            var path = await db.Units().Where(unit => unit.Code == code).Select(unit => unit.UnitPath).FirstOrDefaultAsync(cancel);
            reach = path is null ? Reach.Nowhere : reach.Within(path);
        }
        return (reach, BoardFilter.Read(query));
    }
}

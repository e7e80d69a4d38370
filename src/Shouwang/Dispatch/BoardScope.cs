using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>What a board, map or export may show: the reach of the permission, narrowed to the unit in the address, or else to the one chosen above.</summary>
public sealed class BoardScope(ChosenUnit chosen)
{
    public async Task<(Reach Reach, BoardFilter Filter)> Read(IQueryCollection query, Permission permission, CancellationToken cancel)
    {
        var reach = await chosen.WhereAsked(permission, query["unit"], query["alone"] == "1", cancel);
        return (reach, BoardFilter.Read(query));
    }
}

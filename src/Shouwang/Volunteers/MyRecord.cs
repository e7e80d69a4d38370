using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>The record of the volunteer who is logged in, for his own pages.</summary>
public sealed class MyRecord(ShouwangDb db, CurrentCaller current)
{
    /// <summary>The record; somebody else (staff, say) gets 404 and null, because he has no such page.</summary>
    public async Task<Volunteer?> Or404(HttpContext http)
    {
        var id = new VolunteerId(current.Actor.Id);
        var me = current.Caller.IsVolunteer ? await db.Volunteers().AsNoTracking().Include(v => v.Skills).FirstOrDefaultAsync(v => v.Id == id, http.RequestAborted) : null;
        if (me is null) Ui.Address.Missing(http);
        return me;
    }
}

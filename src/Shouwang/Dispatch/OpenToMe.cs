using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>可接的单: what this volunteer can take: open for claiming in his area or given to his team, with his skills, at a time he has free. The nearest come first.</summary>
public sealed class OpenToMe(ShouwangDb db, OrderConditions conditions, TimeProvider clock)
{
    public sealed record Line(string Number, string Name, string? EnglishName, string Icon, string? SafetyRule, Urgency Urgency, DateTimeOffset From, DateTimeOffset Until, string UnitName, int Free, double? Latitude, double? Longitude)
    {
        public int? Metres { get; init; }

        /// <summary>What keeps him from it; it is shown all the same, with the way to put it right.</summary>
        public IReadOnlyList<Refusal> Missing { get; init; } = [];

        internal ConditionedOrder? Asked { get; init; }
        public string Shown => Host.Texts.IsEnglish && EnglishName is { Length: > 0 } english ? english : Name;
    }

    private const int Most = 100;

    public async Task<IReadOnlyList<Line>> Run(VolunteerId me, CancellationToken cancel)
    {
        var volunteer = await db.Volunteers().AsNoTracking().Include(v => v.Skills).FirstOrDefaultAsync(v => v.Id == me, cancel);
        if (volunteer is not { State: VolunteerState.Active }) return [];
        var (now, skills, above) = (clock.GetUtcNow(), volunteer.Skills.Where(skill => skill.CertificateUntil is null || skill.CertificateUntil >= LocalTime.Today(clock)).Select(skill => skill.Code).ToList(), DispatchPolicies.Above(volunteer.UnitPath));
        var teams = await MyTeams(me, cancel);
        var open = db.Orders().AsNoTracking().Where(order => order.ClosedAt == null && (order.State == OrderState.Dispatched) && order.Until > now
            && ((order.Mode == DispatchMode.Claiming && above.Contains(order.HandlerPath)) || (order.Mode == DispatchMode.Team && order.TeamId != null && teams.Contains(order.TeamId.Value)))
            && (order.Skill == null || skills.Contains(order.Skill))
            && !db.Assignments().Any(a => a.OrderId == order.Id && a.VolunteerId == me && a.State != AssignmentState.HandedBack)
            && !db.Bookings().Any(b => b.VolunteerId == me && b.From < order.Until && b.BusyUntil > order.From));
        var lines = await (
            from order in open
            join unit in db.Units() on order.UnitId equals unit.Id
            join item in db.Menu() on order.MenuItemId equals item.Id
            orderby order.DueAt
            select new Line(order.Number, item.Name, item.EnglishName, item.Icon, item.SafetyRule, order.Urgency, order.From, order.Until, unit.Name,
                order.PeopleNeeded - db.Assignments().Count(a => a.OrderId == order.Id && (a.State == AssignmentState.Accepted || a.State == AssignmentState.OnTheWay || a.State == AssignmentState.CheckedIn || a.State == AssignmentState.Finished)),
                order.Latitude, order.Longitude) { Asked = new ConditionedOrder(order.Id, order.MenuItemId, order.UnitPath, default) }).Take(Most).ToListAsync(cancel);
        var measured = lines.ConvertAll(line => line with { Metres = volunteer.Place is { } here && line is { Latitude: { } latitude, Longitude: { } longitude } ? (int)here.MetresTo(new GeoPoint(latitude, longitude)) : null });
        var check = measured.Count == 0 ? null : await conditions.Read([.. measured.Select(On)], [me], cancel);
        measured = measured.ConvertAll(line => line with { Missing = check!.Missing(On(line), me, volunteer.UnitPath) });
        // What is done by phone or online has no way; it stands where it is due.
        return [.. measured.OrderBy(line => line.Metres is null).ThenBy(line => line.Metres)];
    }

    private static ConditionedOrder On(Line line) => line.Asked! with { Day = ConditionedOrder.DayOf(line.From) };

    // His teams and those above them: an order given to a branch is for all its squads.
    private async Task<List<TeamId>> MyTeams(VolunteerId me, CancellationToken cancel)
    {
        var paths = await db.Teams().AsNoTracking().Where(team => team.DissolvedAt == null && (team.LeaderId == me || db.TeamMembers().Any(m => m.TeamId == team.Id && m.VolunteerId == me && m.Until == null)))
            .Select(team => team.TeamPath).ToListAsync(cancel);
        var above = paths.SelectMany(DispatchPolicies.Above).Distinct().ToList();
        return above.Count == 0 ? [] : await db.Teams().Where(team => above.Contains(team.TeamPath)).Select(team => team.Id).ToListAsync(cancel);
    }
}

using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A team in the tree of teams.</summary>
/// <param name="Depth">How many teams stand above it.</param>
public sealed record TeamLine(Guid Id, string Name, TeamKind Kind, string UnitName, string? Leader, int Members, int Depth, bool IsDissolved);

/// <summary>One team with its roll.</summary>
public sealed record TeamView(
    Guid Id, string Name, TeamKind Kind, string UnitCode, string UnitName, string? LeaderNumber, string? Leader, DateTimeOffset MadeAt, DateTimeOffset? DissolvedAt,
    IReadOnlyList<TeamOf> Above, IReadOnlyList<TeamOf> Below, IReadOnlyList<RollLine> Roll, bool MayManage);

/// <summary>Somebody on the roll.</summary>
public sealed record RollLine(string Number, string Name, string UnitName, bool OnDuty, DateTimeOffset Since);

/// <summary>队伍: the teams within reach as a tree, and one of them with its roll.</summary>
public sealed class TeamBoard(ShouwangDb db, TeamDesk desk, ChosenUnit chosen, CurrentCaller current, TimeProvider clock)
{
    /// <summary>More teams than this are found by their name.</summary>
    public const int Most = 500;

    public async Task<IReadOnlyList<TeamLine>> Run(string? words, bool withDissolved, CancellationToken cancel)
    {
        var teams = db.Teams().AsNoTracking().Within(await chosen.Where(VolunteersAccess.See, cancel));
        if (!withDissolved) teams = teams.Where(team => team.DissolvedAt == null);
        if (words?.Trim() is { Length: > 0 } part) teams = teams.Where(team => team.Name.Contains(part));
        var found = await (
            from team in teams
            orderby team.TeamPath
            select new
            {
                team.Id, team.Name, team.Kind, team.TeamPath, team.DissolvedAt,
                Unit = db.Units().Where(unit => unit.Id == team.UnitId).Select(unit => unit.Name).First(),
                Leader = db.Volunteers().Where(v => v.Id == team.LeaderId).Select(v => v.Name).FirstOrDefault(),
                Members = db.TeamMembers().Count(m => m.TeamId == team.Id && m.Until == null),
            }).Take(Most).ToListAsync(cancel);
        return [.. found.Select(t => new TeamLine(t.Id.Value, t.Name, t.Kind, t.Unit, t.Leader, t.Members, t.TeamPath.Count(c => c == '/') - 2, t.DissolvedAt is not null))];
    }

    public async Task<Result<TeamView>> One(Guid id, CancellationToken cancel)
    {
        var opened = await desk.Open(id, VolunteersAccess.See, cancel);
        if (!opened.IsOk) return Result<TeamView>.Refuse(opened.Refusals);
        var team = opened.Value;
        var unit = await db.Units().AsNoTracking().Where(u => u.Id == team.UnitId).Select(u => new { u.Code, u.Name }).FirstAsync(cancel);
        var leader = team.LeaderId is { } lead ? await db.Volunteers().AsNoTracking().Where(v => v.Id == lead).Select(v => new { v.Number, v.Name }).FirstOrDefaultAsync(cancel) : null;
        var path = team.TeamPath;
        var family = await db.Teams().AsNoTracking().Where(t => t.Id != team.Id && (path.StartsWith(t.TeamPath) || t.ParentId == team.Id))
            .OrderBy(t => t.TeamPath).Select(t => new { t.Id, t.Name, Below = t.ParentId == team.Id, t.DissolvedAt }).ToListAsync(cancel);
        return new TeamView(
            team.Id.Value, team.Name, team.Kind, unit.Code, unit.Name, leader?.Number, leader?.Name, team.MadeAt, team.DissolvedAt,
            [.. family.Where(t => !t.Below).Select(t => new TeamOf(t.Id.Value, t.Name, false))], [.. family.Where(t => t.Below && t.DissolvedAt is null).Select(t => new TeamOf(t.Id.Value, t.Name, false))],
            await Roll(team.Id, cancel), team.DissolvedAt is null && current.Rights.May(VolunteersAccess.ManageTeams, team.UnitPath));
    }

    private Task<List<RollLine>> Roll(TeamId team, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return (
            from member in db.TeamMembers().AsNoTracking()
            join v in db.Volunteers() on member.VolunteerId equals v.Id
            where member.TeamId == team && member.Until == null
            orderby v.Number
            select new RollLine(v.Number, v.Name, db.Units().Where(unit => unit.Id == v.UnitId).Select(unit => unit.Name).First(), v.OnDuty && (v.OnDutyUntil == null || v.OnDutyUntil > now), member.Since)).ToListAsync(cancel);
    }
}

/// <summary>Finds volunteers by name, number or whole phone number, and teams by name.</summary>
sealed class PeopleFinder(VolunteerBoard volunteers, TeamBoard teams, CurrentCaller current) : IFinder
{
    private const int Most = 8;

    public async Task<IReadOnlyList<Found>> Find(string words, CancellationToken cancel)
    {
        if (!current.Rights.MayAnywhere(VolunteersAccess.See)) return [];
        var people = (await volunteers.Run(new VolunteerQuestion(), words, 1, cancel)).Lines.Take(Most).Select(v => new Found(v.Name, $"{v.Number} {v.UnitName}", "/volunteers/" + v.Number));
        var found = (await teams.Run(words, withDissolved: false, cancel)).Take(Most).Select(team => new Found(team.Name, team.UnitName, $"/teams/{team.Id}"));
        return [.. people, .. found];
    }
}

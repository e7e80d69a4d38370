using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>Loads a team for staff who may do the wanted thing at its unit.</summary>
public sealed class TeamDesk(ShouwangDb db, CurrentCaller current)
{
    public async Task<Result<Team>> Open(Guid id, Permission permission, CancellationToken cancel)
    {
        var team = await db.Teams().FirstOrDefaultAsync(t => t.Id == new TeamId(id), cancel);
        if (team is null || !current.Rights.May(VolunteersAccess.See, team.UnitPath)) return new Refusal("volunteers.team.unknown");
        if (current.Lacks(permission, team.UnitPath) is { } lacks) return lacks;
        return team;
    }

    /// <summary>The volunteers behind the numbers, as far as the caller may see them; unknown numbers are refused by name.</summary>
    public async Task<Result<List<Volunteer>>> People(IReadOnlyCollection<string> numbers, CancellationToken cancel)
    {
        var people = await db.Volunteers().Within(current.Where(VolunteersAccess.See)).Where(v => numbers.Contains(v.Number) && v.State == VolunteerState.Active).ToListAsync(cancel);
        var missing = numbers.Except(people.Select(v => v.Number)).ToList();
        return missing.Count == 0 ? people : new Refusal("volunteers.team.people-unknown", ("numbers", string.Join('、', missing.Take(5)))).At("members");
    }
}

/// <summary>组建队伍: a team, or a squad with its people in one go.</summary>
public sealed class MakeTeam(ShouwangDb db, TeamDesk desk, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    public async Task<Result<Guid>> Run(string unitCode, Guid? parent, string name, TeamKind kind, IReadOnlyCollection<string> members, string? leader, CancellationToken cancel)
    {
        var unit = await db.UnitByCode(unitCode, cancel);
        if (unit is null || !current.Rights.May(VolunteersAccess.See, unit.UnitPath)) return new Refusal("volunteers.volunteer.unit").At("unit");
        if (current.Lacks(VolunteersAccess.ManageTeams, unit.UnitPath) is { } lacks) return lacks;
        Team? above = null;
        if (parent is { } id)
        {
            var opened = await desk.Open(id, VolunteersAccess.See, cancel);
            if (!opened.IsOk) return Result<Guid>.Refuse([opened.Refusal!.At("parent")]);
            above = opened.Value;
        }
        var people = await desk.People([.. members.Append(leader).OfType<string>().Where(n => n.Length > 0).Distinct()], cancel);
        if (!people.IsOk) return Result<Guid>.Refuse(people.Refusals);
        var now = clock.GetUtcNow();
        var made = Team.Make(ids.New<TeamId>(), unit, above, name, kind, people.Value.FirstOrDefault(v => v.Number == leader)?.Id, now);
        if (!made.IsOk) return Result<Guid>.Refuse(made.Refusals);
        db.Teams().Add(made.Value);
        foreach (var person in people.Value) db.TeamMembers().Add(made.Value.Join(person.Id, now).Value);
        await db.SaveChangesAsync(cancel);
        return made.Value.Id.Value;
    }
}

/// <summary>调整队伍: name and leader.</summary>
public sealed class ChangeTeam(ShouwangDb db, TeamDesk desk)
{
    public Task<Result<Done>> Run(Guid id, string name, string? leader, CancellationToken cancel) => db.Attempt(() => Change(id, name, leader, cancel), cancel);

    private async Task<Result<Done>> Change(Guid id, string name, string? leader, CancellationToken cancel)
    {
        var opened = await desk.Open(id, VolunteersAccess.ManageTeams, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var people = string.IsNullOrWhiteSpace(leader) ? new List<Volunteer>() : await desk.People([leader.Trim()], cancel);
        if (!people.IsOk) return Result<Done>.Refuse([people.Refusal!.At("leader")]);
        var next = people.Value.FirstOrDefault()?.Id;
        if (next is not null && !await db.TeamMembers().AnyAsync(m => m.TeamId == opened.Value.Id && m.VolunteerId == next && m.Until == null, cancel))
            return new Refusal("volunteers.team.not-a-member").At("leader");
        var changed = opened.Value.Change(name, next);
        if (changed.IsOk) await db.SaveChangesAsync(cancel);
        return changed;
    }
}

/// <summary>入队: puts volunteers on the roll; those who are on it stay.</summary>
public sealed class JoinTeam(ShouwangDb db, TeamDesk desk, TimeProvider clock)
{
    public Task<Result<int>> Run(Guid id, IReadOnlyCollection<string> numbers, CancellationToken cancel) => db.Attempt(() => Join(id, numbers, cancel), cancel);

    private async Task<Result<int>> Join(Guid id, IReadOnlyCollection<string> numbers, CancellationToken cancel)
    {
        var opened = await desk.Open(id, VolunteersAccess.ManageTeams, cancel);
        if (!opened.IsOk) return Result<int>.Refuse(opened.Refusals);
        var people = await desk.People(numbers, cancel);
        if (!people.IsOk) return Result<int>.Refuse(people.Refusals);
        var (team, now) = (opened.Value, clock.GetUtcNow());
        var onTheRoll = await db.TeamMembers().Where(m => m.TeamId == team.Id && m.Until == null).Select(m => m.VolunteerId).ToListAsync(cancel);
        var joined = 0;
        foreach (var person in people.Value.Where(person => !onTheRoll.Contains(person.Id)))
        {
            var member = team.Join(person.Id, now);
            if (!member.IsOk) return Result<int>.Refuse(member.Refusals);
            db.TeamMembers().Add(member.Value);
            joined++;
        }
        if (joined > 0) await db.SaveChangesAsync(cancel);
        return joined;
    }
}

/// <summary>离队: takes a volunteer off the roll.</summary>
public sealed class LeaveTeam(ShouwangDb db, TeamDesk desk, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, string number, CancellationToken cancel) => db.Attempt(() => Leave(id, number, cancel), cancel);

    private async Task<Result<Done>> Leave(Guid id, string number, CancellationToken cancel)
    {
        var opened = await desk.Open(id, VolunteersAccess.ManageTeams, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var team = opened.Value;
        var member = await (from m in db.TeamMembers() join v in db.Volunteers() on m.VolunteerId equals v.Id where m.TeamId == team.Id && m.Until == null && v.Number == number select m).FirstOrDefaultAsync(cancel);
        if (member is null) return new Refusal("volunteers.team.not-a-member");
        var left = team.Leave(member, clock.GetUtcNow());
        if (left.IsOk) await db.SaveChangesAsync(cancel);
        return left;
    }
}

/// <summary>解散队伍.</summary>
public sealed class DissolveTeam(ShouwangDb db, TeamDesk desk, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, CancellationToken cancel) => db.Attempt(() => Dissolve(id, cancel), cancel);

    private async Task<Result<Done>> Dissolve(Guid id, CancellationToken cancel)
    {
        var opened = await desk.Open(id, VolunteersAccess.ManageTeams, cancel);
        if (!opened.IsOk) return Result<Done>.Refuse(opened.Refusals);
        var ended = opened.Value.Dissolve(clock.GetUtcNow());
        if (ended.IsOk) await db.SaveChangesAsync(cancel);
        return ended;
    }
}

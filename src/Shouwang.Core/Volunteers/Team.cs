namespace Shouwang.Volunteers;

/// <summary>队伍类别.</summary>
public enum TeamKind
{
    /// <summary>总队.</summary>
    [Term("总队")] Corps,

    /// <summary>支队.</summary>
    [Term("支队")] Branch,

    /// <summary>服务队.</summary>
    [Term("服务队")] Team,

    /// <summary>突击队: made in a minute for an emergency.</summary>
    [Term("突击队")] Squad,
}

/// <summary>队伍: volunteers under a leader, nested to any depth.</summary>
public sealed class Team : Aggregate
{
    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 40;

    private Team() { }

    /// <summary>The id.</summary>
    public TeamId Id { get; private set; }

    /// <summary>The team above, or null.</summary>
    public TeamId? ParentId { get; private set; }

    /// <summary>名称.</summary>
    public string Name { get; private set; } = "";

    /// <summary>类别.</summary>
    public TeamKind Kind { get; private set; }

    /// <summary>队长, or null until there is one.</summary>
    public VolunteerId? LeaderId { get; private set; }

    /// <summary>Path of ids from the topmost team, so that a subtree is all paths with the same beginning.</summary>
    public string TeamPath { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>解散时间; null while it exists.</summary>
    public DateTimeOffset? DissolvedAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("team", Id.Value);

    /// <summary>组建: makes a team at a unit, perhaps under another team.</summary>
    public static Result<Team> Make(TeamId id, IInUnit unit, Team? parent, string name, TeamKind kind, VolunteerId? leader, DateTimeOffset at)
    {
        var refusals = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > LongestName) refusals.Add(new Refusal("volunteers.team.name", ("most", LongestName)).At("name"));
        if (parent is { DissolvedAt: not null }) refusals.Add(new Refusal("volunteers.team.dissolved").At("parent"));
        if (refusals.Count > 0) return refusals;
        var team = new Team
        {
            Id = id, UnitId = unit.UnitId, UnitPath = unit.UnitPath, ParentId = parent?.Id, Name = name.Trim(), Kind = kind, LeaderId = leader,
            TeamPath = $"{parent?.TeamPath ?? "/"}{id.Value:N}/", MadeAt = at,
        };
        team.Record("volunteers.team.made", ("kind", kind), ("parent", parent?.Id.Value));
        return team;
    }

    /// <summary>更名与任命: another name, another leader.</summary>
    public Result<Done> Change(string name, VolunteerId? leader)
    {
        if (DissolvedAt is not null) return new Refusal("volunteers.team.dissolved");
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > LongestName) return new Refusal("volunteers.team.name", ("most", LongestName)).At("name");
        (Name, LeaderId) = (name.Trim(), leader);
        Record("volunteers.team.changed", ("leader", leader?.Value));
        return Done.It;
    }

    /// <summary>入队: notes that somebody joined; the membership row is written beside it.</summary>
    public Result<TeamMember> Join(VolunteerId volunteer, DateTimeOffset at)
    {
        if (DissolvedAt is not null) return new Refusal("volunteers.team.dissolved");
        Record("volunteers.team.joined", ("volunteer", volunteer.Value));
        return new TeamMember(Id, volunteer, at);
    }

    /// <summary>离队: takes somebody off the roll; a leader who goes leaves the place empty.</summary>
    public Result<Done> Leave(TeamMember member, DateTimeOffset at)
    {
        if (member.Until is not null) return new Refusal("volunteers.team.not-a-member");
        member.End(at);
        if (LeaderId == member.VolunteerId) LeaderId = null;
        Record("volunteers.team.left", ("volunteer", member.VolunteerId.Value));
        return Done.It;
    }

    /// <summary>解散: the team is over; its records stay.</summary>
    public Result<Done> Dissolve(DateTimeOffset at)
    {
        if (DissolvedAt is not null) return new Refusal("volunteers.team.dissolved");
        DissolvedAt = at;
        Record("volunteers.team.ended");
        return Done.It;
    }
}

/// <summary>队员: one volunteer on the roll of one team.</summary>
public sealed class TeamMember
{
    private TeamMember() { }

    internal TeamMember(TeamId team, VolunteerId volunteer, DateTimeOffset since) => (TeamId, VolunteerId, Since) = (team, volunteer, since);

    /// <summary>The team.</summary>
    public TeamId TeamId { get; private set; }

    /// <summary>The volunteer.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>入队时间.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>离队时间; null while on the roll.</summary>
    public DateTimeOffset? Until { get; private set; }

    internal void End(DateTimeOffset at) => Until = at;
}

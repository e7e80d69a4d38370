namespace Shouwang.Volunteers;

/// <summary>星级授予标识: id of an award of a star.</summary>
public readonly record struct StarAwardId(Guid Value) : IId<StarAwardId>
{
    /// <inheritdoc/>
    public static StarAwardId From(Guid value) => new(value);
}

/// <summary>星级授予状态.</summary>
public enum StarAwardState
{
    /// <summary>公示中.</summary>
    [Term("公示中")] Notice,

    /// <summary>已授予.</summary>
    [Term("已授予")] Awarded,

    /// <summary>已撤回.</summary>
    [Term("已撤回")] Withdrawn,
}

/// <summary>星级授予: a level of a scheme for a volunteer: shown to everybody for some days, then awarded; it stays when the scheme changes.</summary>
public sealed class StarAward : Aggregate
{
    /// <summary>Longest reason for a withdrawal, in characters.</summary>
    public const int LongestReason = 100;

    private StarAward() { }

    /// <summary>The id.</summary>
    public StarAwardId Id { get; private set; }

    /// <summary>Whose.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>办法: code of the scheme.</summary>
    public string Scheme { get; private set; } = "";

    /// <summary>The level in it.</summary>
    public int Level { get; private set; }

    /// <summary>名称, as it was called.</summary>
    public string Title { get; private set; } = "";

    /// <summary>确认时长: confirmed minutes when it was put up.</summary>
    public long MinutesThen { get; private set; }

    /// <summary>公示开始.</summary>
    public DateTimeOffset NoticeFrom { get; private set; }

    /// <summary>公示结束: first instant at which it may be awarded.</summary>
    public DateTimeOffset NoticeUntil { get; private set; }

    /// <summary>授予时间; null while in notice.</summary>
    public DateTimeOffset? AwardedAt { get; private set; }

    /// <summary>The state.</summary>
    public StarAwardState State { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("star-award", Id.Value);

    /// <summary>公示: the confirmed hours reach the level.</summary>
    /// <param name="id">Id of the new award.</param>
    /// <param name="volunteer">Whose.</param>
    /// <param name="scheme">The scheme in force where he is on the register.</param>
    /// <param name="level">Which level of it.</param>
    /// <param name="minutes">His confirmed minutes.</param>
    /// <param name="at">Now.</param>
    public static Result<StarAward> PutUp(StarAwardId id, Volunteer volunteer, StarScheme scheme, int level, long minutes, DateTimeOffset at)
    {
        if (scheme.Of(level) is not { } wanted) return new Refusal("volunteers.star.level");
        if (minutes < wanted.Minutes) return new Refusal("volunteers.star.too-few", ("hours", wanted.Hours));
        var award = new StarAward
        {
            Id = id, UnitId = volunteer.UnitId, UnitPath = volunteer.UnitPath, VolunteerId = volunteer.Id, Scheme = scheme.Code, Level = level, Title = wanted.Chinese, MinutesThen = minutes,
            NoticeFrom = at, NoticeUntil = at.AddDays(wanted.NoticeDays),
        };
        award.Record("volunteers.star.put-up", ("volunteer", volunteer.Id.Value), ("title", award.Title), ("until", award.NoticeUntil));
        return award;
    }

    /// <summary>授予: after the notice, when the hours still reach it.</summary>
    public Result<Done> Award(long minutes, DateTimeOffset at)
    {
        if (State != StarAwardState.Notice) return new Refusal("volunteers.star.decided", ("state", State));
        if (at < NoticeUntil) return new Refusal("volunteers.star.in-notice", ("until", NoticeUntil));
        var needed = StarSchemes.Of(Scheme)?.Of(Level);
        if (needed is null || minutes < needed.Minutes) return new Refusal("volunteers.star.too-few", ("hours", needed?.Hours));
        (State, AwardedAt) = (StarAwardState.Awarded, at);
        Record("volunteers.star.awarded", ("volunteer", VolunteerId.Value), ("title", Title));
        return Done.It;
    }

    /// <summary>撤回: somebody objected with reason, or the hours were wrong.</summary>
    public Result<Done> Withdraw(string? reason)
    {
        if (State == StarAwardState.Withdrawn) return new Refusal("volunteers.star.decided", ("state", State));
        if (reason?.Trim() is not { Length: > 0 and <= LongestReason } why) return new Refusal("volunteers.star.reason", ("most", LongestReason)).At("starReason");
        State = StarAwardState.Withdrawn;
        Record("volunteers.star.withdrawn", ("volunteer", VolunteerId.Value), ("title", Title), ("reason", why));
        return Done.It;
    }
}

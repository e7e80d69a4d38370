namespace Shouwang.Volunteers;

/// <summary>招募报名状态.</summary>
public enum RecruitmentEntryState
{
    /// <summary>录取: has a place.</summary>
    [Term("录取")] Admitted,

    /// <summary>候补: moves up when somebody withdraws or more are needed.</summary>
    [Term("候补")] Waiting,

    /// <summary>已退出: withdrew, or was withdrawn by staff.</summary>
    [Term("退出报名")] Withdrawn,
}

/// <summary>招募报名: one person in one call, once.</summary>
public sealed class RecruitmentEntry : Aggregate
{
    private RecruitmentEntry() { }

    /// <summary>Which call.</summary>
    public RecruitmentCallId CallId { get; private set; }

    /// <summary>Who.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>For which skill of the call.</summary>
    public string Skill { get; private set; } = "";

    /// <summary>录取, 候补 or 退出.</summary>
    public RecruitmentEntryState State { get; private set; }

    /// <summary>Number in the line of those who signed up; a smaller one moves up first.</summary>
    public int Line { get; private set; }

    /// <summary>When the state was reached.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("recruitment", CallId.Value);

    /// <summary>报名: with a place, or in the line.</summary>
    public static RecruitmentEntry Of(RecruitmentCall call, VolunteerId volunteer)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new() { CallId = call.Id, VolunteerId = volunteer, UnitId = call.UnitId, UnitPath = call.UnitPath, State = RecruitmentEntryState.Withdrawn };
    }

    /// <summary>录取 or 候补: takes the place or the number in the line that the database has given.</summary>
    public void Enter(string skill, RecruitmentEntryState state, int line, DateTimeOffset at)
    {
        if (State != RecruitmentEntryState.Withdrawn || state == RecruitmentEntryState.Withdrawn) throw new InvalidOperationException("Somebody is in a call once.");
        (Skill, State, Line, Since) = (skill, state, line, at);
        Record("volunteers.recruitment.entered", ("volunteer", VolunteerId.Value), ("skill", skill), ("state", state));
    }

    /// <summary>递补: a place has become free.</summary>
    public void MoveUp(DateTimeOffset at)
    {
        if (State != RecruitmentEntryState.Waiting) throw new InvalidOperationException("Only who waits moves up.");
        (State, Since) = (RecruitmentEntryState.Admitted, at);
        Record("volunteers.recruitment.moved-up", ("volunteer", VolunteerId.Value), ("skill", Skill));
    }

    /// <summary>退出: costs nothing, asks for no reason.</summary>
    public Result<RecruitmentEntryState> Withdraw(DateTimeOffset at)
    {
        if (State == RecruitmentEntryState.Withdrawn) return new Refusal("volunteers.recruitment.not-in");
        var before = State;
        (State, Since) = (RecruitmentEntryState.Withdrawn, at);
        Record("volunteers.recruitment.withdrawn", ("volunteer", VolunteerId.Value), ("skill", Skill), ("was", before));
        return before;
    }
}

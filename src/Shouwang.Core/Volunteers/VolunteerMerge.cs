namespace Shouwang.Volunteers;

/// <summary>合并志愿者: two records of one person become one; can be taken apart again.</summary>
/// <remarks>
/// What belongs to the person (hours, duties, teams, certificates, the document) follows to the record that is kept; what is said on a record
/// (name, phone, skills) stays where it is. The other record leaves the register: nobody logs in with it, nobody asks it.
/// </remarks>
public sealed class VolunteerMerge : Aggregate
{
    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 200;

    private VolunteerMerge() { }

    /// <summary>The id.</summary>
    public Guid Id { get; private set; }

    /// <summary>保留的.</summary>
    public VolunteerId KeptId { get; private set; }

    /// <summary>并入的.</summary>
    public VolunteerId MergedId { get; private set; }

    /// <summary>理由.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The state of the merged record before, which it gets back.</summary>
    public VolunteerState StateBefore { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>When it was taken apart again; null while it holds.</summary>
    public DateTimeOffset? UndoneAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("merge", Id);

    /// <summary>合并: decides, and takes the merged record off the register.</summary>
    /// <param name="id">A new id.</param>
    /// <param name="kept">The record that stays.</param>
    /// <param name="merged">The record that goes into it.</param>
    /// <param name="documents">True when both have an identity document: two documents are two people.</param>
    /// <param name="leads">True when the merged record leads a team: leadership is given by people, not by a merge.</param>
    /// <param name="reason">Why they are one.</param>
    /// <param name="at">Now.</param>
    public static Result<VolunteerMerge> Make(Guid id, Volunteer kept, Volunteer merged, bool documents, bool leads, string? reason, DateTimeOffset at)
    {
        var no = new List<Refusal>();
        if (kept.Id == merged.Id) no.Add(new Refusal("volunteers.merge.same").At("merged"));
        if (kept.State is VolunteerState.Left or VolunteerState.Declined) no.Add(new Refusal("volunteers.merge.not-on-register", ("number", kept.Number)).At("kept"));
        if (merged.State is VolunteerState.Left or VolunteerState.Declined) no.Add(new Refusal("volunteers.merge.not-on-register", ("number", merged.Number)).At("merged"));
        if (documents) no.Add(new Refusal("volunteers.merge.two-documents").At("merged"));
        if (leads) no.Add(new Refusal("volunteers.merge.leads-team").At("merged"));
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > LongestReason) no.Add(new Refusal("volunteers.merge.reason", ("most", LongestReason)).At("reason"));
        if (no.Count > 0) return no;
        var merge = new VolunteerMerge
        {
            Id = id, KeptId = kept.Id, MergedId = merged.Id, Reason = reason!.Trim(), StateBefore = merged.State, At = at, UnitId = kept.UnitId, UnitPath = kept.UnitPath,
        };
        merge.Record("volunteers.merge.made", ("kept", kept.Id.Value), ("merged", merged.Id.Value));
        merged.GoInto(kept);
        return merge;
    }

    /// <summary>拆开: each record gets back what was its own.</summary>
    public Result<Done> Undo(Volunteer kept, Volunteer merged, DateTimeOffset at)
    {
        if (UndoneAt is not null) return new Refusal("volunteers.merge.undone-already");
        if (kept.State is VolunteerState.Left) return new Refusal("volunteers.merge.kept-is-gone", ("number", kept.Number));
        UndoneAt = at;
        Record("volunteers.merge.undone", ("kept", kept.Id.Value), ("merged", merged.Id.Value));
        merged.ComeOutOf(kept, StateBefore);
        return Done.It;
    }
}

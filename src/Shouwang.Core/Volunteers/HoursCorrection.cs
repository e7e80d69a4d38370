namespace Shouwang.Volunteers;

/// <summary>更正标识: id of a correction of hours.</summary>
public readonly record struct HoursCorrectionId(Guid Value) : IId<HoursCorrectionId>
{
    /// <inheritdoc/>
    public static HoursCorrectionId From(Guid value) => new(value);
}

/// <summary>更正状态.</summary>
public enum CorrectionState
{
    /// <summary>待同意: somebody has yet to agree.</summary>
    [Term("待同意")] Waiting,

    /// <summary>已更正.</summary>
    [Term("已更正")] Applied,

    /// <summary>未同意.</summary>
    [Term("未同意")] Declined,
}

/// <summary>更正内容: what is wished, and on what evidence.</summary>
/// <param name="Minutes">Minutes that are to count.</param>
/// <param name="Reason">The evidence in words.</param>
/// <param name="Photo">Where a photo of it is kept (number of the photo or the file); null for none.</param>
public sealed record CorrectionWish(int Minutes, string? Reason, string? Photo = null)
{
    /// <summary>Longest text of evidence, and longest reference of a photo, in characters.</summary>
    public const int LongestReason = 200, LongestPhoto = 60;

    /// <summary>What is wrong with it, field by field.</summary>
    public IReadOnlyList<Refusal> Check() =>
    [
        .. Minutes is < 0 or > ServiceRecord.MostMinutes ? [new Refusal("volunteers.service.minutes", ("most", ServiceRecord.MostMinutes)).At("minutes")] : Array.Empty<Refusal>(),
        .. Reason?.Trim() is { Length: > 0 and <= LongestReason } ? [] : new[] { new Refusal("volunteers.service.reason-missing", ("most", LongestReason)).At("reason") },
        .. Photo?.Trim().Length > LongestPhoto ? [new Refusal("volunteers.correction.photo", ("most", LongestPhoto)).At("photo")] : Array.Empty<Refusal>(),
    ];
}

/// <summary>时长更正: other minutes for a record, asked for by staff or by the volunteer himself, with evidence.</summary>
/// <remarks>
/// The volunteer may ask and never agree. A change above the limit of the unit takes two members of staff; whoever of the staff asks is the
/// first of them. The record itself changes only when enough have agreed, and keeps what was measured.
/// </remarks>
public sealed class HoursCorrection : Aggregate
{
    private HoursCorrection() { }

    /// <summary>The id.</summary>
    public HoursCorrectionId Id { get; private set; }

    /// <summary>Which record.</summary>
    public ServiceRecordId RecordId { get; private set; }

    /// <summary>Whose record.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>原计入: minutes that counted when it was asked for.</summary>
    public int FromMinutes { get; private set; }

    /// <summary>更正为: minutes that are to count.</summary>
    public int ToMinutes { get; private set; }

    /// <summary>依据: the evidence in words.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>照片编号: where a photo of it is kept; null for none.</summary>
    public string? Photo { get; private set; }

    /// <summary>True when two members of staff must agree.</summary>
    public bool NeedsTwo { get; private set; }

    /// <summary>申请人: who asked.</summary>
    public Guid AskedBy { get; private set; }

    /// <summary>申请时间.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>第一人: the first of the staff who stands for it; null while only the volunteer has asked.</summary>
    public Guid? FirstBy { get; private set; }

    /// <summary>When it was decided; null while it waits.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>The state.</summary>
    public CorrectionState State { get; private set; }

    /// <summary>True when the volunteer himself asked.</summary>
    public bool IsByVolunteer => AskedBy == VolunteerId.Value;

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("hours-correction", Id.Value);

    /// <summary>申请更正: staff who ask stand for it at once; below the limit that is enough.</summary>
    /// <param name="id">Id of the new correction.</param>
    /// <param name="record">The record; closed, not void.</param>
    /// <param name="wish">What is wished.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="limit">Largest change in minutes, up or down, that one member of staff may make.</param>
    /// <param name="at">Now.</param>
    public static Result<HoursCorrection> Ask(HoursCorrectionId id, ServiceRecord record, CorrectionWish wish, Actor by, int limit, DateTimeOffset at)
    {
        if (!record.CanBeCorrected) return record.NotOpen();
        if (wish.Check() is { Count: > 0 } refusals) return Result<HoursCorrection>.Refuse(refusals);
        var correction = new HoursCorrection
        {
            Id = id, UnitId = record.UnitId, UnitPath = record.UnitPath, RecordId = record.Id, VolunteerId = record.VolunteerId, FromMinutes = record.CreditedMinutes, ToMinutes = wish.Minutes,
            Reason = wish.Reason!.Trim(), Photo = string.IsNullOrWhiteSpace(wish.Photo) ? null : wish.Photo.Trim(), NeedsTwo = Math.Abs(wish.Minutes - record.CreditedMinutes) > limit, AskedBy = by.Id, AskedAt = at,
        };
        correction.Record("volunteers.correction.asked", ("record", record.Id.Value), ("from", correction.FromMinutes), ("to", wish.Minutes), ("reason", correction.Reason), ("photo", correction.Photo));
        return correction.IsByVolunteer ? correction : correction.Agree(record, by, at).Then(_ => correction);
    }

    /// <summary>同意: a member of staff stands for it; with enough of them the record is corrected.</summary>
    public Result<CorrectionState> Agree(ServiceRecord record, Actor by, DateTimeOffset at)
    {
        if (CannotDecide(by) is { } no) return no;
        if (record.CreditedMinutes != FromMinutes) return new Refusal("volunteers.correction.overtaken", ("minutes", record.CreditedMinutes));
        if (FirstBy == by.Id) return new Refusal("volunteers.correction.second-person");
        if (NeedsTwo && FirstBy is null)
        {
            FirstBy = by.Id;
            Record("volunteers.correction.first-agreed", ("record", RecordId.Value), ("minutes", ToMinutes));
            return State;
        }
        var corrected = record.Correct(ToMinutes, Reason, by);
        if (!corrected.IsOk) return Result<CorrectionState>.Refuse(corrected.Refusals);
        (FirstBy, DecidedAt, State) = (FirstBy ?? by.Id, at, CorrectionState.Applied);
        Record("volunteers.correction.applied", ("record", RecordId.Value), ("from", FromMinutes), ("to", ToMinutes));
        return State;
    }

    /// <summary>不同意: the record stays as it is. Whoever asked may take it back in this way.</summary>
    public Result<CorrectionState> Decline(Actor by, DateTimeOffset at)
    {
        if (CannotDecide(by) is { } no) return no;
        (DecidedAt, State) = (at, CorrectionState.Declined);
        Record("volunteers.correction.declined", ("record", RecordId.Value));
        return State;
    }

    private Refusal? CannotDecide(Actor by) =>
        State != CorrectionState.Waiting ? new Refusal("volunteers.correction.decided", ("state", State))
        : by.Id == VolunteerId.Value ? new Refusal("volunteers.service.own-hours") : null;
}

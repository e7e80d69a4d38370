namespace Shouwang.Volunteers;

/// <summary>服务记录状态.</summary>
public enum ServiceRecordState
{
    /// <summary>服务中: checked in, not yet out.</summary>
    [Term("服务中")] Open,

    /// <summary>待确认: closed by the clock at the planned end, because the check-out was forgotten.</summary>
    [Term("待确认")] Provisional,

    /// <summary>已确认.</summary>
    [Term("已确认")] Confirmed,

    /// <summary>作废.</summary>
    [Term("已作废")] Void,
}

/// <summary>时长依据: what the minutes of a record stem from.</summary>
public enum HoursEvidence
{
    /// <summary>签到签退.</summary>
    [Term("签到签退")] CheckInOut,

    /// <summary>到点自动签退.</summary>
    [Term("到点自动签退")] ClosedByClock,

    /// <summary>更正: by somebody else, with a reason.</summary>
    [Term("更正")] Correction,
}

/// <summary>服务记录: a line of the hours ledger; minutes stem from check-in and check-out. Every screen reads these lines and no others.</summary>
/// <remarks>Fields as in Order 67 of the Ministry of Civil Affairs, article 7. Travel time is kept apart and never counted as service.</remarks>
public sealed class ServiceRecord : Aggregate
{
    /// <summary>Most minutes that a record may count: a day.</summary>
    public const int MostMinutes = 24 * 60;

    private ServiceRecord() { }

    /// <summary>The id.</summary>
    public ServiceRecordId Id { get; private set; }

    /// <summary>Who served.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>What for: <c>order</c>, later <c>shift</c>.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>Which order or shift.</summary>
    public Guid PurposeId { get; private set; }

    /// <summary>服务内容: the kind of service in words.</summary>
    public string Activity { get; private set; } = "";

    /// <summary>签到时间.</summary>
    public DateTimeOffset CheckedInAt { get; private set; }

    /// <summary>签退时间; null while serving.</summary>
    public DateTimeOffset? CheckedOutAt { get; private set; }

    /// <summary>Planned end.</summary>
    public DateTimeOffset PlannedEnd { get; private set; }

    /// <summary>原始时长: minutes from check-in to check-out.</summary>
    public int RawMinutes { get; private set; }

    /// <summary>计入时长: minutes that count.</summary>
    public int CreditedMinutes { get; private set; }

    /// <summary>路途时长: minutes of the way, kept apart.</summary>
    public int TravelMinutes { get; private set; }

    /// <summary>What the minutes stem from.</summary>
    public HoursEvidence Evidence { get; private set; }

    /// <summary>The state.</summary>
    public ServiceRecordState State { get; private set; }

    /// <summary>True once it is closed, unless it is void.</summary>
    public bool CanBeCorrected => State is ServiceRecordState.Provisional or ServiceRecordState.Confirmed;

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("service-record", Id.Value);

    /// <summary>签到: opens the record.</summary>
    /// <param name="id">Id of the new record.</param>
    /// <param name="unit">The unit that the service counts for.</param>
    /// <param name="volunteer">Who serves.</param>
    /// <param name="purpose">What for, and which.</param>
    /// <param name="activity">The kind of service in words.</param>
    /// <param name="plannedEnd">Planned end.</param>
    /// <param name="travelMinutes">Minutes of the way so far (from setting out to check-in), or 0.</param>
    /// <param name="at">Now.</param>
    public static ServiceRecord CheckIn(ServiceRecordId id, IInUnit unit, VolunteerId volunteer, (string Kind, Guid Id) purpose, string activity, DateTimeOffset plannedEnd, int travelMinutes, DateTimeOffset at)
    {
        var record = new ServiceRecord
        {
            Id = id, UnitId = unit.UnitId, UnitPath = unit.UnitPath, VolunteerId = volunteer, Purpose = purpose.Kind, PurposeId = purpose.Id,
            Activity = activity, CheckedInAt = at, PlannedEnd = plannedEnd, TravelMinutes = Math.Clamp(travelMinutes, 0, 240), State = ServiceRecordState.Open,
        };
        record.Record("volunteers.service.checked-in", ("volunteer", volunteer.Value), ("purpose", purpose.Kind));
        return record;
    }

    /// <summary>签退: closes the record.</summary>
    public Result<Done> CheckOut(DateTimeOffset at)
    {
        if (State != ServiceRecordState.Open) return NotOpen();
        if (at < CheckedInAt) return new Refusal("volunteers.service.ends-before-start").At("checkOut");
        Close(at, HoursEvidence.CheckInOut, ServiceRecordState.Confirmed);
        return Done.It;
    }

    /// <summary>到点自动签退: the check-out was forgotten; the planned end counts until somebody confirms or corrects.</summary>
    public Result<Done> CloseProvisionally()
    {
        if (State != ServiceRecordState.Open) return NotOpen();
        Close(PlannedEnd > CheckedInAt ? PlannedEnd : CheckedInAt, HoursEvidence.ClosedByClock, ServiceRecordState.Provisional);
        return Done.It;
    }

    /// <summary>确认: staff confirm a provisional record.</summary>
    public Result<Done> Confirm()
    {
        if (State != ServiceRecordState.Provisional) return NotOpen();
        State = ServiceRecordState.Confirmed;
        Record("volunteers.service.confirmed", ("volunteer", VolunteerId.Value), ("minutes", CreditedMinutes));
        return Done.It;
    }

    /// <summary>更正: somebody else than the volunteer sets the minutes that count, with the reason.</summary>
    public Result<Done> Correct(int minutes, string reason, Actor by)
    {
        if (!CanBeCorrected) return NotOpen();
        if (by.Id == VolunteerId.Value) return new Refusal("volunteers.service.own-hours");
        if (new CorrectionWish(minutes, reason).Check() is { Count: > 0 } refusals) return Result<Done>.Refuse(refusals);
        var before = CreditedMinutes;
        (CreditedMinutes, Evidence, State) = (minutes, HoursEvidence.Correction, ServiceRecordState.Confirmed);
        Record("volunteers.service.corrected", ("volunteer", VolunteerId.Value), ("from", before), ("to", minutes), ("reason", reason));
        return Done.It;
    }

    private void Close(DateTimeOffset at, HoursEvidence evidence, ServiceRecordState state)
    {
        (CheckedOutAt, Evidence, State) = (at, evidence, state);
        RawMinutes = CreditedMinutes = new Period(CheckedInAt, at).Minutes;
        Record("volunteers.service.checked-out", ("volunteer", VolunteerId.Value), ("minutes", RawMinutes), ("evidence", evidence));
    }

    internal Refusal NotOpen() => new("volunteers.service.wrong-state", ("state", State));
}

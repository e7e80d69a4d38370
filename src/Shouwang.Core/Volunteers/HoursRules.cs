namespace Shouwang.Volunteers;

/// <summary>时长规矩: what a unit (usually the center) has set for the hours of its subtree.</summary>
public sealed class HoursRules : Aggregate
{
    /// <summary>更正上限: the largest change in minutes that one member of staff may make, where no unit has set another.</summary>
    public const int StandardLimit = 240;

    private HoursRules() { }

    /// <summary>更正上限: larger changes, up or down, take two members of staff. In minutes, 0 to 1,440.</summary>
    public int CorrectionLimit { get; private set; } = StandardLimit;

    /// <summary>星级办法: code of the star scheme; see <see cref="StarSchemes"/>.</summary>
    public string StarScheme { get; private set; } = StarSchemes.National.Code;

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("hours-rules", UnitId.Value);

    /// <summary>The rules of a unit that has none yet.</summary>
    public static HoursRules For(IInUnit unit) => new() { UnitId = unit.UnitId, UnitPath = unit.UnitPath };

    /// <summary>设置: from now on; what was corrected and awarded before stays.</summary>
    public Result<Done> Set(int? limit, string? scheme)
    {
        var refusals = new List<Refusal>();
        if (limit is not (>= 0 and <= ServiceRecord.MostMinutes)) refusals.Add(new Refusal("volunteers.rules.limit", ("most", ServiceRecord.MostMinutes)).At("limit"));
        if (StarSchemes.Of(scheme) is null) refusals.Add(new Refusal("volunteers.rules.scheme").At("scheme"));
        if (refusals.Count > 0) return refusals;
        (CorrectionLimit, StarScheme) = (limit!.Value, scheme!);
        Record("volunteers.rules.changed", ("limit", limit), ("scheme", scheme));
        return Done.It;
    }
}

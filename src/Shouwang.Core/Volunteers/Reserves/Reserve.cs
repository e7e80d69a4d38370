namespace Shouwang.Volunteers;

/// <summary>预备队标识: id of a reserve.</summary>
public readonly record struct ReserveId(Guid Value) : IId<ReserveId>
{
    /// <inheritdoc/>
    public static ReserveId From(Guid value) => new(value);
}

/// <summary>预备队类别: a general reserve, or one of the four kinds of emergency team.</summary>
public enum ReserveKind
{
    /// <summary>综合预备队: for whatever comes.</summary>
    [Term("综合预备队")] General,

    /// <summary>应急救援队.</summary>
    [Term("应急救援队")] Rescue,

    /// <summary>医疗救护队.</summary>
    [Term("医疗救护队")] Medical,

    /// <summary>科普宣传队.</summary>
    [Term("科普宣传队")] Science,

    /// <summary>心理援助队.</summary>
    [Term("心理援助队")] Counselling,
}

/// <summary>预备队: people of a unit who may be called up in waves.</summary>
public sealed class Reserve : Aggregate
{
    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 40;

    /// <summary>Most people a reserve may want.</summary>
    public const int MostWanted = 5_000;

    private Reserve() { }

    /// <summary>The id.</summary>
    public ReserveId Id { get; private set; }

    /// <summary>名称.</summary>
    public string Name { get; private set; } = "";

    /// <summary>类别.</summary>
    public ReserveKind Kind { get; private set; }

    /// <summary>应有人数: how many people it should have.</summary>
    public int WantedStrength { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>撤销时间; null while it exists.</summary>
    public DateTimeOffset? DissolvedAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("reserve", Id.Value);

    /// <summary>组建预备队.</summary>
    public static Result<Reserve> Make(ReserveId id, IInUnit unit, string name, ReserveKind kind, int wanted, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var refusals = Check(name, wanted).ToList();
        if (refusals.Count > 0) return refusals;
        var reserve = new Reserve { Id = id, UnitId = unit.UnitId, UnitPath = unit.UnitPath, Name = name.Trim(), Kind = kind, WantedStrength = wanted, MadeAt = at };
        reserve.Record("volunteers.reserve.made", ("kind", kind), ("wanted", wanted));
        return reserve;
    }

    /// <summary>调整: name, kind, wanted strength.</summary>
    public Result<Done> Change(string name, ReserveKind kind, int wanted)
    {
        if (DissolvedAt is not null) return new Refusal("volunteers.reserve.dissolved");
        var refusals = Check(name, wanted).ToList();
        if (refusals.Count > 0) return refusals;
        (Name, Kind, WantedStrength) = (name.Trim(), kind, wanted);
        Record("volunteers.reserve.changed", ("kind", kind), ("wanted", wanted));
        return Done.It;
    }

    /// <summary>编入: puts somebody on the list, to be asked with the people of this line.</summary>
    public Result<ReserveMember> Add(VolunteerId volunteer, int line, DateTimeOffset at)
    {
        if (DissolvedAt is not null) return new Refusal("volunteers.reserve.dissolved");
        if (!ReserveMember.IsLine(line)) return ReserveMember.WrongLine;
        Record("volunteers.reserve.added", ("volunteer", volunteer.Value), ("line", line));
        return new ReserveMember(Id, volunteer, line, at);
    }

    /// <summary>改批次: he is asked earlier or later than before.</summary>
    public Result<Done> Move(ReserveMember member, int line)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (!ReserveMember.IsLine(line)) return ReserveMember.WrongLine;
        if (member.Line == line) return Done.It;
        member.Stand(line);
        Record("volunteers.reserve.moved", ("volunteer", member.VolunteerId.Value), ("line", line));
        return Done.It;
    }

    /// <summary>移出: notes that somebody is off the list; the row goes beside it.</summary>
    public void Remove(ReserveMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        Record("volunteers.reserve.removed", ("volunteer", member.VolunteerId.Value));
    }

    /// <summary>撤销: nobody is called from it any more; what it has done stays.</summary>
    public Result<Done> Dissolve(DateTimeOffset at)
    {
        if (DissolvedAt is not null) return new Refusal("volunteers.reserve.dissolved");
        DissolvedAt = at;
        Record("volunteers.reserve.ended");
        return Done.It;
    }

    private static IEnumerable<Refusal> Check(string name, int wanted)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > LongestName) yield return new Refusal("volunteers.reserve.name", ("most", LongestName)).At("name");
        if (wanted is < 1 or > MostWanted) yield return new Refusal("volunteers.reserve.wanted", ("most", MostWanted)).At("wanted");
    }
}

/// <summary>预备队员: one volunteer on one reserve list.</summary>
public sealed class ReserveMember
{
    /// <summary>The last line.</summary>
    public const int LastLine = 99;

    private ReserveMember() { }

    internal ReserveMember(ReserveId reserve, VolunteerId volunteer, int line, DateTimeOffset since) => (ReserveId, VolunteerId, Line, Since) = (reserve, volunteer, line, since);

    internal static Refusal WrongLine { get; } = new Refusal("volunteers.reserve.line", ("most", LastLine)).At("line");

    /// <summary>Which list.</summary>
    public ReserveId ReserveId { get; private set; }

    /// <summary>Who.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>第几批: people of a smaller line are asked first; within a line whoever was not asked for longest.</summary>
    public int Line { get; private set; }

    /// <summary>编入时间.</summary>
    public DateTimeOffset Since { get; private set; }

    internal void Stand(int line) => Line = line;

    internal static bool IsLine(int line) => line is >= 1 and <= LastLine;
}

using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A record in a pair; masked like a list.</summary>
public sealed record PairSide(string Number, string Name, string UnitName, VolunteerState State, Gender Gender, int? BirthYear, string Phone, IReadOnlyList<string> Skills, HoursSum Hours);

/// <summary>Two records that may be one person.</summary>
public sealed record PairLine(string One, string Other, string Name, string OtherName, string UnitName, string OtherUnitName, Likeness Likeness);

/// <summary>A merge that was made.</summary>
public sealed record MergeLine(Guid Id, string Kept, string Merged, string Name, DateTimeOffset At, DateTimeOffset? UndoneAt, string Reason);

/// <summary>疑似重复: pairs within reach that may be one person, most likely first; and the merges made so far.</summary>
public sealed class FindDuplicatePeople(ShouwangDb db, VolunteerDesk desk, VolunteerWords words, HoursLedger ledger, ChosenUnit chosen, CurrentCaller current)
{
    private const int Looked = 500, Shown = 50;
    private static readonly VolunteerState[] OnRegister = [VolunteerState.Applied, VolunteerState.Active, VolunteerState.Paused];

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1309", Justification = "The database compares.")]
    public async Task<IReadOnlyList<PairLine>> Run(CancellationToken cancel)
    {
        var reach = await chosen.Where(VolunteersAccess.Manage, cancel);
        var people = db.Volunteers().AsNoTracking().Within(reach).Where(v => OnRegister.Contains(v.State));
        var named = await (from a in people join b in people on a.Name equals b.Name where string.Compare(a.Number, b.Number) < 0 orderby a.Number, b.Number select new { One = a.Id, Other = b.Id }).Take(Looked).ToListAsync(cancel);
        var alike = await (
            from a in people join b in people on new { a.UnitId, a.BirthYear, Family = a.Name.Substring(0, 1) } equals new { b.UnitId, b.BirthYear, Family = b.Name.Substring(0, 1) }
            where a.BirthYear != null && a.Name != b.Name && a.Name.Length == b.Name.Length && string.Compare(a.Number, b.Number) < 0
            orderby a.Number, b.Number select new { One = a.Id, Other = b.Id }).Take(Looked).ToListAsync(cancel);
        var ids = named.Concat(alike).SelectMany(pair => new[] { pair.One, pair.Other }).Distinct().ToList();
        var found = await (from v in db.Volunteers().AsNoTracking() join unit in db.Units() on v.UnitId equals unit.Id where ids.Contains(v.Id)
            select new { v.Id, v.Number, v.Name, v.BirthYear, v.Gender, v.UnitPath, UnitName = unit.Name, Skills = v.Skills.Select(s => s.Code).ToList() }).ToDictionaryAsync(v => v.Id, cancel);
        return [.. named.Concat(alike).Distinct().Select(pair =>
        {
            var (a, b) = (found[pair.One], found[pair.Other]);
            var likeness = Likeness.Of(new LikePerson(a.Name, a.BirthYear, a.Gender, a.UnitPath, a.Skills), new LikePerson(b.Name, b.BirthYear, b.Gender, b.UnitPath, b.Skills));
            return new PairLine(a.Number, b.Number, a.Name, b.Name, a.UnitName, b.UnitName, likeness);
        }).Where(pair => pair.Likeness.Score >= Likeness.Shown).OrderByDescending(pair => pair.Likeness.Score).ThenBy(pair => pair.One, StringComparer.Ordinal).Take(Shown)];
    }

    /// <summary>One record for the comparison.</summary>
    public async Task<Result<PairSide>> Side(string number, CancellationToken cancel)
    {
        var opened = await desk.Open(number, VolunteersAccess.Manage, cancel);
        if (!opened.IsOk) return Result<PairSide>.Refuse(opened.Refusals);
        var v = opened.Value;
        var unit = await db.Units().AsNoTracking().Where(u => u.Id == v.UnitId).Select(u => u.Name).FirstAsync(cancel);
        return new PairSide(v.Number, v.Name, unit, v.State, v.Gender, v.BirthYear, words.MaskedPhone(v.Phone), [.. v.Skills.Select(s => s.Code)], await ledger.SumOf(v.Id, new Period(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddDays(-1)), cancel));
    }

    public Task<List<MergeLine>> Merges(CancellationToken cancel) => (
        from m in db.Merges().AsNoTracking().Within(current.Where(VolunteersAccess.Manage))
        join kept in db.Volunteers() on m.KeptId equals kept.Id join merged in db.Volunteers() on m.MergedId equals merged.Id
        orderby m.At descending select new MergeLine(m.Id, kept.Number, merged.Number, kept.Name, m.At, m.UndoneAt, m.Reason)).Take(30).ToListAsync(cancel);
}

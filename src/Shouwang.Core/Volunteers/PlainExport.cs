using System.Globalization;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>导出标识: id of a plain export.</summary>
public readonly record struct PlainExportId(Guid Value) : IId<PlainExportId>
{
    /// <inheritdoc/>
    public static PlainExportId From(Guid value) => new(value);
}

/// <summary>明文导出: one person may fetch a list of volunteers with readable names and phones, because a second one has agreed; a few times, for a day.</summary>
/// <remarks>No file is kept: the list is read anew each time. Every row and the file itself carry the <see cref="Mark"/> of who fetched it and when.</remarks>
public sealed class PlainExport : Aggregate
{
    /// <summary>Most people in one file.</summary>
    public const int MostRows = 2000;

    /// <summary>Most times that it may be fetched.</summary>
    public const int MostFetches = 3;

    /// <summary>For so long after the second person has agreed it may be fetched.</summary>
    public static TimeSpan OpenFor { get; } = TimeSpan.FromHours(24);

    /// <summary>明文导出名册: the kind of deed; for three days a second person may agree.</summary>
    public static DeedKind Kind { get; } = new("volunteers.export.plain", "明文导出名册", VolunteersAccess.ExportPlain, TimeSpan.FromHours(72));

    private PlainExport() { }

    /// <summary>The id.</summary>
    public PlainExportId Id { get; private set; }

    /// <summary>导出人: who has asked for it and alone may fetch it.</summary>
    public AccountId AskedBy { get; private set; }

    /// <summary>复核人: who has agreed.</summary>
    public AccountId AgreedBy { get; private set; }

    /// <summary>用途: what it is for, in the words of whoever asked.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Which volunteers, as the list of volunteers is asked; names nobody.</summary>
    public string Question { get; private set; } = "";

    /// <summary>When the second person agreed.</summary>
    public DateTimeOffset AgreedAt { get; private set; }

    /// <summary>First instant at which it can no longer be fetched.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>How many times it was fetched.</summary>
    public int Fetches { get; private set; }

    /// <summary>How many people the file held when it was last fetched.</summary>
    public int Rows { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("plain-export", Id.Value);

    /// <summary>编号: what tells this export from others, on the page and in its file: the last eight signs of its id.</summary>
    public string Number => "DC" + Id.Value.ToString("N", CultureInfo.InvariantCulture)[^8..].ToUpperInvariant();

    /// <summary>同意后: the export as it stands once a second person has agreed.</summary>
    /// <param name="id">Id of the export.</param>
    /// <param name="request">What was asked for and agreed to.</param>
    /// <param name="question">Which volunteers.</param>
    /// <param name="agreedBy">Who has agreed.</param>
    /// <param name="at">Now.</param>
    public static PlainExport Agreed(PlainExportId id, TwoPersonRequest request, string question, AccountId agreedBy, DateTimeOffset at)
    {
        var export = new PlainExport
        {
            Id = id, UnitId = request.UnitId, UnitPath = request.UnitPath, AskedBy = request.AskedBy, AgreedBy = agreedBy,
            Reason = request.Reason, Question = question, AgreedAt = at, ExpiresAt = at + OpenFor,
        };
        export.Record("volunteers.export.agreed", ("number", export.Number), ("asked-by", export.AskedBy.Value), ("until", export.ExpiresAt));
        return export;
    }

    /// <summary>True while its asker may fetch it.</summary>
    public bool IsOpen(DateTimeOffset at) => at < ExpiresAt && Fetches < MostFetches;

    /// <summary>取件: by whoever has asked, in time, not too often, and never more people than <see cref="MostRows"/>.</summary>
    /// <param name="by">Who fetches it.</param>
    /// <param name="rows">How many people it holds now.</param>
    /// <param name="at">Now.</param>
    public Result<Done> Fetch(Actor by, int rows, DateTimeOffset at)
    {
        if (by.Kind != ActorKind.Staff || by.Id != AskedBy.Value) return new Refusal("volunteers.export.not-yours");
        if (at >= ExpiresAt) return new Refusal("volunteers.export.expired");
        if (Fetches >= MostFetches) return new Refusal("volunteers.export.fetched-out", ("most", MostFetches));
        if (Fits(rows) is { } no) return no;
        (Fetches, Rows) = (Fetches + 1, rows);
        Record("volunteers.export.fetched", ("number", Number), ("rows", rows), ("time", Fetches));
        return Done.It;
    }

    /// <summary>Why a list of so many people cannot be exported; null when it can.</summary>
    public static Refusal? Fits(int rows) => rows switch
    {
        0 => new Refusal("volunteers.export.nobody"),
        > MostRows => new Refusal("volunteers.export.too-many", ("rows", rows), ("most", MostRows)),
        _ => null,
    };

    /// <summary>水印: number, person and minute; stands in every row and at the foot of every printed page.</summary>
    /// <param name="who">Name of whoever fetches it.</param>
    /// <param name="minute">The minute as the file writes it.</param>
    public string Mark(string who, string minute) => $"{Number} {who} {minute}";
}

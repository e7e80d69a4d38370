using System.Text.Json;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>One volunteer as a plain export names him.</summary>
public sealed record PlainLine(string Number, string Name, string Phone, string UnitCode, string UnitName, VolunteerState State, IReadOnlyList<string> Skills);

/// <summary>The people of a plain export, and the mark that every row carries.</summary>
public sealed record FetchedExport(string Number, string Mark, IReadOnlyList<PlainLine> Lines);

/// <summary>取件: hands the list to whoever asked for it, and notes that it left the house.</summary>
public sealed class FetchPlainExport(ShouwangDb db, VolunteerBoard board, CurrentCaller current, TimeProvider clock)
{
    public Task<Result<FetchedExport>> Run(PlainExportId id, CancellationToken cancel) => db.Attempt(async () =>
    {
        var export = await db.PlainExports().Within(current.Where(VolunteersAccess.ExportPlain)).FirstOrDefaultAsync(e => e.Id == id, cancel);
        if (export is null) return new Refusal("volunteers.export.unknown");
        var lines = await board.Plain(JsonSerializer.Deserialize<WantedExport>(export.Question)!.Question, PlainExport.MostRows + 1, cancel);
        var now = clock.GetUtcNow();
        var decision = export.Fetch(current.Actor, lines.Count, now);
        if (!decision.IsOk) return Result<FetchedExport>.Refuse(decision.Refusals);
        // Saved before anything is sent: of two who fetch the last time at once, one finds the version gone.
        await db.SaveChangesAsync(cancel);
        return new FetchedExport(export.Number, export.Mark(current.Caller.Name, LocalTime.Sortable(now)), lines);
    }, cancel);
}

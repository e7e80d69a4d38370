using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>合并: makes two records one, for staff who manage volunteers at both their units.</summary>
public sealed class MergeVolunteers(ShouwangDb db, MergeDesk desk, MovedRows rows, IdSource ids, TimeProvider clock)
{
    /// <param name="keptNumber">编号 of the record that stays.</param>
    /// <param name="mergedNumber">编号 of the record that goes into it.</param>
    /// <param name="reason">Why they are one.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<Result<Guid>> Run(string? keptNumber, string? mergedNumber, string? reason, CancellationToken cancel) => desk.Guarded(() => db.Attempt<Guid>(async () =>
    {
        var both = await desk.Both(keptNumber, mergedNumber, cancel);
        if (!both.IsOk) return Result<Guid>.Refuse(both.Refusals);
        var (kept, merged) = both.Value;
        var documents = await db.Identities().CountAsync(i => i.VolunteerId == kept.Id || i.VolunteerId == merged.Id, cancel) > 1;
        var leads = await db.Teams().AnyAsync(t => t.LeaderId == merged.Id && t.DissolvedAt == null, cancel);
        var decided = VolunteerMerge.Make(ids.NewGuid(), kept, merged, documents, leads, reason, clock.GetUtcNow());
        if (!decided.IsOk) return Result<Guid>.Refuse(decided.Refusals);
        db.Merges().Add(decided.Value);
        await db.SaveChangesAsync(cancel);
        if (await rows.Follow(decided.Value, cancel) is { } no) return no;
        return decided.Value.Id;
    }, cancel));
}

/// <summary>拆开: takes a merge apart; what came with the merged record goes back to it, what has been added since stays.</summary>
public sealed class UndoMerge(ShouwangDb db, MergeDesk desk, MovedRows rows, TimeProvider clock)
{
    public Task<Result<Done>> Run(Guid id, CancellationToken cancel) => desk.Guarded(() => db.Attempt<Done>(async () =>
    {
        var merge = await db.Merges().FirstOrDefaultAsync(m => m.Id == id, cancel);
        if (merge is null) return new Refusal("volunteers.merge.unknown");
        var numbers = await db.Volunteers().AsNoTracking().Where(v => v.Id == merge.KeptId || v.Id == merge.MergedId).Select(v => new { v.Id, v.Number }).ToDictionaryAsync(v => v.Id, v => v.Number, cancel);
        var both = await desk.Both(numbers[merge.KeptId], numbers[merge.MergedId], cancel);
        if (!both.IsOk) return new Refusal("volunteers.merge.unknown");
        var undone = merge.Undo(both.Value.Kept, both.Value.Merged, clock.GetUtcNow());
        if (!undone.IsOk) return undone;
        await db.SaveChangesAsync(cancel);
        return await rows.Return(merge, cancel) is { } no ? no : undone;
    }, cancel));
}

/// <summary>The two records of a merge, locked, for those who manage both.</summary>
public sealed class MergeDesk(ShouwangDb db, CurrentCaller current)
{
    public async Task<Result<(Volunteer Kept, Volunteer Merged)>> Both(string? keptNumber, string? mergedNumber, CancellationToken cancel)
    {
        var numbers = new[] { (keptNumber ?? "").Trim().ToUpperInvariant(), (mergedNumber ?? "").Trim().ToUpperInvariant() };
        // Whoever books one of them meanwhile waits, and then finds what has become of him.
        if (!db.IsSqlite) await db.Database.SqlQuery<Guid>($"select id as \"Value\" from volunteers where number = any ({numbers}) order by id for update").ToListAsync(cancel);
        var found = await db.Volunteers().Include(v => v.Skills).Where(v => numbers.Contains(v.Number)).ToListAsync(cancel);
        var (kept, merged) = (found.FirstOrDefault(v => v.Number == numbers[0]), found.FirstOrDefault(v => v.Number == numbers[1]));
        var no = new List<Refusal>();
        if (kept is null || !current.Rights.May(VolunteersAccess.See, kept.UnitPath)) no.Add(new Refusal("volunteers.volunteer.unknown").At("kept"));
        else if (current.Lacks(VolunteersAccess.Manage, kept.UnitPath) is { } lacks) no.Add(lacks.At("kept"));
        if (merged is null || !current.Rights.May(VolunteersAccess.See, merged.UnitPath)) no.Add(new Refusal("volunteers.volunteer.unknown").At("merged"));
        else if (current.Lacks(VolunteersAccess.Manage, merged.UnitPath) is { } lacks) no.Add(lacks.At("merged"));
        return no.Count > 0 ? no : (kept!, merged!);
    }

    /// <summary>What the database refuses is said in words: one person is not at two places at once.</summary>
    public async Task<Result<T>> Guarded<T>(Func<Task<Result<T>>> work)
    {
        try { return await work(); }
        catch (DbException clash) when (clash is PostgresException { ConstraintName: VolunteersTables.NoOverlap or ReserveTables.CalledOnce }
            || clash is SqliteException && (clash.Message.Contains(VolunteersTables.NoOverlap, StringComparison.Ordinal) || clash.Message.Contains(ReserveTables.CalledOnce, StringComparison.Ordinal)))
        {
            db.ChangeTracker.Clear();
            return new Refusal("volunteers.merge.two-places").At("merged");
        }
    }
}

using Microsoft.EntityFrameworkCore.Metadata;

namespace Shouwang.Volunteers;

/// <summary>撤销作业: takes back whom an import has made, unless something has happened with him since; those stay, with the reason.</summary>
public sealed class TakeBackImport(ShouwangDb db, FactWriter facts, TimeProvider clock)
{
    private const int BatchSize = 500;
    private const string Applied = "volunteers.volunteer.applied";
    private static readonly Type[] OwnRows = [typeof(VolunteerSkill), typeof(ImportedVolunteer)];

    public async Task<bool> Run(Guid id, CancellationToken cancel)
    {
        while (await db.InTransaction(() => Step(id, cancel), cancel)) cancel.ThrowIfCancellationRequested();
        return true;
    }

    private async Task<bool> Step(Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var import = await db.Imports().FirstAsync(i => i.Id == id, cancel);
        if (import.State != ImportState.Undoing) return false;
        var people = await db.ImportedVolunteers().Where(p => p.ImportId == id && p.Stayed == null).OrderBy(p => p.VolunteerId).Take(BatchSize).ToListAsync(cancel);
        if (people.Count == 0) import.CompleteUndo(clock.GetUtcNow());
        else await TakeBack(import, people, cancel);
        await db.SaveChangesAsync(cancel);
        return people.Count > 0;
    }

    private async Task TakeBack(VolunteerImport import, List<ImportedVolunteer> people, CancellationToken cancel)
    {
        var all = people.Select(p => p.VolunteerId).ToList();
        if (!db.IsSqlite) await db.Volunteers().FromSql($"select * from volunteers where id = any ({all.Select(v => v.Value).ToArray()}) order by id for update").AsNoTracking().Select(v => v.Id).ToListAsync(cancel);
        var (acted, referred) = (await Acted(all, cancel), await Referred(all, cancel));
        foreach (var person in people)
            person.Stayed = referred.Contains(person.VolunteerId.Value) ? "referred" : acted.Contains(person.VolunteerId.Value) ? "acted" : null;
        var gone = people.Where(p => p.Stayed is null).Select(p => p.VolunteerId).ToList();
        var where = await db.Volunteers().AsNoTracking().Where(v => gone.Contains(v.Id)).Select(v => new { v.Id, v.UnitId, v.UnitPath }).ToListAsync(cancel);
        await facts.Pour(db, [.. where.Select(v => new FactsOfSave(v.UnitId, v.UnitPath, 2,
            [new FactDraft("volunteers.volunteer.taken-back", "volunteer", v.Id.Value, new Dictionary<string, object?>())]))], cancel);
        await db.ImportedVolunteers().Where(p => gone.Contains(p.VolunteerId)).ExecuteDeleteAsync(cancel);
        foreach (var person in people.Where(p => p.Stayed is null)) db.Entry(person).State = EntityState.Detached;
        await db.VolunteerSkills().Where(s => gone.Contains(s.VolunteerId)).ExecuteDeleteAsync(cancel);
        await db.Volunteers().Where(v => gone.Contains(v.Id)).ExecuteDeleteAsync(cancel);
        import.TakeBack(gone.Count, people.Count - gone.Count);
    }

    // Whoever has logged in, was changed, shown or called has a fact beside his first.
    private async Task<HashSet<Guid>> Acted(List<VolunteerId> people, CancellationToken cancel)
    {
        var ids = people.Select(p => p.Value).ToList();
        return [.. await db.Facts().AsNoTracking().Where(f => ids.Contains(f.SubjectId) && f.Type != Applied).Select(f => f.SubjectId).Distinct().ToListAsync(cancel)];
    }

    // Whatever table of whatever room points to him: the model knows them all, also those that come later.
    private async Task<HashSet<Guid>> Referred(List<VolunteerId> people, CancellationToken cancel)
    {
        var found = new HashSet<Guid>();
        foreach (var (entity, property) in VolunteerReferences.In(db.Model).Where(r => !OwnRows.Contains(r.Entity.ClrType)))
            found.UnionWith(await VolunteerReferences.Pointing(db, entity, property, people, cancel));
        return found;
    }
}

/// <summary>Every column of the whole house that names a volunteer, read from the model: no list that somebody could forget.</summary>
static class VolunteerReferences
{
    public static IEnumerable<(IEntityType Entity, IProperty Property)> In(IModel model) =>
        from entity in model.GetEntityTypes()
        where entity.ClrType != typeof(Volunteer) && entity.GetTableName() is not null
        from property in entity.GetProperties()
        where property.ClrType == typeof(VolunteerId) || property.ClrType == typeof(VolunteerId?)
        select (entity, property);

    /// <summary>Which of these people the column names.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "EF1002", Justification = "Names of our own tables and columns only.")]
    public static async Task<List<Guid>> Pointing(ShouwangDb db, IEntityType entity, IProperty property, List<VolunteerId> people, CancellationToken cancel)
    {
        var (table, column) = (entity.GetTableName()!, property.GetColumnName());
        if (db.IsSqlite)
        {
            var list = System.Text.Json.JsonSerializer.Serialize(people.Select(p => p.Value.ToString().ToUpperInvariant()));
            return [.. (await db.Database.SqlQueryRaw<string>($"select distinct \"{column}\" as \"Value\" from \"{table}\" where \"{column}\" in (select value from json_each({{0}}))", list).ToListAsync(cancel)).Select(Guid.Parse)];
        }
        return await db.Database.SqlQueryRaw<Guid>($"select distinct \"{column}\" as \"Value\" from \"{table}\" where \"{column}\" = any ({{0}})", [people.Select(p => p.Value).ToArray()]).ToListAsync(cancel);
    }
}

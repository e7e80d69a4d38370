using Microsoft.EntityFrameworkCore.Metadata;
using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>Lets the rows of a person follow from one record to another, in every table of every room, and back again.</summary>
/// <remarks>
/// Which columns name a volunteer is read from the model; a new table follows by itself. A row for which the kept record has its twin
/// (the same team, the same exclusion) stays where it is. See docs/decisions/0010.
/// </remarks>
public sealed class MovedRows(ShouwangDb db, TimeProvider clock)
{
    // What is said on the record itself, keys that open something, and sums that are counted anew.
    private static readonly Type[] Stay = [typeof(VolunteerSkill), typeof(ImportedVolunteer), typeof(CalendarLink), typeof(BookedTime), typeof(VolunteerMerge)];

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "EF1002", Justification = "Names of our own tables and columns only.")]
    public async Task<Refusal?> Follow(VolunteerMerge merge, CancellationToken cancel)
    {
        if (await Recount(merge.MergedId, merge.KeptId, await Bookings(merge.MergedId, null, cancel), cancel) is { } no) return no;
        foreach (var (entity, property) in Moving())
        {
            var (table, column) = Names(entity, property);
            await db.Database.ExecuteSqlRawAsync(
                $"insert into volunteer_merge_rows (merge_id, table_name, column_name, row_key) select {{0}}, '{table}', '{column}', {Key(entity, property)} from \"{table}\" t where t.\"{column}\" = {{1}}{NoTwin(entity, property)}",
                [Id(merge.Id), Id(merge.MergedId.Value), Id(merge.KeptId.Value)], cancel);
            await Move(merge.Id, entity, property, merge.MergedId, merge.KeptId, cancel);
        }
        return null;
    }

    public async Task<Refusal?> Return(VolunteerMerge merge, CancellationToken cancel)
    {
        var back = await db.MergedRows().Where(r => r.MergeId == merge.Id && r.TableName == "bookings").Select(r => r.RowKey).ToListAsync(cancel);
        var bookings = await Bookings(merge.KeptId, [.. back.Select(key => new BookingId(Guid.Parse(key)))], cancel);
        foreach (var (entity, property) in Moving()) await Move(merge.Id, entity, property, merge.KeptId, merge.MergedId, cancel);
        return await Recount(merge.KeptId, merge.MergedId, bookings, cancel);
    }

    private IEnumerable<(IEntityType Entity, IProperty Property)> Moving() =>
        VolunteerReferences.In(db.Model).Where(r => !Stay.Contains(r.Entity.ClrType) && !(r.Entity.ClrType == typeof(Team) && r.Property.Name == nameof(Team.LeaderId)));

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "EF1002", Justification = "Names of our own tables and columns only.")]
    private Task<int> Move(Guid merge, IEntityType entity, IProperty property, VolunteerId from, VolunteerId to, CancellationToken cancel)
    {
        var (table, column) = Names(entity, property);
        return db.Database.ExecuteSqlRawAsync(
            $"update \"{table}\" as t set \"{column}\" = {{0}} where t.\"{column}\" = {{1}} and {Key(entity, property)} in (select row_key from volunteer_merge_rows where merge_id = {{2}} and table_name = '{table}' and column_name = '{column}')",
            [Id(to.Value), Id(from.Value), Id(merge)], cancel);
    }

    private async Task<List<Booking>> Bookings(VolunteerId volunteer, IReadOnlyList<BookingId>? only, CancellationToken cancel)
    {
        var all = await db.Bookings().AsNoTracking().Where(b => b.VolunteerId == volunteer).ToListAsync(cancel);
        return only is null ? all : [.. all.Where(b => only.Contains(b.Id))];
    }

    // Minutes of a day and a week follow their bookings. What is past may add up to more than the limit; what is to come may not.
    private async Task<Refusal?> Recount(VolunteerId from, VolunteerId to, List<Booking> bookings, CancellationToken cancel)
    {
        var today = LocalTime.Today(clock);
        var sums = bookings.SelectMany(b => new[] { (Span: BookedSpan.Day, Begins: Day(b), b.Minutes), (Span: BookedSpan.Week, Begins: DutyLimits.Monday(Day(b)), b.Minutes) })
            .GroupBy(b => (b.Span, b.Begins)).Select(group => (group.Key.Span, group.Key.Begins, Minutes: group.Sum(b => b.Minutes))).OrderBy(sum => sum.Begins).ThenBy(sum => sum.Span);
        var mostOf = await db.Volunteers().AsNoTracking().Where(v => v.Id == to).Select(v => new { v.MostMinutesPerDay, v.MostMinutesPerWeek }).FirstAsync(cancel);
        foreach (var (span, begins, minutes) in sums)
        {
            var most = span == BookedSpan.Day ? mostOf.MostMinutesPerDay : mostOf.MostMinutesPerWeek;
            var name = span.ToString();
            object day = db.IsSqlite ? Bulk.ForSqlite(begins) : begins;
            await db.Database.ExecuteSqlAsync($"update booked_times set minutes = minutes - {minutes} where volunteer_id = {Id(from.Value)} and span = {name} and begins = {day}", cancel);
            var there = await db.BookedTimes().AsNoTracking().Where(t => t.VolunteerId == to && t.Span == span && t.Begins == begins).Select(t => t.Minutes).FirstOrDefaultAsync(cancel);
            if (there + minutes > most && begins.AddDays(span == BookedSpan.Day ? 0 : 6) >= today) return new Refusal("volunteers.merge.too-much", ("day", begins)).At("merged");
            await db.Database.ExecuteSqlAsync(
                $"""
                 insert into booked_times (volunteer_id, span, begins, minutes, most) values ({Id(to.Value)}, {name}, {day}, {minutes}, {Math.Max(most, minutes)})
                 on conflict (volunteer_id, span, begins) do update set minutes = booked_times.minutes + {minutes}, most = case when booked_times.most < booked_times.minutes + {minutes} then booked_times.minutes + {minutes} else booked_times.most end
                 """, cancel);
        }
        return null;
    }

    private static DateOnly Day(Booking booking) => DateOnly.FromDateTime(LocalTime.Here(booking.From).DateTime);

    private static (string Table, string Column) Names(IEntityType entity, IProperty property) => (entity.GetTableName()!, property.GetColumnName());

    // The key of a row without the volunteer in it, as text.
    private string Key(IEntityType entity, IProperty property)
    {
        var parts = entity.FindPrimaryKey()!.Properties.Where(part => part != property).Select(part =>
            db.IsSqlite ? $"cast(t.\"{part.GetColumnName()}\" as text)"
            : part.ClrType == typeof(DateTimeOffset) ? $"extract(epoch from t.\"{part.GetColumnName()}\")::text" : $"t.\"{part.GetColumnName()}\"::text").ToList();
        return parts.Count == 0 ? "''" : string.Join(" || '|' || ", parts);
    }

    // The kept record may hold the twin of a row: then the row stays.
    private static string NoTwin(IEntityType entity, IProperty property)
    {
        var (table, column) = Names(entity, property);
        var keys = entity.GetIndexes().Where(index => index.IsUnique && index.Properties.Contains(property)).Select(index => (index.Properties, Filter: index.GetFilter()))
            .Append((entity.FindPrimaryKey()!.Properties, null)).Where(key => key.Properties.Contains(property));
        return string.Concat(keys.Select(key =>
        {
            var same = string.Concat(key.Properties.Where(part => part != property).Select(part => $" and k.\"{part.GetColumnName()}\" = t.\"{part.GetColumnName()}\""));
            var twin = $"exists (select 1 from \"{table}\" k where k.\"{column}\" = {{2}}{same}{(key.Filter is null ? "" : $" and ({key.Filter})")})";
            return key.Filter is null ? $" and not {twin}" : $" and (not ({key.Filter}) or not {twin})";
        }));
    }

    private object Id(Guid id) => db.IsSqlite ? Bulk.ForSqlite(id) : id;
}

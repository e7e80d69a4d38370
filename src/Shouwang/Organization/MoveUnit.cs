using Microsoft.EntityFrameworkCore.Metadata;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>调整隶属: hangs a unit with everything below it under another parent, and rewrites the paths of all that belongs to them.</summary>
/// <remarks>
/// Every table that carries a path takes part, whichever room it is of: they are read from the model. The ledger does not: a fact tells
/// where something happened at that time, and its path is under the seal of the chain.
/// </remarks>
public sealed class MoveUnit(ShouwangDb db, UnitKeeping keeping, TimeProvider clock)
{
    public Task<Result<Done>> Run(string code, string? parentCode, CancellationToken cancel) => db.Retrying(() => db.InTransaction(async () =>
    {
        var (found, target) = (await keeping.Run(code, cancel), await keeping.Run(parentCode, cancel));
        if (found.Refusal is { } no) return no;
        if (target.Refusal is { } nowhere) return nowhere.IsForbidden ? nowhere : nowhere.At("parent");
        var unit = found.Value;
        if (unit.ParentId == target.Value.Id) return Done.It;
        var before = unit.Path;
        var decision = unit.MoveUnder(target.Value, LocalTime.Today(clock));
        if (!decision.IsOk) return decision;
        await db.SaveChangesAsync(cancel);
        foreach (var table in TablesWithPath(db.Model)) await Rewrite(table, before, unit.Path, cancel);
        return decision;
    }, cancel));

    /// <summary>The columns that carry the path of a unit, without the ledger: the unit a row belongs to, and any other it names (a path beside the unit's id).</summary>
    public static IEnumerable<(string Table, string Column)> TablesWithPath(IModel model) => model.GetEntityTypes()
        .Where(entity => typeof(IInUnit).IsAssignableFrom(entity.ClrType) && entity.ClrType != typeof(Fact))
        .SelectMany(entity => entity.GetProperties().Where(IsPathOfUnit), (entity, path) => (entity.GetTableName()!, path.GetColumnName()))
        .Distinct();

    private static bool IsPathOfUnit(IProperty property) => property.Name == nameof(IInUnit.UnitPath)
        || property.Name.EndsWith("Path", StringComparison.Ordinal) && property.DeclaringType.FindProperty(property.Name[..^4] + "Id")?.ClrType == typeof(UnitId);

    // Names of tables and columns come from the model, the paths go as parameters.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "EF1002", Justification = "Names come from the model, values are parameters.")]
    private Task<int> Rewrite((string Table, string Column) where, string before, string after, CancellationToken cancel)
    {
        var (table, column) = where;
        var sql = $"update {table} set {column} = {{0}} || substr({column}, {{1}}) where substr({column}, 1, {{2}}) = {{3}}";
        return db.Database.ExecuteSqlRawAsync(sql, [after, before.Length + 1, before.Length, before], cancel);
    }
}

using System.Linq.Expressions;

namespace Shouwang.Organization;

/// <summary>The one scope filter: pages, API, exports and jobs see only what lies within their reach.</summary>
static class Scope
{
    /// <summary>The rows that lie in the reach; none, when it is nowhere.</summary>
    public static IQueryable<T> Within<T>(this IQueryable<T> rows, Reach reach) where T : class, IInUnit
    {
        if (reach.IsNowhere) return rows.Where(_ => false);
        var row = Expression.Parameter(typeof(T), "row");
        var inside = reach.Paths.Select(path => reach.Alone ? Exactly(row, path) : Inside(row, path)).Aggregate(Expression.OrElse);
        return rows.Where(Expression.Lambda<Func<T, bool>>(inside, row));
    }

    // A path and all that begin with it, as a range, so that the index on the path serves. '0' is the character after '/'.
    private static BinaryExpression Inside(ParameterExpression row, string path)
    {
        var unitPath = Expression.Property(row, nameof(IInUnit.UnitPath));
        var compare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;
        Expression Against(string bound) => Expression.Call(compare, unitPath, Known(bound));
        return Expression.AndAlso(
            Expression.GreaterThanOrEqual(Against(path), Expression.Constant(0)),
            Expression.LessThan(Against(path[..^1] + "0"), Expression.Constant(0)));
    }

    private static BinaryExpression Exactly(ParameterExpression row, string path) =>
        Expression.Equal(Expression.Property(row, nameof(IInUnit.UnitPath)), Known(path));

    // The database sees the path itself: a plan kept for any path would sort a whole district to show fifty rows of it.
    private static MethodCallExpression Known(string path) =>
        Expression.Call(typeof(EF), nameof(EF.Constant), [typeof(string)], Expression.Property(Expression.Constant(new Bound(path)), nameof(Bound.Text)));

    // Captured like a closure, so that EF translates the query once for all paths.
    private sealed record Bound(string Text);
}

using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Shouwang.Data;

/// <summary>Minutes between two instants, reckoned by the database: so that a median needs no row in memory.</summary>
static class Elapsed
{
    /// <summary>Only inside queries.</summary>
    public static double? Minutes(DateTimeOffset? from, DateTimeOffset? until) => throw new NotSupportedException("Only inside queries.");

    internal static void Map(ModelBuilder model, bool sqlite)
    {
        var function = model.HasDbFunction(typeof(Elapsed).GetMethod(nameof(Minutes))!);
        function.HasTranslation(arguments => sqlite ? OfMilliseconds(arguments[0], arguments[1]) : OfInterval(arguments[0], arguments[1]));
    }

    // Instants are whole milliseconds there.
    private static SqlBinaryExpression OfMilliseconds(SqlExpression from, SqlExpression until) =>
        Over(Minus(until, from, typeof(long), new LongTypeMapping("INTEGER")), 60_000);

    private static SqlBinaryExpression OfInterval(SqlExpression from, SqlExpression until) =>
        Over(new SqlFunctionExpression("date_part", [new SqlConstantExpression("epoch", new StringTypeMapping("text", null)), Minus(until, from, typeof(TimeSpan), new TimeSpanTypeMapping("interval"))],
            nullable: true, [false, true], typeof(double), Real), 60);

    private static SqlBinaryExpression Minus(SqlExpression until, SqlExpression from, Type type, RelationalTypeMapping mapping) =>
        new(System.Linq.Expressions.ExpressionType.Subtract, until, from, type, mapping);

    private static SqlBinaryExpression Over(SqlExpression time, double parts) =>
        new(System.Linq.Expressions.ExpressionType.Divide, time, new SqlConstantExpression(parts, Real), typeof(double), Real);

    private static DoubleTypeMapping Real { get; } = new("double precision");
}

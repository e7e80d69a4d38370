using Microsoft.Data.Sqlite;
using Npgsql;

namespace Shouwang.Data;

/// <summary>Names the constraint that refused a save, the same for both engines.</summary>
static class Conflict
{
    private const int SqliteConstraint = 19;

    /// <summary>The name of the constraint or trigger, or SQLite's list of columns; null when the save failed for another reason.</summary>
    public static string? Of(DbUpdateException failed) => failed.InnerException switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.CheckViolation } refused => refused.ConstraintName,
        SqliteException { SqliteErrorCode: SqliteConstraint } refused => refused.Message,
        _ => null,
    };

    /// <summary>True when PostgreSQL has stopped this one of two that waited for each other.</summary>
    public static bool IsDeadlock(Exception failed)
    {
        for (var cause = failed; cause is not null; cause = cause.InnerException)
            if (cause is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected }) return true;
        return false;
    }
}

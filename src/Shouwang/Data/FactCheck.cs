using System.Data;
using System.Data.Common;

namespace Shouwang.Data;

/// <summary>Where a chain is broken, and how.</summary>
/// <param name="Unit">Code of the unit, or its id when the unit is unknown.</param>
/// <param name="Sequence">The first fact that is wrong, or the one that is missing.</param>
/// <param name="What">What is wrong with it.</param>
public sealed record BrokenChain(string Unit, long Sequence, string What);

/// <summary>What a check of the ledger has found.</summary>
public sealed record FactReport(long Facts, int Chains, IReadOnlyList<BrokenChain> Broken)
{
    public bool IsWhole => Broken.Count == 0;
}

/// <summary>核验: reads the whole ledger and proves that nothing in it was changed, taken out, put in or cut off.</summary>
/// <remarks>A chain that was cut together with its head is whole again: only heads kept elsewhere (<see cref="FactAnchor"/>) show it.</remarks>
public sealed class FactCheck(ShouwangDb db, FactSeal seal)
{
    private const string Lines = """
        select unit_id, unit_path, sequence, at, type, subject, subject_id, subject_version, actor_kind, actor_id, on_behalf_of, via, payload, mac
        from facts order by unit_id, sequence
        """;

    /// <summary>Checks every chain, in one view of the database, against its head and, if given, against anchored heads.</summary>
    public async Task<FactReport> Run(FactAnchor? anchor, Action<long>? progress, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        var connection = db.Database.GetDbConnection();
        await using var view = await connection.BeginTransactionAsync(db.IsSqlite ? IsolationLevel.Serializable : IsolationLevel.RepeatableRead, cancel);
        var codes = await Codes(connection, view, cancel);
        var walk = new Walk(seal, await Heads(connection, view, cancel), anchor, codes);
        await using (var command = Ask(connection, view, Lines))
        await using (var lines = await command.ExecuteReaderAsync(cancel))
        {
            while (await lines.ReadAsync(cancel))
            {
                walk.Next(lines);
                if (progress is not null && walk.Facts % 10_000 == 0) progress(walk.Facts);
            }
        }
        return walk.End();
    }

    /// <summary>The heads of all chains as they are now.</summary>
    public async Task<Dictionary<Guid, (long Sequence, string Mac)>> Heads(CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        return await Heads(db.Database.GetDbConnection(), null, cancel);
    }

    private static async Task<Dictionary<Guid, (long Sequence, string Mac)>> Heads(DbConnection connection, DbTransaction? view, CancellationToken cancel)
    {
        var heads = new Dictionary<Guid, (long, string)>();
        await using var command = Ask(connection, view, "select unit_id, sequence, mac from fact_chains");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) heads[rows.GetGuid(0)] = (rows.GetInt64(1), rows.GetString(2));
        return heads;
    }

    private static async Task<Dictionary<Guid, string>> Codes(DbConnection connection, DbTransaction view, CancellationToken cancel)
    {
        var codes = new Dictionary<Guid, string>();
        await using var command = Ask(connection, view, "select id, code from units");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) codes[rows.GetGuid(0)] = rows.GetString(1);
        return codes;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constant texts of this class.")]
    private static DbCommand Ask(DbConnection connection, DbTransaction? view, string sql)
    {
        var command = connection.CreateCommand();
        (command.Transaction, command.CommandText, command.CommandTimeout) = (view, sql, 0);
        return command;
    }

    /// <summary>Goes along the lines, chain after chain; of each chain only the first mistake counts.</summary>
    private sealed class Walk(FactSeal seal, Dictionary<Guid, (long Sequence, string Mac)> heads, FactAnchor? anchor, Dictionary<Guid, string> codes)
    {
        private readonly Dictionary<Guid, (long Sequence, string Mac)> anchored = anchor?.Heads.ToDictionary(head => head.Unit, head => (head.Sequence, head.Mac)) ?? [];
        private readonly HashSet<Guid> seen = [];
        private readonly List<BrokenChain> broken = [];
        private Guid unit;
        private long sequence;
        private string mac = FactSeal.Start;
        private bool lost = true; // before the first chain there is none to close

        public long Facts { get; private set; }

        public void Next(DbDataReader row)
        {
            Facts++;
            var of = row.GetGuid(0);
            if (of != unit || seen.Count == 0) Begin(of);
            if (lost) return;
            var line = Line(row, of, out var exact);
            var stored = row.GetString(13);
            if (line.Sequence != sequence + 1) Break(sequence + 1, line.Sequence <= sequence ? "stands twice" : "is missing");
            else if (!exact || !seal.Holds(mac, line, stored)) Break(line.Sequence, "does not match its seal: it was changed, put in or moved");
            else if (anchored.TryGetValue(unit, out var kept) && kept.Sequence == line.Sequence && kept.Mac != stored) Break(line.Sequence, "is another one than the anchor holds");
            (sequence, mac) = (line.Sequence, stored);
        }

        public FactReport End()
        {
            Close();
            foreach (var (chain, head) in heads)
                if (head.Sequence > 0 && !seen.Contains(chain)) Break(chain, 1, "is missing, and all after it");
            foreach (var (chain, kept) in anchored)
                if (!seen.Contains(chain) && !heads.ContainsKey(chain)) Break(chain, 1, $"is missing: the anchor knows {kept.Sequence} facts");
            return new FactReport(Facts, seen.Count, broken);
        }

        private void Begin(Guid next)
        {
            Close();
            (unit, sequence, mac, lost) = (next, 0, FactSeal.Start, false);
            // A unit whose lines come in two places cannot be: they are read in the order of units.
            seen.Add(next);
        }

        private void Close()
        {
            if (lost) return;
            if (!heads.TryGetValue(unit, out var head)) Break(sequence, "is the last, but the chain has no head");
            else if (head.Sequence > sequence) Break(sequence + 1, $"is missing: the head counts {head.Sequence}");
            else if (head != (sequence, mac)) Break(sequence, "is not the one that the head names");
            else if (anchored.TryGetValue(unit, out var kept) && kept.Sequence > sequence) Break(sequence + 1, $"is missing: the anchor knows {kept.Sequence}");
        }

        private void Break(long at, string what)
        {
            Break(unit, at, what);
            lost = true;
        }

        private void Break(Guid chain, long at, string what) => broken.Add(new BrokenChain(codes.GetValueOrDefault(chain, chain.ToString()), at, what));

        private static FactLine Line(DbDataReader row, Guid of, out bool exact)
        {
            var at = Milliseconds(row, out exact);
            return new FactLine(of, row.GetString(1), row.GetInt64(2), at, row.GetString(4), row.GetString(5), row.GetGuid(6), row.GetInt32(7),
                row.GetString(8), row.GetGuid(9), row.IsDBNull(10) ? null : row.GetString(10), row.IsDBNull(11) ? null : row.GetString(11), row.GetString(12));
        }

        // PostgreSQL keeps microseconds; facts are written in whole milliseconds, so anything finer was put there later.
        private static long Milliseconds(DbDataReader row, out bool exact)
        {
            exact = true;
            if (row.GetFieldType(3) == typeof(long)) return row.GetInt64(3);
            var ticks = row.GetDateTime(3).Ticks - DateTime.UnixEpoch.Ticks;
            exact = ticks % TimeSpan.TicksPerMillisecond == 0;
            return ticks / TimeSpan.TicksPerMillisecond;
        }
    }
}

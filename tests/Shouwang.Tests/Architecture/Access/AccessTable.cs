using Shouwang.Organization;

namespace Shouwang.Architecture;

/// <summary>Where somebody stands to the thing: at its own unit, above, below, beside, at a cousin, in another district.</summary>
public enum Relation
{
    Own,
    Above,
    Below,
    Beside,
    Cousin,
    Elsewhere,
}

/// <summary>What a row says of one call: who is answered, and how the others are refused.</summary>
/// <param name="Call">Method and address as the house knows them: <c>GET /units/{Code}</c>.</param>
/// <param name="Near">Letters of the roles at the thing's unit or above it; <c>self</c> for the member of staff it belongs to.</param>
/// <param name="Far">Letters of the roles anywhere else.</param>
/// <param name="Volunteer"><c>self</c>, <c>any</c> or nothing.</param>
/// <param name="Anybody">Without log-in: <c>yes</c>, <c>key</c> (with a partner's key) or nothing.</param>
/// <param name="Refused">How one is refused who holds the right, but elsewhere: 403, 404, or nothing.</param>
sealed record AccessRow(string Call, string Near, string Far, string Volunteer, string Anybody, string Refused)
{
    public string Method => Call.Split(' ')[0];

    public string Pattern => Call.Split(' ')[1];

    public bool Allows(Role role, Relation relation) => (relation is Relation.Own or Relation.Above ? Near : Far).Contains(AccessTable.Letter(role), StringComparison.Ordinal);
}

/// <summary>The table of <c>docs/operating/access.md</c>: the one place that says who may call what.</summary>
static class AccessTable
{
    public const string Nothing = "–", Himself = "self";
    private const string Letters = "CDLTBSGA", Everybody = "all";

    public static string File { get; } = Sources.Folder("docs", "operating", "access.md");

    public static char Letter(Role role) => Letters[(int)role];

    /// <summary>One row per method; a line of the file may name several.</summary>
    public static IReadOnlyList<AccessRow> Read() =>
    [
        .. System.IO.File.ReadLines(File).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line =>
        {
            var cells = line.Trim('|', ' ').Split('|').Select(cell => cell.Trim().Trim('`')).ToList();
            var address = cells[0].Split(' ')[^1];
            return cells[0].Split(' ')[..^1].Select(method => new AccessRow($"{method} {address}", Spelled(cells[1]), Spelled(cells[2]), Cell(cells[3]), Cell(cells[4]), Cell(cells[5])));
        }),
    ];

    /// <summary>The line that would say this; pages that are read and sent share one.</summary>
    public static string Line(AccessRow row) =>
        $"| `{row.Call}` | {Short(row.Near)} | {Short(row.Far)} | {Dash(row.Volunteer)} | {Dash(row.Anybody)} | {Dash(row.Refused)} |";

    /// <summary>The letters of those roles, in the order of the legend.</summary>
    public static string Of(IEnumerable<Role> roles) => new([.. roles.Distinct().Order().Select(Letter)]);

    private static string Spelled(string cell) => cell.Replace(Everybody, Letters, StringComparison.Ordinal).Replace(Nothing, "", StringComparison.Ordinal);

    private static string Cell(string cell) => cell == Nothing ? "" : cell;

    private static string Short(string cell) => Dash(cell.Replace(Letters, Everybody, StringComparison.Ordinal));

    private static string Dash(string cell) => cell.Length == 0 ? Nothing : cell;
}

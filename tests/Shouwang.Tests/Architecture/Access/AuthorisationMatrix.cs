using System.Collections.Concurrent;
using Shouwang.Organization;

namespace Shouwang.Architecture;

/// <summary>
/// 权限表: <c>docs/operating/access.md</c> says who may call what; the running house is asked every cell of it, both ways.
/// A call that is not in the file fails, and the message holds the row that would say what the house does now.
/// </summary>
public sealed class AuthorisationMatrix
{
    private readonly ConcurrentBag<string> wrong = [];

    [Fact]
    public async Task Every_call_of_the_house_is_in_the_file_and_every_cell_of_the_file_is_true()
    {
        await using var town = await AccessTown.Build(Engine.Sqlite);
        var (rows, offered, probe) = (AccessTable.Read(), AccessCalls.Offered(town.House), new AccessProbe(town));
        foreach (var twice in rows.GroupBy(row => row.Call).Where(group => group.Count() > 1)) wrong.Add("twice in the file: " + twice.Key);
        foreach (var gone in rows.ExceptBy(offered.Select(call => call.Call), row => row.Call)) wrong.Add("in the file but not in the house: " + gone.Call);
        var known = offered.Join(rows, call => call.Call, row => row.Call, (call, row) => (call, row)).ToList();
        await Collect(town, probe, known);

        var before = await Facts(town);
        await Ask(town, known, expected: false, (call, visitor) => call is { IsPage: true, IsRead: false } ? probe.TryForms(call, visitor) : probe.Try(call, visitor));
        if (await Facts(town) is var after && after.Count > before.Count) wrong.Add("A no has changed something: " + string.Join(", ", after.Skip(before.Count)));
        await Ask(town, known, expected: true, (call, visitor) => probe.Try(call, visitor));
        await AskForForeignUnits(town, probe, known);
        foreach (var call in offered.ExceptBy(rows.Select(row => row.Call), call => call.Call)) wrong.Add("not in the file; the house does this: " + AccessTable.Line(await Observe(town, probe, call)));
        None.Of(wrong.Order(StringComparer.Ordinal));
    }

    /// <summary>The same on PostgreSQL where the database decides: every read and act of the API for the unit itself, beside it and in another district.</summary>
    [DatabaseTheory]
    public async Task Both_databases_decide_alike(Engine engine)
    {
        if (engine == Engine.Sqlite) return; // it was asked everything above
        await using var town = await AccessTown.Build(engine);
        town.Visitors.RemoveAll(visitor => visitor.Role is not null && visitor.Relation is Relation.Above or Relation.Below or Relation.Cousin);
        var (rows, probe) = (AccessTable.Read().ToDictionary(row => row.Call), new AccessProbe(town));
        var known = AccessCalls.Offered(town.House).Where(call => call.Pattern.StartsWith("/api/", StringComparison.Ordinal) && rows.ContainsKey(call.Call)).Select(call => (call, rows[call.Call])).ToList();
        foreach (var expected in new[] { false, true }) await Ask(town, known, expected, (call, visitor) => probe.Try(call, visitor));
        None.Of(wrong.Order(StringComparer.Ordinal));
    }

    private async Task Ask(AccessTown town, IReadOnlyList<(OfferedCall Call, AccessRow Row)> known, bool expected, Func<OfferedCall, Visitor, Task<List<AccessProbe.Answer>>> ask) =>
        await Parallel.ForEachAsync(town.Visitors, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (visitor, _) =>
        {
            foreach (var (call, row) in known.Where(pair => Says(pair.Row, visitor) == expected && (!expected || IsWorthAsking(pair.Call, visitor))))
                foreach (var answer in await ask(call, visitor)) Judge(call, row, visitor, expected, answer);
        });

    /// <summary>Whoever looks at his own list and writes another unit into the address sees nothing of it.</summary>
    private async Task AskForForeignUnits(AccessTown town, AccessProbe probe, IReadOnlyList<(OfferedCall Call, AccessRow Row)> known)
    {
        foreach (var visitor in town.Visitors.Where(visitor => visitor.Role is not null && visitor.Relation is Relation.Beside or Relation.Elsewhere))
        foreach (var (call, row) in known.Where(pair => pair.Call is { IsRead: true, Pattern: not "/live" } && !pair.Call.Pattern.Contains('{', StringComparison.Ordinal) && Says(pair.Row, visitor) && pair.Row.Anybody != "yes"))
            foreach (var answer in await probe.Try(call, visitor, "?unit=" + LittleDistrict.PineCode)) CheckShown(call, row, visitor, answer);
    }

    private void Judge(OfferedCall call, AccessRow row, Visitor visitor, bool expected, AccessProbe.Answer answer)
    {
        if (answer.Status >= 500 || (answer.Yes != expected && !IsEmptyHanded(call, row, expected, answer))) wrong.Add($"{call.Method} {answer.Address}: {visitor.Name} got {answer.Status}, the file says {(expected ? "yes" : "no")}");
        else if (!expected && answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture) is var status && row.Refused is "403" or "404" && call is not { IsPage: true, IsRead: false }
            && visitor.Role is { } role && row.Near.Contains(AccessTable.Letter(role), StringComparison.Ordinal) && status != row.Refused)
            wrong.Add($"{call.Method} {answer.Address}: {visitor.Name} was refused with {status}, the file says {row.Refused}");
        CheckShown(call, row, visitor, answer);
    }

    private void CheckShown(OfferedCall call, AccessRow row, Visitor visitor, AccessProbe.Answer answer)
    {
        var near = visitor.Role is not null && visitor.Relation is Relation.Own or Relation.Above;
        if (!near && !visitor.IsHimself && row.Anybody != "yes" && answer.Shown is { } shown) wrong.Add($"{call.Method} {answer.Address}: {visitor.Name} was shown {shown}");
    }

    // A form of a page that one does not see is told that it is gone; that nothing came of it, the ledger proves.
    private static bool IsEmptyHanded(OfferedCall call, AccessRow row, bool expected, AccessProbe.Answer answer) =>
        !expected && ((call is { IsPage: true, IsRead: false } && answer.Status is 400 or 409 or 422) || (row.Refused == "422" && answer.Status == 422));

    // A no is asked of everybody. A yes takes a page's time to write: a paper is printed for the unit itself, a page written there, above and in another district.
    private static bool IsWorthAsking(OfferedCall call, Visitor visitor) =>
        visitor.Role is null || (IsPaper(call) ? visitor.Relation == Relation.Own : !call.IsPage || visitor.Relation is Relation.Own or Relation.Above or Relation.Elsewhere);

    private static bool IsPaper(OfferedCall call) => call.Pattern.EndsWith(".pdf", StringComparison.Ordinal);

    /// <summary>What the file says of somebody.</summary>
    internal static bool Says(AccessRow row, Visitor visitor) => visitor switch
    {
        { Role: { } role } => row.Allows(role, visitor.Relation) || (visitor.IsHimself && row.Near.Contains(AccessTable.Himself, StringComparison.Ordinal)),
        { Kind: ActorKind.Volunteer } => row.Volunteer == "any" || (row.Volunteer == AccessTable.Himself && visitor.IsHimself),
        { Kind: ActorKind.Key } => row.Anybody is "yes" or "key",
        _ => row.Anybody == "yes",
    };

    private static async Task Collect(AccessTown town, AccessProbe probe, IReadOnlyList<(OfferedCall Call, AccessRow Row)> known)
    {
        foreach (var (call, row) in known.Where(pair => pair.Call is { IsPage: true, IsRead: true }))
            if (town.Visitors.FirstOrDefault(visitor => Says(row, visitor) && (visitor.Relation == Relation.Own || visitor.Role is null)) is { } may) await probe.Collect(call.Pattern, may);
    }

    private static Task<List<string>> Facts(AccessTown town) => town.House.Read(db => db.Set<Fact>().AsNoTracking().OrderBy(fact => fact.Id).Select(fact => fact.Type).ToListAsync());

    /// <summary>The row that says what the house does now: for whoever adds a call, to be read and judged before it is pasted.</summary>
    private static async Task<AccessRow> Observe(AccessTown town, AccessProbe probe, OfferedCall call)
    {
        var (yes, refused) = (new ConcurrentBag<Visitor>(), new ConcurrentBag<int>());
        await Parallel.ForEachAsync(town.Visitors.Where(visitor => !IsPaper(call) || visitor.Relation == Relation.Own), new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (visitor, _) =>
        {
            if ((await probe.Try(call, visitor))[0] is { Yes: false } no) refused.Add(visitor is { Role: not null, Relation: > Relation.Above } ? no.Status : 0);
            else yes.Add(visitor);
        });
        bool Has(string name) => yes.Any(visitor => visitor.Name == name);
        IEnumerable<Role> Roles(params Relation[] where) => yes.Where(visitor => visitor is { Role: not null } && !visitor.Name.StartsWith("he ", StringComparison.Ordinal) && where.Contains(visitor.Relation)).Select(visitor => visitor.Role!.Value);
        var (near, far) = (AccessTable.Of(Roles(Relation.Own)), AccessTable.Of(Roles(Relation.Below, Relation.Beside, Relation.Cousin, Relation.Elsewhere)));
        return new AccessRow(call.Call, near.Length == 0 && Has("he himself") ? AccessTable.Himself : near, far,
            Has("another volunteer") ? "any" : Has("the volunteer") ? AccessTable.Himself : "", Has("nobody") ? "yes" : Has("a partner's key") ? "key" : "",
            near.Length > far.Length ? refused.Contains(404) ? "404" : "403" : "");
    }
}

using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Architecture;

/// <summary>Breaks silently without it: a rule that nothing notices is a rule that anybody may take away. Each is removed in turn, and each that does not exist is added.</summary>
public sealed class RulesThatAreMissed
{
    // Whoever lacks the first of a room sees nothing on which the others could act.
    private static readonly Dictionary<string, string> Gates = new() { ["dispatch"] = "dispatch.orders.see", ["volunteers"] = "volunteers.see", ["broadcast"] = "broadcast.messages.see", ["organization"] = "organization.units.see" };

    [Fact]
    public async Task No_rule_can_be_taken_away_or_added_without_a_cell_of_the_file_turning_false()
    {
        var rules = Rooms.AccessRules.ToList();
        await using var town = await AccessTown.Build(Engine.Sqlite, rules);
        var (rows, probe, unnoticed) = (AccessTable.Read().ToDictionary(row => row.Call), new AccessProbe(town), new List<string>());
        var needs = Needs(town.House);
        var calls = AccessCalls.Offered(town.House).Where(call => !call.Leaves && rows.ContainsKey(call.Call) && !call.Pattern.EndsWith(".pdf", StringComparison.Ordinal) && rows[call.Call].Anybody != "yes").ToList();
        foreach (var permission in Rooms.AccessRules.Select(rule => rule.Permission).Distinct())
        foreach (var role in Enum.GetValues<Role>())
        {
            var (rule, visitor) = (new AccessRule(role, permission), town.Visitors.First(visitor => visitor.Name == $"{role} {Relation.Own}"));
            var exists = rules.Contains(rule);
            if (exists) rules.Remove(rule);
            else rules.Add(rule);
            var affected = calls.Where(call => AuthorisationMatrix.Says(rows[call.Call], visitor) == exists && Concerns(call, permission, needs));
            var noticed = false;
            foreach (var call in affected.OrderBy(call => !needs[call.Call].Contains(permission.Code)).ThenBy(call => call.IsPage))
                if ((await probe.Try(call, visitor))[0].Yes != exists && (noticed = true)) break;
            if (exists) rules.Add(rule);
            else rules.Remove(rule);
            if (!noticed && (exists || HoldsGate(rules, role, permission))) unnoticed.Add($"{(exists ? "without" : "with")} {role} may {permission.Code}");
        }
        None.Of(unnoticed);
    }

    private static bool HoldsGate(IEnumerable<AccessRule> rules, Role role, Permission permission) =>
        rules.Any(rule => rule.Role == role && rule.Permission.Code == Gates[permission.Code.Split('.')[0]]);

    // An address that names the permission, or one of the room that names none or another of the same room: there the use case asks.
    private static bool Concerns(OfferedCall call, Permission permission, Dictionary<string, HashSet<string>> needs) =>
        needs[call.Call].Contains(permission.Code) || (!call.IsPage && (needs[call.Call].Count == 0 || needs[call.Call].Any(code => code.Split('.')[0] == permission.Code.Split('.')[0])));

    private static Dictionary<string, HashSet<string>> Needs(TestHouse house) => house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => (Call: $"{method} {endpoint.RoutePattern.RawText}", endpoint)))
        .GroupBy(pair => pair.Call).ToDictionary(group => group.Key, group => group.SelectMany(pair => pair.endpoint.Metadata.OfType<NeedsAttribute>()).Select(need => need.Permission.Code).ToHashSet());
}

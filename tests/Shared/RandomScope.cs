using Shouwang.Organization;

namespace Shouwang;

/// <summary>
/// 随机范围: a tree of units nobody has thought of, with roles held in it, shares between its units, and times; and what may be seen by it, told by walking
/// from parent to parent instead of comparing paths: the oracle beside the one scope function.
/// </summary>
public sealed class RandomScope
{
    public static readonly Permission See = new("test.things.see", "看"), Do = new("test.things.do", "做"), Reveal = new("test.things.reveal", "看电话");

    private static readonly AccessRule[] Rules = [new(Role.Clerk, See), new(Role.Clerk, Do), new(Role.Clerk, Reveal), new(Role.Leader, See), new(Role.Dispatcher, Do)];
    private static readonly ShareRule[] Shareable = [new(See, SharedThing.Orders, ShareTier.View), new(Do, SharedThing.Orders, ShareTier.Assist)];
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<(int Parent, string Path)> units = [];
    private readonly List<(Role Role, int Unit, DateTimeOffset? Until)> grants = [];
    private readonly List<(int From, int To, SharedThing Thing, ShareTier Tier, DateTimeOffset Since, DateTimeOffset? Until)> shares = [];

    public RandomScope(Random random)
    {
        var size = random.Next(1, 30);
        while (units.Count < size)
        {
            // A forest: some roots, so that other districts are in it; codes of which one begins like another.
            var parent = units.Count == 0 || random.Next(8) == 0 ? -1 : random.Next(units.Count);
            var code = $"{"aAbB1-"[random.Next(6)]}{units.Count}";
            units.Add((parent, $"{(parent < 0 ? "/" : units[parent].Path)}{code}/"));
        }
        for (var i = random.Next(5); i > 0; i--) grants.Add(((Role)random.Next(4), random.Next(size), Ending(random)));
        for (var i = random.Next(8); i > 0; i--)
            shares.Add((random.Next(size), random.Next(size), (SharedThing)random.Next(2), (ShareTier)random.Next(2), Now.AddMinutes(random.Next(-4, 2)), Ending(random)));
        Rights = new Rights([.. grants.Select(grant => new HeldRole(grant.Role, units[grant.Unit].Path, grant.Until))], Rules, Now,
            [.. shares.Select(share => new HeldShare(units[share.From].Path, units[share.To].Path, share.Thing, share.Tier, share.Since, share.Until, Shareable))]);
    }

    public Rights Rights { get; }

    public IEnumerable<string> Paths => units.Select(unit => unit.Path);

    /// <summary>The paths of all units where this is allowed, found unit by unit.</summary>
    public IEnumerable<string> Allowed(Permission permission) => Enumerable.Range(0, units.Count).Where(unit => Owns(permission, unit) || IsShared(permission, unit)).Select(unit => units[unit].Path);

    private bool Owns(Permission permission, int unit) =>
        grants.Any(grant => (grant.Until is null || Now < grant.Until) && Rules.Contains(new AccessRule(grant.Role, permission)) && IsUnder(unit, grant.Unit));

    private bool IsShared(Permission permission, int unit) => permission != Reveal && shares.Any(share => share.Thing == SharedThing.Orders && share.Since <= Now && (share.Until is null || Now < share.Until)
        && (permission == See || share.Tier == ShareTier.Assist) && IsUnder(unit, share.From) && Owns(permission, share.To));

    private bool IsUnder(int unit, int above)
    {
        for (; unit >= 0; unit = units[unit].Parent)
            if (unit == above) return true;
        return false;
    }

    // Over, over at this very instant, still running, or open-ended.
    private static DateTimeOffset? Ending(Random random) => random.Next(10) switch { 0 => Now.AddMinutes(-1), 1 => Now, 2 or 3 => Now.AddMinutes(1), _ => null };
}

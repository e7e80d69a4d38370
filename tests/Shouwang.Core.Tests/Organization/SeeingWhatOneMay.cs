namespace Shouwang.Organization;

/// <summary>The one scope function beside an oracle that walks the tree, on 10,000 trees with roles, shares and times.</summary>
public sealed class SeeingWhatOneMay
{
    [Fact]
    public void The_reach_is_what_the_oracle_finds()
    {
        var (random, shared, nothing) = (new Random(20261125), 0, 0);
        for (var round = 0; round < 10_000; round++)
        {
            var scope = new RandomScope(random);
            foreach (var permission in new[] { RandomScope.See, RandomScope.Do, RandomScope.Reveal })
            {
                var (reach, allowed) = (scope.Rights.Where(permission), scope.Allowed(permission).ToHashSet());
                foreach (var path in scope.Paths)
                {
                    if (reach.Covers(path) != allowed.Contains(path)) Assert.Fail($"round {round}, {permission.Code} at {path}: {string.Join(' ', reach.Paths)}");
                    if (scope.Rights.IsLent(permission, path)) shared++;
                }
                if (allowed.Count == 0) nothing++;
            }
        }
        Assert.True(shared > 1_000 && nothing > 1_000, $"{shared} {nothing}"); // the trees are not all alike
    }
}

namespace Shouwang.Architecture;

/// <summary>Asserts that a list of faults is empty, and shows all of them when it is not.</summary>
static class None
{
    public static void Of(IEnumerable<string?> faults)
    {
        var all = faults.ToList();
        Assert.True(all.Count == 0, $"{all.Count}:\n" + string.Join('\n', all));
    }
}

namespace Shouwang.Harness;

/// <summary>Whether this run takes its time: more rounds of races and crashes (<c>./test --nightly</c>).</summary>
static class Nightly
{
    public static bool Is { get; } = Environment.GetEnvironmentVariable("SHOUWANG_TEST_NIGHTLY") is { Length: > 0 };

    /// <summary>The one number by day, the other by night.</summary>
    public static int Or(int byDay, int byNight) => Is ? byNight : byDay;
}

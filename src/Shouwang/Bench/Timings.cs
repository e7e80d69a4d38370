using System.Collections.Concurrent;
using System.Diagnostics;

namespace Shouwang.Bench;

/// <summary>Half and the slowest hundredth (and twentieth) of one step, in milliseconds.</summary>
sealed record StepTime(string Step, double Median, double P95, double P99);

/// <summary>How long the steps of many loops took.</summary>
sealed class Timings
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> steps = [];
    private readonly List<string> order = [];
    private TimeSpan wall, processor;
    private int loops;

    public double PerSecond => wall == TimeSpan.Zero ? 0 : loops / wall.TotalSeconds;

    /// <summary>Processor time of the server for one loop; it does not grow when neighbours are busy.</summary>
    public double ProcessorMilliseconds => loops == 0 ? 0 : processor.TotalMilliseconds / loops;

    /// <summary>Runs one loop for everybody, so many at a time.</summary>
    public static async Task Of(IEnumerable<BenchVolunteer> people, int clients, Func<BenchVolunteer, Timings, Task> loop)
    {
        var timings = new Timings();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (volunteer, _) => await loop(volunteer, timings));
    }

    public async Task Add(IEnumerable<BenchVolunteer> people, int clients, Func<BenchVolunteer, Timings, Task> loop, BenchServer server)
    {
        var (crowd, begun, used) = (people.ToList(), Stopwatch.GetTimestamp(), server.ProcessorTime);
        await Parallel.ForEachAsync(crowd, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (volunteer, _) => await loop(volunteer, this));
        wall += Stopwatch.GetElapsedTime(begun);
        processor += server.ProcessorTime - used;
        loops += crowd.Count;
    }

    public async Task<T> Time<T>(string step, Func<Task<T>> work)
    {
        var begun = Stopwatch.GetTimestamp();
        var result = await work();
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        steps.GetOrAdd(step, name =>
        {
            lock (order) order.Add(name);
            return [];
        }).Add(took);
        return result;
    }

    /// <summary>The steps in the order in which they first came.</summary>
    public IReadOnlyList<StepTime> Steps() => [.. order.Distinct().Select(step =>
    {
        var times = steps[step].Order().ToList();
        return new StepTime(step, At(times, 0.5), At(times, 0.95), At(times, 0.99));
    })];

    private static double At(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}

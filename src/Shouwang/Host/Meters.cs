using System.Diagnostics.Metrics;

namespace Shouwang.Host;

/// <summary>What the house measures of itself. Labels are names from the program, never people, ids or addresses.</summary>
static class Meters
{
    public const string Name = "Shouwang";
    private static readonly Meter House = new(Name);
    private static readonly Counter<long> JobRuns = House.CreateCounter<long>("shouwang_job_runs_total", description: "Runs of each job");
    private static readonly Histogram<double> JobSeconds = House.CreateHistogram<double>("shouwang_job_seconds", "s", "How long runs of each job take");

    public static void JobRan(string job, bool failed, TimeSpan took)
    {
        JobRuns.Add(1, new("job", job), new("outcome", failed ? "failed" : "done"));
        JobSeconds.Record(took.TotalSeconds, new KeyValuePair<string, object?>("job", job));
    }
}

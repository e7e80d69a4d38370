using System.Diagnostics.Metrics;

namespace Shouwang.Host;

/// <summary>What the house measures of itself. Labels are names from the program, never people, ids or addresses.</summary>
static class Meters
{
    public const string Name = "Shouwang";
    private static readonly Meter House = new(Name);
    private static readonly Counter<long> JobRuns = House.CreateCounter<long>("shouwang_job_runs_total", description: "Runs of each job");
    private static readonly Histogram<double> JobSeconds = House.CreateHistogram<double>("shouwang_job_seconds", "s", "How long runs of each job take");

    private static readonly Counter<long> SecretChecks = House.CreateCounter<long>("shouwang_secret_checks_total", description: "Passwords, codes and keys that were really checked");

    public static void SecretChecked(string kind) => SecretChecks.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public static void JobRan(string job, bool failed, TimeSpan took)
    {
        JobRuns.Add(1, new("job", job), new("outcome", failed ? "failed" : "done"));
        JobSeconds.Record(took.TotalSeconds, new KeyValuePair<string, object?>("job", job));
    }
}

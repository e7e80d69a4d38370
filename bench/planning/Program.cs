using Shouwang.Bench;

// One command for everything that is measured about the planner; see README.md beside this file.
return args switch
{
    ["matching", .. var rest] => MatchingBench.Run(rest),
    ["flow", var file, ..] => FlowBench.Run(file, args.Contains("simplex")),
    ["time", var kind, var needs, var volunteers] => MatchingBench.Time(kind, needs, volunteers),
    ["export", var kind, var needs, var volunteers, var file] => MatchingBench.Export(kind, needs, volunteers, file),
    ["curtois", var folder, var seconds, .. var rest] => RosterBench.Curtois(folder, seconds, rest is [var threads] ? threads : "1"),
    ["routes", var folder, var seconds, var searches, .. var rest] => RouteBench.Run(folder, seconds, searches, rest is [var every] ? every : "1"),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("matching [small] | flow FILE.min [simplex] | export slack|scarce NEEDS VOLUNTEERS FILE.min | curtois FOLDER SECONDS [THREADS] | routes FOLDER SECONDS SEARCHES [EVERY]");
    return 2;
}

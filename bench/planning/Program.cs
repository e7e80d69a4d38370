using System.Diagnostics;
using Shouwang.Dispatch;
using Shouwang.Foundation;

if (args[0] == "flow")
{
    for (var run = 0; run < 2; run++)
    {
        var watch = Stopwatch.StartNew();
        using var file = File.OpenRead(args[1]);
        var problem = DimacsFlow.Read(file);
        var read = watch.ElapsedMilliseconds;
        var plan = args.Length > 2 ? MinCostFlow.Solve(problem) : FlowFiles.Solve(problem);
        Console.WriteLine($"read {read} solve {watch.ElapsedMilliseconds - read} cost {plan.Cost} missing {plan.Missing} sound {FlowChecker.IsSound(problem, plan)}");
    }
    return;
}
var (kind, needs, volunteers) = (args[0], int.Parse(args[1], null), int.Parse(args[2], null));
var method = args.Length > 3 && args[3].Length > 5 ? Enum.Parse<MatchingMethod>(args[3]) : (MatchingMethod?)null;
var request = kind == "slack" ? MatchingInstances.Slack(needs, volunteers, 1) : MatchingInstances.Scarce(needs, volunteers, 1);
if (args.Length > 3 && args[3] == "out")
{
    using var writer = new StreamWriter(args[4]);
    DimacsFlow.Write(MatchingFlow.Of(CandidateSearch.Find(request)), writer);
    return;
}
for (var run = 0; run < 3; run++)
{
    var watch = Stopwatch.StartNew();
    var problem = CandidateSearch.Find(request);
    var found = watch.ElapsedMilliseconds;
    var plan = MatchingSolver.Solve(problem, method);
    Console.WriteLine($"{kind} {needs}x{volunteers} arcs {problem.CandidateCosts.Length} candidates {found} ms, solve {watch.ElapsedMilliseconds - found} ms {plan.Method} cost {plan.Cost} bound {plan.Bound} optimal {plan.IsOptimal} open {plan.Shortages.Sum(s => s.Missing)}/{problem.Demands.Sum()}");
}

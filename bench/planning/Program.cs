using System.Diagnostics;
using Shouwang.Dispatch;

var (kind, needs, volunteers) = (args[0], int.Parse(args[1], null), int.Parse(args[2], null));
var method = args.Length > 3 ? Enum.Parse<MatchingMethod>(args[3]) : (MatchingMethod?)null;
var request = kind == "slack" ? MatchingInstances.Slack(needs, volunteers, 1) : MatchingInstances.Scarce(needs, volunteers, 1);
for (var run = 0; run < 3; run++)
{
    var watch = Stopwatch.StartNew();
    var problem = CandidateSearch.Find(request);
    var found = watch.ElapsedMilliseconds;
    var plan = MatchingSolver.Solve(problem, method);
    Console.WriteLine($"{kind} {needs}x{volunteers} arcs {problem.CandidateCosts.Length} candidates {found} ms, solve {watch.ElapsedMilliseconds - found} ms {plan.Method} cost {plan.Cost} bound {plan.Bound} optimal {plan.IsOptimal} open {plan.Shortages.Sum(s => s.Missing)}/{problem.Demands.Sum()}");
}

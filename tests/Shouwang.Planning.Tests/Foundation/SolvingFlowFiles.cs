using System.Text;
using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Foundation;

public class SolvingFlowFiles
{
    private const string Small = "c a triangle\np min 3 3\nn 1 4\nn 3 -4\na 1 2 0 3 1\na 2 3 0 9 1\na 1 3 1 9 5\n";

    [Fact]
    public void A_small_file_is_solved_and_its_solution_written()
    {
        using var solution = new StringWriter();
        var (problem, plan) = FlowFiles.Match(StreamOf(Small), solution);
        Assert.Equal("s 11\nf 1 2 3\nf 2 3 3\nf 1 3 1\n", solution.ToString());
        Assert.True(FlowChecker.IsProvenOptimal(problem, plan));
    }

    [Fact]
    public void What_is_written_is_read_back_alike()
    {
        var problem = RandomNetwork(3);
        using var text = new StringWriter();
        DimacsFlow.Write(problem, text);
        var again = DimacsFlow.Read(StreamOf(text.ToString()));
        Assert.Equal(problem.Supplies, again.Supplies);
        Assert.Equal(problem.From.Zip(problem.To), again.From.Zip(again.To));
        Assert.Equal(problem.Lower.Zip(problem.Upper, problem.Costs), again.Lower.Zip(again.Upper, again.Costs));
    }

    [Theory]
    [InlineData("p min 2 1\nn 1 x\n", "line 2")]
    [InlineData("p min 2 1\na 1 3 0 1 1\n", "line 2")]
    [InlineData("p min 2 1\na 1 2 2 1 1\n", "line 2")]
    [InlineData("p min 2 1\n", "0 arcs where 1")]
    [InlineData("p max 2 1\n", "p min")]
    [InlineData("a 1 2 0 1 1\n", "before the problem line")]
    [InlineData("", "no problem line")]
    [InlineData("p min 2 1\na 1 2 0 1 1.5\n", "whole number")]
    [InlineData("q\n", "unknown line")]
    [InlineData("p min 2 1\na 1 2 0 1 1 7\n", "line 2")]
    [InlineData("p min 2 0\np min 2 0\n", "second problem line")]
    public void A_broken_file_is_refused_with_its_line(string file, string message)
    {
        var error = Assert.Throws<FormatException>(() => DimacsFlow.Read(StreamOf(file)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p min 3 1\nn 1 1\nn 3 -1\na 1 2 0 1 1\n")]
    [InlineData("p min 4 3\nn 1 1\nn 2 1\nn 4 -2\na 1 3 0 1 1\na 2 3 0 1 1\na 3 4 0 1 1\n")]
    public void An_impossible_problem_is_refused(string file)
    {
        using var solution = new StringWriter();
        Assert.Throws<InvalidDataException>(() => FlowFiles.Match(StreamOf(file), solution));
    }

    [Fact]
    public void The_simplex_proves_its_optimum_on_random_networks()
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            var problem = RandomNetwork(seed);
            var plan = MinCostFlow.Solve(problem);
            Assert.Equal(0, plan.Missing);
            Assert.True(FlowChecker.IsProvenOptimal(problem, plan), $"seed {seed}");
        }
    }

    [Fact]
    public void A_matching_in_disguise_costs_the_same_as_the_simplex_finds()
    {
        for (var seed = 0UL; seed < 100; seed++)
        {
            var problem = FromOneSource(MatchingFlow.Of(RandomMatching(seed)));
            var plan = FlowFiles.Solve(problem);
            Assert.Empty(plan.Prices);
            Assert.True(FlowChecker.IsSound(problem, plan), $"seed {seed}");
            Assert.Equal(MinCostFlow.Solve(problem).Cost, plan.Cost);
        }
    }

    private static MatchingProblem RandomMatching(ulong seed) => CandidateSearch.Find(MatchingInstances.Slack(10, 12, seed), 5);

    private static FlowProblem FromOneSource(FlowProblem problem)
    {
        var needs = Enumerable.Range(0, problem.NodeCount).Where(node => problem.Supplies[node] > 0).ToList();
        var source = problem.NodeCount;
        return new()
        {
            Supplies = [.. problem.Supplies.Select(supply => Math.Min(0, supply)), needs.Sum(node => problem.Supplies[node])],
            From = [.. problem.From, .. needs.Select(_ => source)],
            To = [.. problem.To, .. needs],
            Lower = [.. problem.Lower, .. needs.Select(_ => 0L)],
            Upper = [.. problem.Upper, .. needs.Select(node => problem.Supplies[node])],
            Costs = [.. problem.Costs, .. needs.Select(node => (long)node)],
        };
    }

    private static FlowProblem RandomNetwork(ulong seed)
    {
        var chance = new SeededChance(seed);
        var nodes = chance.Between(2, 25);
        var (from, to, lower, upper, costs) = (new List<int>(), new List<int>(), new List<long>(), new List<long>(), new List<long>());
        var supplies = new long[nodes];
        for (var i = 0; i < nodes * 5; i++)
        {
            var (a, b, low, carried) = (chance.Below(nodes), chance.Below(nodes), chance.Below(3), chance.Below(6));
            from.Add(a);
            to.Add(b);
            lower.Add(low);
            upper.Add(low + carried + chance.Below(5));
            costs.Add(chance.Between(-20, 50));
            // The balance of a flow that exists, so that the problem is feasible.
            supplies[a] += low + carried;
            supplies[b] -= low + carried;
        }
        return new() { Supplies = supplies, From = [.. from], To = [.. to], Lower = [.. lower], Upper = [.. upper], Costs = [.. costs] };
    }

    private static MemoryStream StreamOf(string text) => new(Encoding.ASCII.GetBytes(text));
}

using System.Globalization;

namespace Shouwang.Foundation;

/// <summary>DIMACS 最小费用流文件: reads problems (<c>p min</c>, <c>n</c>, <c>a</c>) and writes problems and solutions (<c>s</c>, <c>f</c>).</summary>
/// <remarks>Format of the First DIMACS Implementation Challenge (1991). Nodes are numbered from 1 in the file.</remarks>
public static class DimacsFlow
{
    /// <summary>Reads a problem.</summary>
    /// <exception cref="FormatException">The file is broken; the message names the line.</exception>
    public static FlowProblem Read(Stream file)
    {
        var reader = new DimacsReader(file);
        while (reader.NextLine() is { } kind) reader.Take(kind);
        return reader.Finish();
    }

    /// <summary>Writes a problem.</summary>
    public static void Write(FlowProblem problem, TextWriter file)
    {
        var culture = CultureInfo.InvariantCulture;
        file.Write(string.Create(culture, $"p min {problem.NodeCount} {problem.ArcCount}\n"));
        for (var node = 0; node < problem.NodeCount; node++)
            if (problem.Supplies[node] != 0) file.Write(string.Create(culture, $"n {node + 1} {problem.Supplies[node]}\n"));
        for (var arc = 0; arc < problem.ArcCount; arc++)
            file.Write(string.Create(culture, $"a {problem.From[arc] + 1} {problem.To[arc] + 1} {problem.Lower[arc]} {problem.Upper[arc]} {problem.Costs[arc]}\n"));
    }

    /// <summary>Writes a solution: the cost, then every arc that carries anything.</summary>
    public static void WriteSolution(FlowProblem problem, FlowPlan plan, TextWriter file)
    {
        var culture = CultureInfo.InvariantCulture;
        file.Write(string.Create(culture, $"s {plan.Cost}\n"));
        for (var arc = 0; arc < problem.ArcCount; arc++)
            if (plan.Flow[arc] != 0) file.Write(string.Create(culture, $"f {problem.From[arc] + 1} {problem.To[arc] + 1} {plan.Flow[arc]}\n"));
    }
}

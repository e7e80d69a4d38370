using System.CommandLine;
using Shouwang.Host;

namespace Shouwang.Plans;

/// <summary>plan: a problem from a file is solved, its plan written into a file. No database is touched.</summary>
static class PlanCommand
{
    /// <summary>Exit code for a sound file whose problem has no solution.</summary>
    public const int Infeasible = 2;

    public static readonly Option<ulong> Seed = new("--seed") { Description = "Seed of the search; the same seed and --iterations give the same plan on any machine", DefaultValueFactory = _ => 1 };

    public static readonly Option<int> Threads = new("--threads") { Description = "Threads that may search at the same time", DefaultValueFactory = _ => Environment.ProcessorCount };

    public static readonly Option<double> Seconds = new("--seconds") { Description = "Ends within so many seconds, counted from the start of the program, with the best plan found", DefaultValueFactory = _ => 30 };

    public static readonly Option<long?> Iterations = new("--iterations") { Description = "Iterations of each thread instead of seconds: a plan that can be repeated anywhere" };

    public static readonly Option<FileInfo> Out = new("--out") { Description = "File that the plan is written to", Required = true };

    public static Command Make()
    {
        var verb = new Command("plan", "Solve a planning problem from a file: matching, rosters, routes");
        foreach (var option in (Option[])[Threads, Seconds]) option.Validators.Add(result => Positive(result, option));
        verb.Subcommands.Add(PlanMatch.Make());
        verb.Subcommands.Add(PlanRoster.Make());
        verb.Subcommands.Add(PlanRoutes.Make());
        return verb;
    }

    /// <summary>One kind of problem: file in, file out, and the options that all kinds share.</summary>
    public static Command Kind(string name, string description, Func<PlanOrder, CancellationToken, Task<int>> work, params Option[] more)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The problem" };
        var verb = new Command(name, description) { file, Out, Seed, Threads, CommandLine.Json };
        foreach (var option in more) verb.Options.Add(option);
        verb.Runs((parsed, cancel) => Mendable(new PlanOrder(parsed, parsed.GetRequiredValue(file), parsed.GetRequiredValue(Out)), order => work(order, cancel)));
        return verb;
    }

    // What is wrong with a file is for its writer to mend: a sentence, no stack trace.
    private static async Task<int> Mendable(PlanOrder order, Func<PlanOrder, Task<int>> work)
    {
        try { return await work(order); }
        catch (FormatException fault) { throw new SetupException($"{order.File.Name}: {fault.Message}"); }
        catch (OverflowException) { throw new SetupException($"{order.File.Name}: the numbers are so large that sums of them leave 64 bits. Count in a larger unit."); }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException) { throw new SetupException(fault.Message); }
    }

    private static void Positive(System.CommandLine.Parsing.OptionResult result, Option option)
    {
        var isPositive = result.Tokens is not [var token] || (double.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out var value) && value > 0);
        if (!isPositive) result.AddError($"{option.Name} wants a number above 0.");
    }
}

using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Shouwang.Host;
using Shouwang.Rosters;

namespace Shouwang.Plans;

/// <summary>plan curtois: a public shift-scheduling instance, solved with a proven bound.</summary>
static class PlanRoster
{
    public static Command Make() => PlanCommand.Kind(
        "curtois", "Roster of a public shift-scheduling instance (Curtois); writes \"ID,shift,shift,…\", one field a day, empty for a free one", Run, PlanCommand.Seconds, PlanCommand.Iterations);

    private static async Task<int> Run(PlanOrder order, CancellationToken cancel)
    {
        Result<CurtoisInstance> read;
        await using (var file = order.Open())
        using (var text = new StreamReader(file))
            read = CurtoisFile.Read(text);
        if (!read.IsOk) throw new FormatException(InEnglish(read.Refusals[0]));
        var problem = read.Value.Problem;
        var plan = RosterSolver.Solve(problem, order.Parsed.GetValue(PlanCommand.Seed), order.Budget(cancel), order.Parsed.GetValue(PlanCommand.Threads));
        if (RosterChecker.Check(problem, plan) is { IsSound: false } verdict) throw new InvalidOperationException($"The roster breaks its own rules: {string.Join(", ", verdict.Breaches.Take(3))}.");
        await order.Write(writer => CurtoisFile.Write(read.Value, plan, writer));
        order.Say(new PlanFound(plan.Cost, plan.Bound, string.Create(CultureInfo.InvariantCulture, $"cost {plan.Cost}, {problem.People.Length} people, {problem.Days} days")));
        return 0;
    }

    // The command line speaks English.
    private static string InEnglish(Refusal refusal)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        IStringLocalizer words = new TextLocalizer();
        return Texts.Refusal(refusal, words);
    }
}

using System.CommandLine;
using Shouwang.Host;

namespace Shouwang.Plans;

/// <summary>The door of the plans: problems from files, for whoever wants to check the planner from outside.</summary>
public sealed class PlansModule : Module
{
    public override IEnumerable<Command> Commands() => [PlanCommand.Make()];
}

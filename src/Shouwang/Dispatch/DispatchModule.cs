using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>The door of Dispatch: orders from need to review.</summary>
public sealed class DispatchModule : Module
{
    public override IReadOnlyList<AccessRule> Access => DispatchAccess.Rules;
}

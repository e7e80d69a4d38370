using System.Text.Json;

namespace Shouwang.Dispatch;

/// <summary>派单设置: the dispatch policy that a unit (usually the center) has set for its subtree.</summary>
public sealed class DispatchSettings : Aggregate
{
    private DispatchSettings() { }

    /// <summary>The policy, as JSON.</summary>
    public string PolicyJson { get; private set; } = "{}";

    /// <summary>The policy.</summary>
    public DispatchPolicy Policy => JsonSerializer.Deserialize<DispatchPolicy>(PolicyJson)!;

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("dispatch-settings", UnitId.Value);

    /// <summary>The settings of a unit that has none yet.</summary>
    public static DispatchSettings For(IInUnit unit) => new() { UnitId = unit.UnitId, UnitPath = unit.UnitPath };

    /// <summary>设置: other rules from now on; orders under way keep their times.</summary>
    public Result<Done> Set(DispatchPolicy policy)
    {
        var refusals = policy.Check();
        if (refusals.Count > 0) return Result<Done>.Refuse(refusals);
        PolicyJson = JsonSerializer.Serialize(policy);
        Record("dispatch.settings.changed");
        return Done.It;
    }
}

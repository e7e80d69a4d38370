namespace Shouwang.Organization;

/// <summary>登录步骤: what a log-in still waits for after the password.</summary>
public enum LogInStep
{
    /// <summary>第二验证: a code of the authenticator, or a recovery code.</summary>
    [Term("第二验证")] SecondFactor,

    /// <summary>设置第二验证: it has become compulsory for this person.</summary>
    [Term("设置第二验证")] Enrolment,
}

/// <summary>第二验证要求标识: id of a rule about second factors.</summary>
public readonly record struct SecondFactorRuleId(Guid Value) : IId<SecondFactorRuleId>
{
    /// <inheritdoc/>
    public static SecondFactorRuleId From(Guid value) => new(value);
}

/// <summary>第二验证要求: from a day on, whoever holds a role (or any) at a unit or below it logs in with a second factor.</summary>
/// <remarks>GB/T 22239-2019 asks for two factors at level three. Before the day it is optional; from it on it is set up at the next log-in.</remarks>
public sealed class SecondFactorRule : Aggregate
{
    /// <summary>恢复码: how many are given, each good once.</summary>
    public const int RecoveryCodes = 10;

    private SecondFactorRule() { }

    /// <summary>The id.</summary>
    public SecondFactorRuleId Id { get; private set; }

    /// <summary>The role, or null for every role.</summary>
    public Role? Role { get; private set; }

    /// <summary>First day on which it is compulsory.</summary>
    public DateOnly From { get; private set; }

    /// <summary>When the rule was taken back; null while it stands.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("second-factor-rule", Id.Value);

    /// <summary>重置第二验证: for three days another security administrator may agree to take somebody's second factor away.</summary>
    public static DeedKind Reset { get; } = new("organization.second-factor.reset", "重置第二验证", OrganizationAccess.ManageSecondFactors, TimeSpan.FromHours(72));

    /// <summary>要求: makes the second factor compulsory.</summary>
    public static SecondFactorRule Require(SecondFactorRuleId id, Unit unit, Role? role, DateOnly from)
    {
        var rule = new SecondFactorRule { Id = id, UnitId = unit.Id, UnitPath = unit.UnitPath, Role = role, From = from };
        rule.Record("organization.second-factor.required", ("whom", rule.Whom), ("unit", unit.Code), ("from", from));
        return rule;
    }

    /// <summary>取消要求: from now on it is optional again.</summary>
    public Result<Done> End(DateTimeOffset at)
    {
        if (EndedAt is not null) return new Refusal("organization.second-factor.rule-ended");
        EndedAt = at;
        Record("organization.second-factor.optional", ("whom", Whom));
        return Done.It;
    }

    /// <summary>True when this rule asks it of somebody with that role there, on that day.</summary>
    public bool Asks(Role role, string unitPath, DateOnly today) =>
        EndedAt is null && From <= today && (Role is null || Role == role) && unitPath.StartsWith(UnitPath, StringComparison.Ordinal);

    /// <summary>The word for those whom it concerns.</summary>
    public string Whom => Role is { } role ? Term.Of(role) : "全部角色";
}

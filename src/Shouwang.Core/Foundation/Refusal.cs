namespace Shouwang.Foundation;

/// <summary>拒绝: a "no" as a value: a stable code and the facts that explain it.</summary>
/// <remarks>
/// The code reads <c>room.thing.reason</c> (for example <c>dispatch.order.not-open</c>). People read the text that the
/// application holds for the code in Chinese and English; placeholders such as <c>{limit}</c> in the text are filled
/// from <see cref="Facts"/>. Codes ending in <c>.unknown</c> mean "no such thing", codes ending in <c>.forbidden</c>
/// mean "not for you", codes ending in <c>.too-soon</c> "wait", with the seconds among the facts.
/// </remarks>
public sealed record Refusal
{
    /// <summary>A refusal without further facts.</summary>
    public Refusal(string code) : this(code, []) { }

    /// <summary>A refusal with named facts for its text.</summary>
    public Refusal(string code, params (string Name, object? Value)[] facts)
    {
        Code = code;
        Facts = facts.ToDictionary(fact => fact.Name, fact => fact.Value);
    }

    /// <summary>The stable code, asserted in tests and seen by programs.</summary>
    public string Code { get; }

    /// <summary>What fills the text: numbers, states, names of fields; never plain personal data.</summary>
    public IReadOnlyDictionary<string, object?> Facts { get; }

    /// <summary>The form field that the refusal is about, or null when it is about the whole act.</summary>
    public string? Field { get; init; }

    /// <summary>The same refusal, tied to a form field.</summary>
    public Refusal At(string field) => this with { Field = field };

    /// <summary>True for "no such thing".</summary>
    public bool IsUnknown => Code.EndsWith(".unknown", StringComparison.Ordinal);

    /// <summary>True for "not for you".</summary>
    public bool IsForbidden => Code.EndsWith(".forbidden", StringComparison.Ordinal);

    /// <summary>True for "wait"; the fact <c>seconds</c> says how long.</summary>
    public bool IsTooSoon => Code.EndsWith(".too-soon", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Field is null ? Code : $"{Code} @{Field}";
}

namespace Shouwang.Foundation;

/// <summary>结果: either a value or the refusals that stand in its way.</summary>
/// <typeparam name="T">What the caller asked for.</typeparam>
/// <remarks>A form may be wrong in several fields at once, therefore a result holds a list; rules about one thing use <see cref="Refusal"/>.</remarks>
public sealed class Result<T>
{
    private readonly T? value;

    private Result(T? value, IReadOnlyList<Refusal> refusals) => (this.value, Refusals) = (value, refusals);

    /// <summary>Everything that stands in the way; empty when there is a value.</summary>
    public IReadOnlyList<Refusal> Refusals { get; }

    /// <summary>The first refusal, or null when there is a value.</summary>
    public Refusal? Refusal => Refusals.Count == 0 ? null : Refusals[0];

    /// <summary>True when there is a value.</summary>
    public bool IsOk => Refusals.Count == 0;

    /// <summary>The value; asking for it after a refusal is a mistake of the programmer.</summary>
    public T Value => IsOk ? value! : throw new InvalidOperationException($"Refused: {Refusal}");

    /// <summary>A granted result.</summary>
    public static implicit operator Result<T>(T value) => new(value, []);

    /// <summary>A refused result.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(default, [refusal]);

    /// <summary>A result refused for several reasons.</summary>
    public static implicit operator Result<T>(List<Refusal> refusals) => Refuse(refusals);

    /// <summary>A granted result, for types (interfaces) that cannot convert by themselves.</summary>
    public static Result<T> Ok(T value) => new(value, []);

    /// <summary>A result refused for the given reasons; at least one is needed.</summary>
    public static Result<T> Refuse(IReadOnlyList<Refusal> refusals) =>
        refusals.Count > 0 ? new(default, refusals) : throw new ArgumentException("A refusal needs a reason.", nameof(refusals));

    /// <summary>The value turned into something else; refusals pass through.</summary>
    public Result<TOther> Then<TOther>(Func<T, TOther> turn) =>
        IsOk ? Result<TOther>.Ok(turn(value!)) : Result<TOther>.Refuse(Refusals);
}

/// <summary>完成: the value of an act that has nothing to return.</summary>
public readonly record struct Done
{
    /// <summary>The only value.</summary>
    public static Done It => default;
}

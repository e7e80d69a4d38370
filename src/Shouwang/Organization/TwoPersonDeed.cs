using System.Text.Json;

namespace Shouwang.Organization;

/// <summary>One line of what a second person is asked to agree to: 角色 / 调度员. The label is a Chinese word of the room's texts.</summary>
/// <param name="Label">What the line is about.</param>
/// <param name="Value">The value.</param>
/// <param name="IsWord">True when the value is a word of the house and is translated; false for names and other data.</param>
public sealed record DeedLine(string Label, string Value, bool IsWord = false);

/// <summary>双人复核事项: a kind of deed for which two persons answer. A room derives one and names it in its door (<c>Deeds</c>).</summary>
/// <remarks>
/// To ask: <c>AskSecondPerson.Run(kind, unit, content, reason)</c>. Once a second person agrees, <see cref="Carry"/> runs in the
/// same transaction with that person as caller; a refusal takes the agreement back as well, and the request goes on waiting.
/// </remarks>
public abstract class TwoPersonDeed
{
    public abstract DeedKind Kind { get; }

    /// <summary>What exactly is asked for, for the second person to read.</summary>
    public abstract Task<IReadOnlyList<DeedLine>> Describe(string content, CancellationToken cancel);

    /// <summary>Does it.</summary>
    public abstract Task<Result<Done>> Carry(string content, TwoPersonRequest request, CancellationToken cancel);
}

/// <summary>The same with the content as a record of the room.</summary>
public abstract class TwoPersonDeed<TContent> : TwoPersonDeed
{
    protected abstract Task<IReadOnlyList<DeedLine>> Describe(TContent content, CancellationToken cancel);

    protected abstract Task<Result<Done>> Carry(TContent content, TwoPersonRequest request, CancellationToken cancel);

    public sealed override Task<IReadOnlyList<DeedLine>> Describe(string content, CancellationToken cancel) => Describe(Read(content), cancel);

    public sealed override Task<Result<Done>> Carry(string content, TwoPersonRequest request, CancellationToken cancel) => Carry(Read(content), request, cancel);

    private static TContent Read(string content) => JsonSerializer.Deserialize<TContent>(content)!;
}

/// <summary>A room above that tells people what waits for them; called inside the transaction of the request.</summary>
public interface ITwoPersonListener
{
    /// <summary>Somebody asks; these may agree.</summary>
    void Asked(TwoPersonRequest request, DeedKind kind, IReadOnlyList<AccountId> others);

    /// <summary>It was agreed to or refused.</summary>
    void Answered(TwoPersonRequest request, DeedKind kind);
}

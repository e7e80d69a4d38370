namespace Shouwang.Foundation;

/// <summary>聚合: something whose every change of state is written as a fact in the same transaction.</summary>
/// <remarks>The database refuses to save a changed aggregate that has recorded no fact.</remarks>
public abstract class Aggregate : IInUnit
{
    private readonly List<FactDraft> unwritten = [];

    /// <summary>版本: grows by one with every save; two people editing one card cannot overwrite each other.</summary>
    public int Version { get; private set; }

    /// <inheritdoc/>
    public UnitId UnitId { get; protected set; }

    /// <inheritdoc/>
    public string UnitPath { get; protected set; } = "";

    /// <summary>What happened since the last save, in order.</summary>
    public IReadOnlyList<FactDraft> UnwrittenFacts => unwritten;

    /// <summary>Forgets the facts once they are written, and steps the version; called by the database after a save.</summary>
    public void FactsWritten() => unwritten.Clear();

    /// <summary>The kind and id under which facts about this thing are filed.</summary>
    protected abstract (string Subject, Guid Id) Subject { get; }

    /// <summary>Notes that something happened; see <see cref="FactDraft"/> for what the payload may hold.</summary>
    protected void Record(string type, params (string Name, object? Value)[] payload) =>
        unwritten.Add(new FactDraft(type, Subject.Subject, Subject.Id, payload.ToDictionary(p => p.Name, p => p.Value)));
}

/// <summary>属地: belongs to a unit of the network; the one scope filter works on this.</summary>
public interface IInUnit
{
    /// <summary>The unit it belongs to.</summary>
    UnitId UnitId { get; }

    /// <summary>The unit's path from the root, for example <c>/1/4/17/</c>; a subtree is all paths with the same beginning.</summary>
    string UnitPath { get; }
}

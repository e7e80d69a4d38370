namespace Shouwang.Organization;

/// <summary>Who is behind the actors of facts: staff by name, everybody else by what he is.</summary>
public sealed class ActorNames(ShouwangDb db)
{
    /// <summary>Names of the staff among the actors, by account id.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Run(IEnumerable<Fact> facts, CancellationToken cancel)
    {
        var staff = facts.Where(fact => fact.ActorKind == ActorKind.Staff).Select(fact => fact.ActorId).Distinct().ToList();
        return await db.Accounts().AsNoTracking().Where(account => staff.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, account => account.DisplayName, cancel);
    }
}

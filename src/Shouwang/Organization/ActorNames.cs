namespace Shouwang.Organization;

/// <summary>Who is behind the actors of facts: staff and partners by name, everybody else by what he is.</summary>
public sealed class ActorNames(ShouwangDb db)
{
    /// <summary>Names of the staff and of the partners among the actors, by the id of the account or key.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Run(IEnumerable<Fact> facts, CancellationToken cancel)
    {
        var actors = facts.Select(fact => (fact.ActorKind, fact.ActorId)).Distinct().ToLookup(actor => actor.ActorKind, actor => actor.ActorId);
        var (staff, keys) = (actors[ActorKind.Staff].ToList(), actors[ActorKind.Key].Select(id => new PartnerKeyId(id)).ToList());
        var names = await db.Accounts().AsNoTracking().Where(account => staff.Contains(account.Id)).ToDictionaryAsync(account => account.Id, account => account.DisplayName, cancel);
        if (keys.Count > 0)
            foreach (var key in await db.PartnerKeys().AsNoTracking().Where(key => keys.Contains(key.Id)).Select(key => new { key.Id, key.Partner }).ToListAsync(cancel)) names[key.Id.Value] = key.Partner;
        return names;
    }
}

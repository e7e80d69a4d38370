using System.Text.Json;
using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>发起复核: asks for a second person; whoever may agree is told. Nothing else happens yet.</summary>
public sealed class AskSecondPerson(ShouwangDb db, FieldCipher cipher, CurrentCaller current, IEnumerable<ITwoPersonListener> listeners, IdSource ids, TimeProvider clock)
{
    internal const string ContentPurpose = "two-person.content";

    /// <param name="kind">The kind of deed.</param>
    /// <param name="where">The unit concerned; both persons hold the permission over it.</param>
    /// <param name="content">What exactly, as a record that <see cref="TwoPersonDeed{TContent}"/> of the kind reads again; stored encrypted.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<Result<TwoPersonRequestId>> Run(DeedKind kind, IInUnit where, object content, string? reason, CancellationToken cancel)
    {
        if (current.Lacks(kind.Permission, where.UnitPath) is { } no) return no;
        var text = cipher.Seal(JsonSerializer.Serialize(content, content.GetType()), ContentPurpose);
        var asked = TwoPersonRequest.Ask(ids.New<TwoPersonRequestId>(), kind, where, text, reason, current.Actor, clock.GetUtcNow());
        if (!asked.IsOk) return Result<TwoPersonRequestId>.Refuse(asked.Refusals);
        var others = await Others(kind, where.UnitPath, asked.Value.AskedBy, cancel);
        if (others.Count == 0) return new Refusal("organization.two-person.nobody-else", ("permission", kind.Permission.Chinese));
        db.TwoPersonRequests().Add(asked.Value);
        foreach (var listener in listeners) listener.Asked(asked.Value, kind, others);
        await db.SaveChangesAsync(cancel);
        return asked.Value.Id;
    }

    // Whoever holds the permission over the unit, at it or above, with an open account.
    private async Task<List<AccountId>> Others(DeedKind kind, string path, AccountId asker, CancellationToken cancel)
    {
        var (now, above) = (clock.GetUtcNow(), Enumerable.Range(1, path.Length).Select(length => path[..length]).Where(part => part[^1] == '/').ToList());
        var roles = Rooms.AccessRules.Where(rule => rule.Permission == kind.Permission).Select(rule => rule.Role).ToList();
        var holders = await db.RoleGrants().AsNoTracking()
            .Where(grant => roles.Contains(grant.Role) && above.Contains(grant.UnitPath) && grant.From <= now && (grant.Until == null || grant.Until > now) && grant.AccountId != asker)
            .Select(grant => grant.AccountId).Distinct().ToListAsync(cancel);
        var people = holders.Select(holder => holder.Value).ToList();
        var open = await db.Accounts().Where(account => people.Contains(account.Id) && account.DisabledAt == null).Select(account => account.Id).ToListAsync(cancel);
        return [.. open.Select(id => new AccountId(id))];
    }
}

using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>复核: a second person agrees, and the deed is done in the same transaction; or refuses and says why.</summary>
public sealed class AnswerSecondPerson(
    ShouwangDb db, FieldCipher cipher, CurrentCaller current, Callers callers, IEnumerable<TwoPersonDeed> deeds, IEnumerable<ITwoPersonListener> listeners, TimeProvider clock)
{
    public Task<Result<Done>> Run(TwoPersonRequestId id, bool agrees, string? why, CancellationToken cancel) => db.Attempt(async () =>
    {
        var request = await db.TwoPersonRequests().FirstOrDefaultAsync(r => r.Id == id, cancel);
        var deed = deeds.FirstOrDefault(deed => deed.Kind.Code == request?.Deed);
        if (request is null || deed is null || current.Lacks(deed.Kind.Permission, request.UnitPath) is not null) return new Refusal("organization.two-person.unknown");
        var answer = agrees ? await Agree(request, deed.Kind, cancel) : request.Refuse(deed.Kind, current.Actor, why, clock.GetUtcNow());
        if (!answer.IsOk) return answer;
        foreach (var listener in listeners) listener.Answered(request, deed.Kind);
        // Saved before the deed: of two who answer at once, the second finds the version gone and does nothing.
        await db.SaveChangesAsync(cancel);
        return agrees ? await deed.Carry(cipher.Open(request.Content, AskSecondPerson.ContentPurpose), request, cancel) : answer;
    }, cancel);

    // Whoever has asked must still be allowed to: a revoked right does not live on in what waits.
    private async Task<Result<Done>> Agree(TwoPersonRequest request, DeedKind kind, CancellationToken cancel)
    {
        var decision = request.Confirm(kind, current.Actor, clock.GetUtcNow());
        if (!decision.IsOk) return decision;
        var asker = await callers.Staff(request.AskedBy.Value, null, cancel);
        return asker?.Rights.May(kind.Permission, request.UnitPath) == true ? decision : new Refusal("organization.two-person.asker-gone");
    }
}

/// <summary>撤回复核: by whoever has asked.</summary>
public sealed class WithdrawSecondPerson(ShouwangDb db, CurrentCaller current, IEnumerable<TwoPersonDeed> deeds, TimeProvider clock)
{
    public Task<Result<Done>> Run(TwoPersonRequestId id, CancellationToken cancel) => db.Attempt(async () =>
    {
        var request = await db.TwoPersonRequests().FirstOrDefaultAsync(r => r.Id == id, cancel);
        var deed = deeds.FirstOrDefault(deed => deed.Kind.Code == request?.Deed);
        if (request is null || deed is null || request.AskedBy.Value != current.Actor.Id) return new Refusal("organization.two-person.unknown");
        var decision = request.Withdraw(deed.Kind, current.Actor, clock.GetUtcNow());
        if (decision.IsOk) await db.SaveChangesAsync(cancel);
        return decision;
    }, cancel);
}

using Shouwang.Host;

namespace Shouwang.Organization;

/// <summary>One request in the list.</summary>
public sealed record TwoPersonLine(
    Guid Id, string Deed, string UnitName, IReadOnlyList<DeedLine> What, string Reason, string AskedBy, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt,
    TwoPersonState State, string? AnsweredBy, DateTimeOffset? AnsweredAt, string? Answer, bool IsMine, bool MayAnswer);

/// <summary>复核台: what the caller may agree to and what he has asked for himself, waiting ones first.</summary>
public sealed class TwoPersonBoard(ShouwangDb db, FieldCipher cipher, CurrentCaller current, IEnumerable<TwoPersonDeed> deeds, TimeProvider clock)
{
    /// <summary>Older ones stand in the ledger.</summary>
    public const int Most = 100;

    public async Task<IReadOnlyList<TwoPersonLine>> Run(CancellationToken cancel)
    {
        var (me, requests) = (new AccountId(current.Actor.Id), new List<TwoPersonRequest>());
        foreach (var deed in deeds)
        {
            var code = deed.Kind.Code;
            var ofKind = db.TwoPersonRequests().AsNoTracking().Where(request => request.Deed == code);
            requests.AddRange(await ofKind.Within(current.Where(deed.Kind.Permission)).OrderByDescending(request => request.AskedAt).Take(Most).ToListAsync(cancel));
            requests.AddRange(await ofKind.Where(request => request.AskedBy == me).OrderByDescending(request => request.AskedAt).Take(Most).ToListAsync(cancel));
        }
        var now = clock.GetUtcNow();
        return await Lines([.. requests.DistinctBy(request => request.Id).OrderBy(request => request.StateAt(now) != TwoPersonState.Waiting).ThenByDescending(request => request.AskedAt).Take(Most)], now, cancel);
    }

    private async Task<IReadOnlyList<TwoPersonLine>> Lines(List<TwoPersonRequest> requests, DateTimeOffset now, CancellationToken cancel)
    {
        var people = requests.SelectMany(request => new[] { request.AskedBy.Value, request.AnsweredBy?.Value ?? request.AskedBy.Value }).Distinct().ToList();
        var names = await db.Accounts().AsNoTracking().Where(account => people.Contains(account.Id)).ToDictionaryAsync(account => account.Id, account => account.DisplayName, cancel);
        var ids = requests.Select(request => request.UnitId).Distinct().ToList();
        var units = await db.Units().AsNoTracking().Where(unit => ids.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => unit.Name, cancel);
        var lines = new List<TwoPersonLine>();
        foreach (var request in requests)
        {
            var deed = deeds.First(deed => deed.Kind.Code == request.Deed);
            var (state, mine) = (request.StateAt(now), request.AskedBy.Value == current.Actor.Id);
            lines.Add(new TwoPersonLine(
                request.Id.Value, deed.Kind.Chinese, units[request.UnitId], await deed.Describe(cipher.Open(request.Content, AskSecondPerson.ContentPurpose), cancel), request.Reason,
                names.GetValueOrDefault(request.AskedBy.Value, "—"), request.AskedAt, request.ExpiresAt, state,
                request.AnsweredBy is { } second ? names.GetValueOrDefault(second.Value, "—") : null, request.AnsweredAt, request.Answer, mine,
                state == TwoPersonState.Waiting && !mine && current.Lacks(deed.Kind.Permission, request.UnitPath) is null));
        }
        return lines;
    }
}

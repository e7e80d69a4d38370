using Shouwang.Broadcast;

namespace Shouwang.Volunteers;

/// <summary>名额: gives out and takes back places and waiting places, in the caller's transaction. The database itself counts, so that of many at once no more get in than there are places.</summary>
public sealed class RecruitmentSeats(ShouwangDb db, Postbox postbox, TimeProvider clock)
{
    /// <summary>Keeps others out of this line until the transaction ends; taken before anything else is written, so that no two wait for each other. Alone it does nothing.</summary>
    public async Task Hold(RecruitmentCallId call, string skill, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null) return;
        await db.RecruitmentPlaces().Where(p => p.CallId == call && p.Skill == skill).ExecuteUpdateAsync(set => set.SetProperty(p => p.Wanted, p => p.Wanted), cancel);
    }

    /// <summary>A place, else a waiting place, with the number in the line; null when both are full.</summary>
    public async Task<(RecruitmentEntryState State, int Line)?> Take(RecruitmentCallId call, string skill, CancellationToken cancel)
    {
        var place = db.RecruitmentPlaces().Where(p => p.CallId == call && p.Skill == skill);
        var taken = await place.Where(p => p.Taken < p.Places).ExecuteUpdateAsync(set => set.SetProperty(p => p.Taken, p => p.Taken + 1).SetProperty(p => p.LastInLine, p => p.LastInLine + 1), cancel) == 1;
        var waits = !taken && await place.Where(p => p.Waiting < p.WaitingPlaces).ExecuteUpdateAsync(set => set.SetProperty(p => p.Waiting, p => p.Waiting + 1).SetProperty(p => p.LastInLine, p => p.LastInLine + 1), cancel) == 1;
        if (!taken && !waits) return null;
        return (taken ? RecruitmentEntryState.Admitted : RecruitmentEntryState.Waiting, await place.Select(p => p.LastInLine).FirstAsync(cancel));
    }

    /// <summary>Gives back what somebody had.</summary>
    public Task GiveBack(RecruitmentCallId call, string skill, RecruitmentEntryState had, CancellationToken cancel)
    {
        var place = db.RecruitmentPlaces().Where(p => p.CallId == call && p.Skill == skill);
        return had == RecruitmentEntryState.Admitted
            ? place.ExecuteUpdateAsync(set => set.SetProperty(p => p.Taken, p => p.Taken - 1), cancel)
            : place.ExecuteUpdateAsync(set => set.SetProperty(p => p.Waiting, p => p.Waiting - 1), cancel);
    }

    /// <summary>递补: as many of the waiting as there are free places, first in line first; they are told with the caller's save.</summary>
    public async Task MoveUp(RecruitmentCall call, string skill, CancellationToken cancel)
    {
        var place = db.RecruitmentPlaces().Where(p => p.CallId == call.Id && p.Skill == skill);
        var free = await place.Select(p => p.Places - p.Taken).FirstAsync(cancel);
        if (free <= 0) return;
        var next = await db.RecruitmentEntries().Where(e => e.CallId == call.Id && e.Skill == skill && e.State == RecruitmentEntryState.Waiting)
            .Where(e => db.Volunteers().Any(v => v.Id == e.VolunteerId && (v.State == VolunteerState.Active || v.State == VolunteerState.Applied)))
            .OrderBy(e => e.Line).Take(free).ToListAsync(cancel);
        if (next.Count == 0) return;
        await place.ExecuteUpdateAsync(set => set.SetProperty(p => p.Taken, p => p.Taken + next.Count).SetProperty(p => p.Waiting, p => p.Waiting - next.Count), cancel);
        foreach (var entry in next) entry.MoveUp(clock.GetUtcNow());
        Tell(call, "volunteers.recruitment.moved-up", [.. next.Select(entry => entry.VolunteerId)], MessageText.Of("轮到您了，您已被录取：{0}，{1}", call.Title, call.From));
    }

    /// <summary>Tells people something about a call.</summary>
    public void Tell(RecruitmentCall call, string kind, IReadOnlyCollection<VolunteerId> whom, MessageText subject) =>
        postbox.Send(call, kind, whom.Select(volunteer => Recipient.Volunteer(volunteer.Value)), new Notice(subject, null, "/calls/" + call.Code, AboutKind: "recruitment", AboutId: call.Id.Value));
}

using Shouwang.Host;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>指定派单: a dispatcher asks the people he has chosen; a choice against the ranking needs a reason.</summary>
public sealed class AskVolunteers(OrderDesk desk, CandidateFinder finder, DispatchNotices notices, CurrentCaller current, IdSource ids)
{
    private const int LongestReason = 100;

    // What a dispatcher may know better than the rules: he has called, and the person comes all the same.
    private static readonly string[] MayBePinned = ["dispatch.match.too-far", "dispatch.match.already-asked", "volunteers.duty.not-available"];

    public Task<Result<OrderStatus>> Run(OrderId id, int? expectedVersion, IReadOnlyCollection<VolunteerId> chosen, string? pinReason, CancellationToken cancel) =>
        desk.ByStaff(id, expectedVersion, DispatchAccess.Dispatch, async (order, policy, now) =>
        {
            var people = chosen.Distinct().ToList();
            if (people.Count == 0) return new Refusal("dispatch.order.nobody-chosen").At("volunteers");
            if (pinReason?.Trim().Length > LongestReason) return new Refusal("dispatch.place.too-long", ("most", LongestReason)).At("pinReason");
            var (judged, best) = await finder.Compare(order, policy, people, current.Where(VolunteersAccess.See), cancel);
            if (judged.Count < people.Count) return new Refusal("volunteers.volunteer.unknown").At("volunteers");
            if (judged.FirstOrDefault(j => j.Barrier is { } b && !MayBePinned.Contains(b.Code)) is { Barrier: { } barrier }) return barrier.At("volunteers");
            if (judged.Any(j => !best.Contains(j.Candidate.Id)) && string.IsNullOrWhiteSpace(pinReason)) return new Refusal("dispatch.match.pin-reason-missing").At("pinReason");

            var asked = judged.Select(j => new Asked(ids.New<OfferId>(), j.Candidate.Id, MatchReasons.Write(j.Reasons), best.Contains(j.Candidate.Id) ? null : pinReason!.Trim())).ToList();
            var decision = order.Ask(asked, DispatchMode.Chosen, policy.AnswerBy(order.Urgency, now), now);
            if (decision.IsOk) await notices.Asked(order, people, cancel);
            return decision;
        }, cancel);
}

using Shouwang.Organization;

namespace Shouwang.Broadcast;

/// <summary>Tells whoever may agree that something waits, and whoever asked what came of it.</summary>
sealed class TellSecondPersons(Postbox postbox) : ITwoPersonListener
{
    public void Asked(TwoPersonRequest request, DeedKind kind, IReadOnlyList<AccountId> others) =>
        postbox.Send(request, "organization.two-person.asked", others.Select(Recipient.Staff),
            new Notice(MessageText.Of("请您复核：{0}", kind.Chinese), MessageText.Of("请在 {0} 前答复，过期作废。", request.ExpiresAt), "/two-person", Urgency.Normal, "two-person-request", request.Id.Value));

    public void Answered(TwoPersonRequest request, DeedKind kind) =>
        postbox.Send(request, "organization.two-person.answered", [Recipient.Staff(request.AskedBy)],
            new Notice(MessageText.Of("您发起的“{0}”：{1}", kind.Chinese, Term.Of(request.State)), null, "/two-person", Urgency.Normal, "two-person-request", request.Id.Value));
}

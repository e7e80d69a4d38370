using Shouwang.Broadcast;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>What a call-up tells people, through the post office, in the same save as what caused it. A drill tells nobody anything.</summary>
public sealed class CallUpNotices(ShouwangDb db, Postbox postbox, VolunteerWords words, TimeProvider clock)
{
    public const string Asked = "volunteers.call-up.asked";

    /// <summary>集结: can you come?</summary>
    public Task Ask(CallUp callUp, IReadOnlyCollection<VolunteerId> whom, CancellationToken cancel) =>
        Tell(callUp, Asked, whom, MessageText.Of("集结：{0}，{1}", callUp.Task, callUp.From), MessageText.Of("请在 {0} 前答复：来，还是来不了，点一下就行。来不了也没关系。", callUp.WaveEndsAt!.Value), cancel);

    /// <summary>人已够: whoever has not answered need not hurry.</summary>
    public Task Enough(CallUp callUp, IReadOnlyCollection<VolunteerId> whom, CancellationToken cancel) =>
        Tell(callUp, "volunteers.call-up.enough", whom, MessageText.Of("人已经够了，谢谢您：{0}", callUp.Task), null, cancel);

    /// <summary>候补 or 录取: what his yes has become.</summary>
    public Task StandBy(CallUp callUp, VolunteerId whom, CancellationToken cancel) =>
        Tell(callUp, "volunteers.call-up.standby", [whom], MessageText.Of("谢谢您，人已经够了，您排在候补：{0}", callUp.Task), null, cancel);

    /// <summary>递补: there is a place now.</summary>
    public Task MovedUp(CallUp callUp, VolunteerId whom, CancellationToken cancel) =>
        Tell(callUp, "volunteers.call-up.moved-up", [whom], MessageText.Of("有人来不了，轮到您了：{0}，{1}", callUp.Task, callUp.From), MessageText.Of("集合地点：{0}", callUp.Place), cancel);

    /// <summary>取消: nobody need come.</summary>
    public Task Cancelled(CallUp callUp, IReadOnlyCollection<VolunteerId> whom, CancellationToken cancel) =>
        Tell(callUp, "volunteers.call-up.cancelled", whom, MessageText.Of("集结取消了，您不用来了：{0}，{1}", callUp.Task, callUp.From), null, cancel);

    /// <summary>没有人可叫: staff must look for more people.</summary>
    public async Task NobodyLeft(CallUp callUp, CancellationToken cancel)
    {
        if (callUp.IsDrill) return;
        var now = clock.GetUtcNow();
        var desk = await db.RoleGrants().AsNoTracking()
            .Where(grant => grant.UnitPath == callUp.UnitPath && (grant.Role == Role.Dispatcher || grant.Role == Role.Clerk) && grant.From <= now && (grant.Until == null || grant.Until > now))
            .Select(grant => grant.AccountId).Distinct().ToListAsync(cancel);
        postbox.Send(callUp, "volunteers.call-up.nobody-left", desk.Select(Recipient.Staff),
            new Notice(MessageText.Of("集结 {0} 没有人可叫了，还缺 {1} 人", callUp.Code, callUp.Needs.Sum(need => need.Open)), null, "/call-ups/" + callUp.Code, Urgency.Urgent, "call-up", callUp.Id.Value));
    }

    /// <summary>The address of somebody's mail as deliveries name it; null without one.</summary>
    public string? MailAddress(Volunteer volunteer) => volunteer.Email is { } email ? postbox.Mail(words.OpenEmail(email)).Address : null;

    // By every way that leads to him: the inbox, and the mail where he has told an address.
    private async Task Tell(CallUp callUp, string kind, IReadOnlyCollection<VolunteerId> whom, MessageText subject, MessageText? body, CancellationToken cancel)
    {
        if (callUp.IsDrill || whom.Count == 0) return;
        var mails = await db.Volunteers().AsNoTracking().Where(v => whom.Contains(v.Id) && v.Email != null).Select(v => v.Email!.Value).ToListAsync(cancel);
        postbox.Send(callUp, kind, [.. whom.Select(v => Recipient.Volunteer(v.Value)), .. mails.Select(mail => postbox.Mail(words.OpenEmail(mail)))],
            new Notice(subject, body, "/my/call-ups/" + callUp.Code, Urgency.Urgent, "call-up", callUp.Id.Value));
    }
}

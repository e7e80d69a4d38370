using Shouwang.Broadcast;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>What the dispatch tells people, through the post office, in the same save as what caused it. Never anything personal.</summary>
public sealed class DispatchNotices(ShouwangDb db, Postbox postbox, TimeProvider clock)
{
    /// <summary>派单: somebody asks for help; an answer is awaited.</summary>
    public async Task Asked(ServiceOrder order, IReadOnlyCollection<VolunteerId> volunteers, CancellationToken cancel)
    {
        var answerBy = order.Offers[^1].ExpiresAt;
        Tell(order, "dispatch.order.offered", volunteers, MessageText.Of("有人需要您：{0}，{1}", await NameOf(order, cancel), order.PlannedIfTakenAt(clock.GetUtcNow()).From), MessageText.Of("请在 {0} 前答复。去不了也没关系，请点“不能去”。", answerBy));
    }

    /// <summary>提醒: the start is near.</summary>
    public async Task Reminded(ServiceOrder order, Assignment place, CancellationToken cancel) =>
        Tell(order, "dispatch.order.reminded", [place.VolunteerId], MessageText.Of("{0} 的服务快开始了：{1}", place.From, await NameOf(order, cancel)), null);

    /// <summary>服务取消: those who held a place or were asked need not come.</summary>
    public async Task NotNeeded(ServiceOrder order, IReadOnlyCollection<VolunteerId> volunteers, CancellationToken cancel) =>
        Tell(order, "dispatch.order.not-needed", volunteers, MessageText.Of("{0} 的服务取消了：{1}，您不用去了", order.From, await NameOf(order, cancel)), null);

    /// <summary>恢复服务: a cancellation was taken back; those who were told to stay away are expected again.</summary>
    public async Task NeededAfterAll(ServiceOrder order, IReadOnlyCollection<VolunteerId> volunteers, CancellationToken cancel) =>
        Tell(order, "dispatch.order.needed-after-all", volunteers, MessageText.Of("{0} 的服务照常：{1}，刚才的取消不算", order.From, await NameOf(order, cancel)), null);

    /// <summary>自动签退: the check-out was forgotten.</summary>
    public async Task CheckOutForgotten(ServiceOrder order, VolunteerId volunteer, CancellationToken cancel) =>
        Tell(order, "dispatch.order.check-out-forgotten", [volunteer], MessageText.Of("您忘了签退：{0}。系统已按计划时间签退，请核对时长", await NameOf(order, cancel)), null);

    /// <summary>异常: a dispatcher must look.</summary>
    public Task Exception(ServiceOrder order, CancellationToken cancel) =>
        TellDesk(order, order.HandlerPath, "dispatch.order.exception", MessageText.Of("单 {0} 需要处理：{1}", order.Number, Term.Of(order.Exception)), cancel);

    /// <summary>上报: the unit above looks for people now.</summary>
    public Task Escalated(ServiceOrder order, CancellationToken cancel) =>
        TellDesk(order, order.HandlerPath, "dispatch.order.escalated", MessageText.Of("单 {0} 已上报，请协助派人", order.Number), cancel);

    /// <summary>差评回访: a bad review wants to be looked into.</summary>
    public Task FollowUpOpened(ServiceOrder order, CancellationToken cancel) =>
        TellDesk(order, order.UnitPath, "dispatch.follow-up.opened", MessageText.Of("单 {0} 收到差评，请在三天内回访", order.Number), cancel);

    private void Tell(ServiceOrder order, string kind, IEnumerable<VolunteerId> volunteers, MessageText subject, MessageText? body) =>
        postbox.Send(order, kind, volunteers.Select(volunteer => Recipient.Volunteer(volunteer.Value)), new Notice(subject, body, "/my/orders/" + order.Number, Haste(order), "order", order.Id.Value));

    // Those who dispatch at that unit itself; above it the board shows the same.
    private async Task TellDesk(ServiceOrder order, string unitPath, string kind, MessageText subject, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var desk = await db.RoleGrants().AsNoTracking()
            .Where(grant => grant.UnitPath == unitPath && (grant.Role == Role.Dispatcher || grant.Role == Role.Clerk) && grant.From <= now && (grant.Until == null || grant.Until > now))
            .Select(grant => grant.AccountId).Distinct().ToListAsync(cancel);
        postbox.Send(order, kind, desk.Select(Recipient.Staff), new Notice(subject, null, "/orders/" + order.Number, Haste(order), "order", order.Id.Value));
    }

    private Task<string> NameOf(ServiceOrder order, CancellationToken cancel) =>
        db.Menu().AsNoTracking().Where(item => item.Id == order.MenuItemId).Select(item => item.Name).FirstAsync(cancel);

    private static Broadcast.Urgency Haste(ServiceOrder order) => order.Urgency == Urgency.Urgent ? Broadcast.Urgency.Urgent : Broadcast.Urgency.Normal;
}

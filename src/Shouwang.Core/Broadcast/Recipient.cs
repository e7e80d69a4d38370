using Shouwang.Organization;

namespace Shouwang.Broadcast;

/// <summary>渠道: the way by which a message reaches somebody.</summary>
public enum Channel
{
    /// <summary>站内信: the inbox in the house; delivered at once.</summary>
    [Term("站内信")] Inbox,

    /// <summary>邮件: e-mail.</summary>
    [Term("邮件")] Mail,
}

/// <summary>收件人: an address, not a person.</summary>
/// <param name="Channel">The way.</param>
/// <param name="Address">The address as it may be stored and compared: <c>inbox:volunteer:…</c>, <c>inbox:staff:…</c>, <c>mail:</c> and a keyed hash.</param>
/// <param name="Sealed">The readable address, encrypted; null for an inbox.</param>
/// <param name="English">True when the recipient reads English; Chinese otherwise.</param>
public sealed record Recipient(Channel Channel, string Address, SealedText? Sealed = null, bool English = false)
{
    /// <summary>The inbox of a volunteer.</summary>
    public static Recipient Volunteer(Guid id) => new(Channel.Inbox, $"inbox:volunteer:{id}");

    /// <summary>The inbox of a member of staff.</summary>
    public static Recipient Staff(AccountId id) => new(Channel.Inbox, $"inbox:staff:{id.Value}");

    /// <summary>An e-mail address: encrypted, and its keyed hash by which the same one is recognised.</summary>
    public static Recipient Mail(SealedText address, BlindIndex index, bool english = false) => new(Channel.Mail, "mail:" + index.Hash, address, english);

    /// <summary>The inbox of whoever acts; null for those who have none.</summary>
    public static Recipient? InboxOf(Actor actor) => actor.Kind switch
    {
        ActorKind.Volunteer => Volunteer(actor.Id),
        ActorKind.Staff => Staff(new AccountId(actor.Id)),
        ActorKind.System or ActorKind.Resident or ActorKind.Key => null,
    };
}

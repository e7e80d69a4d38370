namespace Shouwang.Broadcast;

/// <summary>
/// The door through which every room sends. What is sent is saved with what caused it: the caller's own
/// <c>SaveChangesAsync</c> writes both, or neither.
/// </summary>
public sealed class Postbox(ShouwangDb db, FieldCipher cipher, IdSource ids, TimeProvider clock)
{
    internal const string AddressPurpose = "broadcast.address";

    /// <summary>Sends one message to everybody named; somebody named twice gets it once. Nobody named: nothing is sent.</summary>
    /// <param name="where">The unit that sends.</param>
    /// <param name="kind">What sort of news, as <c>room.thing.verb</c>.</param>
    /// <param name="recipients">To whom, by which way.</param>
    /// <param name="notice">What it says and where it leads; never personal data.</param>
    public void Send(IInUnit where, string kind, IEnumerable<Recipient> recipients, Notice notice)
    {
        var addresses = recipients.DistinctBy(recipient => recipient.Address).ToList();
        if (addresses.Count == 0) return;
        var now = clock.GetUtcNow();
        var message = Message.Write(ids.New<MessageId>(), where, kind, notice, now);
        db.Messages().Add(message);
        db.Deliveries().AddRange(addresses.Select(to => Delivery.Of(ids.New<DeliveryId>(), message.Id, to, now)));
    }

    /// <summary>An e-mail address as a recipient; stored encrypted.</summary>
    public Recipient Mail(string address, bool english = false)
    {
        var plain = address.Trim();
        return Recipient.Mail(cipher.Seal(plain, AddressPurpose), cipher.Index(plain.ToUpperInvariant(), AddressPurpose), english);
    }
}

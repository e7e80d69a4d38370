using System.Globalization;
using System.Text.Json.Nodes;

namespace Shouwang.Broadcast;

/// <summary>A kind of event that partners may be told: the type of its fact, and the words for it.</summary>
public sealed record EventKind(string Type, string Chinese);

/// <summary>What an event is about, as a partner may know it: never personal data.</summary>
/// <param name="About">The number of an order.</param>
/// <param name="UnitCode">The unit where it happened.</param>
/// <param name="State">Its state now.</param>
public sealed record EventSubject(string About, string UnitCode, string State);

/// <summary>A room that has events for partners names them, and tells what they are about.</summary>
public interface IEventSource
{
    IReadOnlyList<EventKind> Kinds { get; }

    /// <summary>What of the room's subjects these are; whatever is not here is not told.</summary>
    Task<IReadOnlyDictionary<Guid, EventSubject>> Describe(IReadOnlyCollection<Guid> subjects, CancellationToken cancel);
}

/// <summary>Writes the body of an event: a CloudEvent 1.0 in its JSON format, with the <c>timestamp</c> that Standard Webhooks wishes.</summary>
static class WebhookEvents
{
    /// <summary>What the receiver sees as <c>webhook-id</c> and as the event's id.</summary>
    public static string MessageId(WebhookDeliveryId id) => "msg_" + id.Value.ToString("N");

    public static string Body(WebhookDeliveryId id, Fact fact, EventSubject subject)
    {
        var at = fact.At.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["specversion"] = "1.0", ["id"] = MessageId(id), ["source"] = "/units/" + Uri.EscapeDataString(subject.UnitCode), ["type"] = fact.Type, ["subject"] = subject.About, ["time"] = at, ["timestamp"] = at,
            ["datacontenttype"] = "application/json", ["data"] = new JsonObject { ["order"] = subject.About, ["state"] = subject.State, ["unit"] = subject.UnitCode, ["time"] = at },
        }.ToJsonString();
    }
}

using System.Globalization;
using Shouwang.Host;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>What the buttons of an order's page do: the form is read, the use case runs. No rule lives here.</summary>
public sealed class OrderActs(IServiceProvider use)
{
    /// <summary>One button: <c>ask:id</c>, <c>waves</c>, <c>undo</c> and so on; only revealing has something to show; <c>pin:id</c> has its reason beside it.</summary>
    public async Task<Result<Contact?>> Dispatch(OrderId id, IFormCollection form, CancellationToken cancel)
    {
        var (act, of) = form["act"].ToString().Split(':', 2) is [var name, var rest] ? (name, rest) : (form["act"].ToString(), "");
        var what = Guid.TryParse(of, out var which) ? which : Guid.Empty;
        var seen = Seen(form);
        return act switch
        {
            "ask" => Nothing(await Get<AskVolunteers>().Run(id, seen, [new VolunteerId(what)], null, cancel)),
            "pin" => Nothing(await Get<AskVolunteers>().Run(id, seen, [new VolunteerId(what)], form["pinReason-" + of], cancel)),
            "waves" => Nothing(await Get<DispatchInWaves>().Run(id, seen, cancel)),
            "claim" => Nothing(await Get<OpenForClaiming>().Run(id, seen, cancel)),
            "escalate" => Nothing(await Get<EscalateOrder>().Run(id, seen, cancel)),
            "clear" => Nothing(await Get<ClearException>().Run(id, seen, cancel)),
            "undo" => Nothing(await Get<UndoLast>().Run(id, seen, cancel)),
            "complete" => Nothing(await Get<CompleteWithThose>().Run(id, seen, cancel)),
            "no-show" => Nothing(await Get<ReportNoShow>().Run(id, seen, new VolunteerId(what), cancel)),
            "cancel" => Nothing(await Get<CancelOffer>().Run(id, seen, new OfferId(what), cancel)),
            "duplicate" => Nothing(await Get<MarkDuplicate>().Run(id, seen, new OrderId(what), cancel)),
            "reveal" => (await Get<RevealContact>().Run(id, of.Length > 0 ? of : form["reason"].ToString(), cancel)).Then(contact => (Contact?)contact),
            _ => new Refusal("dispatch.page.act.unknown"),
        };
    }

    /// <summary>Somebody who is not among the candidates shown, by his number.</summary>
    public async Task<Result<Contact?>> Pin(OrderId id, IFormCollection form, CancellationToken cancel)
    {
        var number = form["volunteers"].ToString().Trim().ToUpperInvariant();
        var who = await Get<ShouwangDb>().Volunteers().Where(volunteer => volunteer.Number == number).Select(volunteer => (VolunteerId?)volunteer.Id).FirstOrDefaultAsync(cancel);
        if (who is not { } known) return new Refusal("dispatch.page.volunteer-number", ("number", number)).At("volunteers");
        return Nothing(await Get<AskVolunteers>().Run(id, Seen(form), [known], form["pinReason"], cancel));
    }

    /// <summary>What the resident said on the phone about the service.</summary>
    public async Task<Result<Contact?>> Review(OrderId id, IFormCollection form, CancellationToken cancel) =>
        Nothing(await Get<ReviewOnBehalf>().Run(id, Seen(form), form["stars"], form["words"], cancel));

    public async Task<Result<Contact?>> Give(OrderId id, IFormCollection form, CancellationToken cancel) => Nothing(await Get<GiveToTeam>().Run(
        id, Seen(form), new TeamId(Guid.TryParse(form["team"], out var team) ? team : Guid.Empty), cancel));

    public async Task<Result<Contact?>> Triage(OrderId id, IFormCollection form, CancellationToken cancel)
    {
        var refusals = new List<Refusal>();
        var (from, due) = (Time(form["from"], "from", refusals), Time(form["dueAt"], "dueAt", refusals));
        if (!int.TryParse(form["peopleNeeded"], NumberStyles.None, CultureInfo.InvariantCulture, out var people))
            refusals.Add(new Refusal("dispatch.order.people", ("most", ServiceOrder.MostPeople)).At("peopleNeeded"));
        if (refusals.Count > 0) return refusals;
        var urgency = form["urgency"] == nameof(Urgency.Urgent) ? Urgency.Urgent : Urgency.Ordinary;
        return Nothing(await Get<TriageOrder>().Run(id, Seen(form), new TriageDecision(urgency, from, due, people), cancel));
    }

    public async Task<Result<Contact?>> End(OrderId id, IFormCollection form, CancellationToken cancel) => form["how"].ToString() switch
    {
        "withdraw" => Nothing(await Get<WithdrawOrder>().Run(id, Seen(form), form["reason"], cancel)),
        "fail" => Nothing(await Get<FailOrder>().Run(id, Seen(form), form["reason"], cancel)),
        "refer" => Nothing(await Get<ReferOrder>().Run(id, Seen(form), form["reason"], cancel)),
        _ => new Refusal("dispatch.page.act.unknown"),
    };

    /// <summary>A time as the date field of a form wants it, in the unit's zone.</summary>
    public static string Local(DateTimeOffset at) => LocalTime.Here(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private T Get<T>() where T : notnull => use.GetRequiredService<T>();

    private static int? Seen(IFormCollection form) => int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private static Result<Contact?> Nothing<T>(Result<T> result) => result.IsOk ? Result<Contact?>.Ok(null) : Result<Contact?>.Refuse(result.Refusals);

    private static DateTimeOffset Time(string? text, string field, List<Refusal> refusals)
    {
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), LocalTime.Zone.GetUtcOffset(local));
        refusals.Add(new Refusal("dispatch.place.time").At(field));
        return default;
    }
}

using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>单卡: one need and everything that was done about it, for those who dispatch it. Persons are masked until somebody reveals them with a reason.</summary>
public sealed class OrderCard(ShouwangDb db, OrderWords words, CurrentCaller current, VolunteerNames names, OrderPhotos photos, TimeProvider clock)
{
    public sealed record View(
        OrderId Id, string Number, int Version, string UnitPath, string UnitName, string HandlerName, string HandlerPath, ServiceMenu.Line Item, string? Note,
        OrderState State, DateTimeOffset StateSince, Urgency Urgency, OrderSource Source, DateTimeOffset PlacedAt, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset DueAt,
        int People, int Free, string Who, string Phone, string Area, Gender? WishedGender, string? WishedLanguage, DispatchMode Mode, TeamId? Team, int Wave,
        OrderException Exception, DateTimeOffset? ExceptionSince, string? EndReason, OrderId? DuplicateOf, UndoableAct? Undoable, bool HasPlace,
        IReadOnlyList<OfferLine> Offers, IReadOnlyList<PlaceLine> Places, IReadOnlyList<ReviewLine> Reviews, IReadOnlyList<PhotoLine> Photos)
    {
        /// <summary>True when it is seen only because its unit shares it: then what is personal is left out.</summary>
        public bool IsLent { get; init; }

        /// <summary>What one sees who only helps out: how the need stands, and, when he may dispatch it, what is needed and roughly where. No words about people, no numbers, no pictures.</summary>
        public View ForHelpers(bool assists) => this with
        {
            IsLent = true, Note = assists ? Note : null, Who = "", Phone = "", Area = assists ? Area : "", EndReason = null, Reviews = [], Photos = [],
            Offers = [.. Offers.Select(offer => offer with { Name = Masked.Name(offer.Name), PinReason = null, DeclineReason = null })],
            Places = [.. Places.Select(place => place with { Name = Masked.Name(place.Name), HandOverNote = null })],
        };
    }

    public sealed record OfferLine(OfferId Id, VolunteerId Volunteer, string Name, OfferState State, int Wave, DateTimeOffset At, DateTimeOffset ExpiresAt, DateTimeOffset? AnsweredAt, string Reasons, string? PinReason, string? DeclineReason);

    public sealed record PlaceLine(AssignmentId Id, VolunteerId Volunteer, string Name, int Place, AssignmentState State, DateTimeOffset AcceptedAt, DateTimeOffset? CheckedInAt, DateTimeOffset? CheckedOutAt, string? HandOverNote);

    public sealed record ReviewLine(ReviewSide Side, string? Volunteer, int Stars, string? Words, DateTimeOffset At, bool OnBehalf);

    public sealed record PhotoLine(Guid Id, string Name, DateTimeOffset At);

    /// <summary>The card of that number; null when there is none within reach.</summary>
    public async Task<View?> Run(string number, CancellationToken cancel)
    {
        var card = await Whole(number, cancel);
        return card is not null && current.Rights.IsLent(DispatchAccess.SeeOrders, card.UnitPath) ? card.ForHelpers(current.Rights.May(DispatchAccess.Dispatch, card.UnitPath)) : card;
    }

    private async Task<View?> Whole(string number, CancellationToken cancel)
    {
        var order = await db.Orders().AsNoTracking().Within(current.Where(DispatchAccess.SeeOrders))
            .Include(o => o.Offers).Include(o => o.Assignments).Include(o => o.Reviews).AsSplitQuery()
            .FirstOrDefaultAsync(o => o.Number == number, cancel);
        if (order is null) return null;
        var units = await db.Units().AsNoTracking().Where(unit => unit.Id == order.UnitId || unit.Id == order.HandlerId).ToDictionaryAsync(unit => unit.Id, unit => unit.Name, cancel);
        var item = await db.Menu().AsNoTracking().FirstAsync(i => i.Id == order.MenuItemId, cancel);
        var people = await names.Run([.. order.Offers.Select(o => o.VolunteerId), .. order.Assignments.Select(a => a.VolunteerId)], cancel);
        var pictures = await photos.Of(order.Id, null, cancel);
        var noted = await db.HistoryOf(order.Id.Value).Where(fact => fact.Type == "dispatch.order.reviewed" && fact.OnBehalfOf != null).Select(fact => fact.At).ToListAsync(cancel);
        string Named(VolunteerId id) => people.GetValueOrDefault(id)?.Name ?? "—";
        return new View(
            order.Id, order.Number, order.Version, order.UnitPath, units[order.UnitId], units[order.HandlerId], order.HandlerPath,
            new ServiceMenu.Line(item.Id, item.Code, item.Name, item.EnglishName, item.Icon, order.Form, order.Skill, order.Planned.Minutes, order.PeopleNeeded, item.Urgency, item.SafetyRule, item.Order, item.IsOffered, item.UnitPath),
            words.OpenNote(order.Note),
            order.State, order.StateSince, order.Urgency, order.Source, order.PlacedAt, order.From, order.Until, order.DueAt, order.PeopleNeeded, order.FreePlaces,
            Masked.Name(words.OpenName(order.ContactName)), Masked.Phone(words.OpenPhone(order.Phone)), OrderWords.Area(words.OpenAddress(order.Address)),
            order.WishedGender, order.WishedLanguage, order.Mode, order.TeamId, order.Wave, order.Exception, order.ExceptionSince,
            words.OpenReason(order.EndReason), order.DuplicateOf, order.CanUndo(clock.GetUtcNow()), order.Latitude is not null,
            [.. order.Offers.OrderByDescending(o => o.OfferedAt).Select(o => new OfferLine(o.Id, o.VolunteerId, Named(o.VolunteerId), o.State, o.Wave, o.OfferedAt, o.ExpiresAt, o.AnsweredAt, o.Reasons, o.PinReason, o.DeclineReason))],
            [.. order.Assignments.OrderBy(a => a.Place).ThenBy(a => a.AcceptedAt).Select(a => new PlaceLine(a.Id, a.VolunteerId, Named(a.VolunteerId), a.Place, a.State, a.AcceptedAt, a.CheckedInAt, a.CheckedOutAt, words.OpenHandOver(a.HandOverNote)))],
            [.. order.Reviews.OrderBy(r => r.At).Select(r => new ReviewLine(r.Side, r.VolunteerId is { } by ? Named(by) : null, r.Stars, words.OpenReview(r.Words), r.At, noted.Contains(r.At)))],
            [.. pictures.Select(photo => new PhotoLine(photo.Id, Named(photo.Volunteer), photo.At))]);
    }
}

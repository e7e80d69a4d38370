using System.Globalization;
using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>What a resident, or somebody for him, tells when placing a need; texts as typed.</summary>
public sealed record OrderRequest
{
    public string? Unit { get; init; }
    public string? Kind { get; init; }
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    public string? Note { get; init; }
    public string? Urgency { get; init; }

    /// <summary>Wished start, local time of the unit: <c>2026-11-24T09:30</c>; empty for as soon as possible.</summary>
    public string? From { get; init; }
    public string? WishedGender { get; init; }
    public string? WishedLanguage { get; init; }
    public string? DoorCode { get; init; }

    /// <summary>Degrees north and east (WGS-84), when the place was marked on a map; else the place of the door or the station counts.</summary>
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }
    public string? Source { get; init; }
}

/// <summary>The answer to a placed need: the number for staff, the code for the resident.</summary>
public sealed record PlacedOrder(OrderId Id, string Number, string TrackingCode, OrderState State, DateTimeOffset DueAt);

/// <summary>点单: a need is placed, by the resident himself or on his behalf.</summary>
public sealed class PlaceOrder(ShouwangDb db, OrderWords words, DispatchPolicies policies, CurrentCaller current, IdSource ids, TimeProvider clock)
{
    private const int LongestName = 30, LongestAddress = 120;

    public Task<Result<PlacedOrder>> Run(OrderRequest request, OrderSource source, CancellationToken cancel) => db.Attempt(() => Place(request, source, cancel), cancel);

    private async Task<Result<PlacedOrder>> Place(OrderRequest request, OrderSource source, CancellationToken cancel)
    {
        var tracking = OrderWords.NewTrackingCode();
        var placed = await Read(request, source, tracking, cancel);
        if (!placed.IsOk) return Result<PlacedOrder>.Refuse(placed.Refusals);
        if (source is not (OrderSource.DoorCode or OrderSource.PublicPage)) current.OnBehalfOf("resident");
        db.Orders().Add(placed.Value);
        await db.SaveChangesAsync(cancel);
        return new PlacedOrder(placed.Value.Id, placed.Value.Number, tracking, placed.Value.State, placed.Value.DueAt);
    }

    /// <summary>The order that the request would make, not saved; or everything that is wrong with it.</summary>
    internal async Task<Result<ServiceOrder>> Read(OrderRequest request, OrderSource source, string tracking, CancellationToken cancel)
    {
        var refusals = CheckWords(request, source);
        var door = await Door(request, refusals, cancel);
        var unit = await Station(request, door, source, refusals, cancel);
        var item = unit is null ? null : await Kind(unit, request, refusals, cancel);
        var from = ReadTime(request.From, refusals);
        var urgency = ReadWord<Urgency>(request.Urgency, item?.Urgency ?? Urgency.Ordinary, "urgency", refusals);
        var gender = ReadWord<Gender>(request.WishedGender, Gender.Unsaid, "wishedGender", refusals);
        if (refusals.Count > 0) return refusals;

        var at = clock.GetUtcNow();
        var number = NewNumber(at);
        var address = door is { Kind: DoorCodeKind.Door } ? words.OpenDoorAddress(door.Address) : request.Address!.Trim();
        return ServiceOrder.Place(ids.New<OrderId>(), new PlacedNeed
        {
            Unit = unit!, Item = item!, Number = number, TrackingHash = words.TrackingHash(tracking), Source = source, Urgency = urgency, WantedFrom = from,
            Place = PlaceOf(request, door, unit!),
            ContactName = words.SealName(request.Name!.Trim()), Phone = words.SealPhone(Phones.Bare(request.Phone)), PhoneIndex = words.PhoneIndex(request.Phone, number),
            Address = words.SealAddress(address), AddressIndex = words.AddressIndex(address), Note = words.SealNote(request.Note), DoorCodeId = door?.Id,
            WishedGender = gender == Gender.Unsaid ? null : gender, WishedLanguage = string.IsNullOrWhiteSpace(request.WishedLanguage) ? null : request.WishedLanguage,
        }, at, await policies.For(unit!.UnitPath, cancel));
    }

    private static GeoPoint? PlaceOf(OrderRequest request, DoorCode? door, Unit unit) => (request, door) switch
    {
        ({ Latitude: { } lat, Longitude: { } lon }, _) => new GeoPoint(lat, lon),
        (_, { Latitude: { } lat, Longitude: { } lon }) => new GeoPoint(lat, lon),
        _ => unit.Place,
    };

    private static List<Refusal> CheckWords(OrderRequest request, OrderSource source)
    {
        // A partner passes on what he was told; who did not leave a number is reached through the partner.
        var fromPartner = source == OrderSource.Partner;
        var longestNote = fromPartner ? ServiceOrder.LongestPartnersNote : ServiceOrder.LongestNote;
        var refusals = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(request.Name)) refusals.Add(new Refusal("dispatch.place.name-missing").At("name"));
        else if (request.Name.Trim().Length > LongestName) refusals.Add(TooLong("name", LongestName));
        if (!(fromPartner && string.IsNullOrWhiteSpace(request.Phone)) && !Phones.IsPhone(request.Phone)) refusals.Add(new Refusal("dispatch.place.phone").At("phone"));
        if (string.IsNullOrWhiteSpace(request.Address) && string.IsNullOrWhiteSpace(request.DoorCode)) refusals.Add(new Refusal("dispatch.place.address-missing").At("address"));
        if (request.Address?.Trim().Length > LongestAddress) refusals.Add(TooLong("address", LongestAddress));
        if (request.DoorCode is { Length: > 64 }) refusals.Add(new Refusal("dispatch.door-code.not-in-force").At("doorCode"));
        if (request.Note?.Trim().Length > longestNote) refusals.Add(TooLong("note", longestNote));
        if (!string.IsNullOrWhiteSpace(request.WishedLanguage) && !LanguageCatalog.Has(request.WishedLanguage)) refusals.Add(new Refusal("dispatch.order.unknown-language").At("wishedLanguage"));
        return refusals;
    }

    private async Task<DoorCode?> Door(OrderRequest request, List<Refusal> refusals, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(request.DoorCode) || request.DoorCode.Length > 64) return null;
        var hash = words.DoorCodeHash(request.DoorCode);
        var door = await db.DoorCodes().AsNoTracking().FirstOrDefaultAsync(code => code.CodeHash == hash && code.RevokedAt == null, cancel);
        if (door is null) refusals.Add(new Refusal("dispatch.door-code.not-in-force").At("doorCode"));
        else if (door.Kind != DoorCodeKind.Door && string.IsNullOrWhiteSpace(request.Address)) refusals.Add(new Refusal("dispatch.place.address-missing").At("address"));
        return door;
    }

    private async Task<Unit?> Station(OrderRequest request, DoorCode? door, OrderSource source, List<Refusal> refusals, CancellationToken cancel)
    {
        var unit = door is not null
            ? await db.Units().AsNoTracking().FirstAsync(u => u.Id == door.UnitId, cancel)
            : await db.Units().AsNoTracking().FirstOrDefaultAsync(u => u.Code == (request.Unit ?? "").Trim(), cancel);
        if (unit is null) refusals.Add(new Refusal("dispatch.place.unit-unknown").At("unit"));
        else if (!unit.IsOpenOn(LocalTime.Today(clock))) refusals.Add(new Refusal("organization.unit.closed", ("name", unit.Name)).At("unit"));
        else if (source is not (OrderSource.DoorCode or OrderSource.PublicPage) && current.Lacks(DispatchAccess.PlaceOrders, unit.UnitPath) is { } lacks) refusals.Add(lacks.At("unit"));
        return unit;
    }

    private async Task<MenuItem?> Kind(Unit unit, OrderRequest request, List<Refusal> refusals, CancellationToken cancel)
    {
        var kind = (request.Kind ?? "").Trim();
        var item = await db.MenuFor(unit.UnitPath).FirstOrDefaultAsync(i => i.Code == kind, cancel);
        if (item is null) refusals.Add(new Refusal(kind.Length == 0 ? "dispatch.place.kind-missing" : "dispatch.menu.unknown-kind").At("kind"));
        return item;
    }

    private static DateTimeOffset? ReadTime(string? text, List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (text.Length <= 40 && HasOffset(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)) return instant.ToUniversalTime();
        if (text.Length <= 40 && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var local) && local.Year > 2000)
            return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), LocalTime.Zone.GetUtcOffset(local)).ToUniversalTime();
        refusals.Add(new Refusal("dispatch.place.time").At("from"));
        return null;
    }

    private static bool HasOffset(string text) => text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf(':', StringComparison.Ordinal) && text.Contains(':', StringComparison.Ordinal);

    private static T ReadWord<T>(string? text, T otherwise, string field, List<Refusal> refusals) where T : struct, Enum
    {
        if (string.IsNullOrWhiteSpace(text)) return otherwise;
        if (Enum.TryParse<T>(text, ignoreCase: true, out var word) && Enum.IsDefined(word) && char.IsAsciiLetter(text.Trim()[0])) return word;
        refusals.Add(new Refusal("dispatch.place.unknown-word", ("value", text.Length > 20 ? text[..20] : text)).At(field));
        return otherwise;
    }

    // Month and day, then chance: staff read it to each other, and 33 million numbers a day hardly clash (a clash is tried again).
    private static string NewNumber(DateTimeOffset at) => LocalTime.Here(at).ToString("yyMMdd", CultureInfo.InvariantCulture) + "-" + FieldCipher.NewCode(5);

    private static Refusal TooLong(string field, int most) => new Refusal("dispatch.place.too-long", ("most", most)).At(field);
}

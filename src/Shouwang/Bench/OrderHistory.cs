using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Shouwang.Dispatch;
using Shouwang.Organization;

namespace Shouwang.Bench;

/// <summary>
/// Fills the tables with orders as a year of work would leave them: nine of ten are closed, over the last 390 days, and one of
/// ten is open, from the last three. With offers, places, bookings, hours, reviews, operations and chained facts.
/// </summary>
sealed class OrderHistory(ShouwangDb db, OrderWords words, FactSeal seal, TimeProvider clock)
{
    private const int Chunk = 5_000, Days = 389;
    private readonly BulkTable orders = new("orders",
        "id", "number", "tracking_hash", "menu_item_id", "kind", "form", "skill", "people_needed", "urgency", "source", "placed_at", "due_at", "from", "until", "latitude", "longitude",
        "contact_name", "phone", "phone_index", "address", "address_index", "note", "state", "state_since", "mode", "handler_id", "handler_path", "handler_since", "wave",
        "dispatched_at", "accepted_at", "started_at", "completed_at", "closed_at", "exception", "exception_since", "overdue_noted_at", "next_look_at", "version", "unit_id", "unit_path");
    private readonly BulkTable offers = new("offers", "id", "order_id", "volunteer_id", "wave", "offered_at", "expires_at", "answered_at", "state", "reasons");
    private readonly BulkTable places = new("assignments", "id", "order_id", "volunteer_id", "place", "from", "until", "accepted_at", "checked_in_at", "checked_out_at", "state");
    private readonly BulkTable bookings = new("bookings", "id", "volunteer_id", "from", "until", "busy_until", "purpose", "purpose_id", "minutes");
    private readonly BulkTable hours = new("service_records",
        "id", "volunteer_id", "purpose", "purpose_id", "activity", "checked_in_at", "checked_out_at", "planned_end", "raw_minutes", "credited_minutes", "travel_minutes", "evidence", "state", "version", "unit_id", "unit_path");
    private readonly BulkTable reviews = new("reviews", "id", "order_id", "side", "stars", "at");
    private readonly BulkTable operations = new("operations", "id", "content_hash", "at", "status", "content_type", "answer");
    private readonly BulkTable facts = new("facts",
        "unit_id", "unit_path", "sequence", "at", "type", "subject", "subject_id", "subject_version", "actor_kind", "actor_id", "payload", "mac");
    private readonly Dictionary<UnitId, (long Sequence, string Mac)> heads = [];

    private sealed record Station(UnitId Id, string Path, double Latitude, double Longitude);

    private sealed record Resident(SealedText Name, SealedText Phone, BlindIndex PhoneIndex, SealedText Address, BlindIndex AddressIndex);

    private List<Station> stations = [];
    private List<MenuItem> menu = [];
    private List<Guid> volunteers = [];
    private Resident[] residents = [];

    public async Task Write(int count, Action<double> progress, CancellationToken cancel)
    {
        await Look(count, cancel);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        for (var start = 0; start < count; start += Chunk)
        {
            for (var i = start; i < Math.Min(count, start + Chunk); i++) Add(i, count, now);
            await db.InTransaction(async () =>
            {
                await Bulk.Write(db, [orders, offers, places, bookings, hours, reviews, operations, facts], cancel);
                await FactWriter.SaveHeads(db, heads.Select(head => new FactChain { UnitId = head.Key, Sequence = head.Value.Sequence, Mac = head.Value.Mac }), cancel);
                return 0;
            }, cancel);
            progress(Math.Min(1, (start + Chunk) / (double)count));
        }
    }

    private async Task Look(int count, CancellationToken cancel)
    {
        stations = [.. (await db.Units().AsNoTracking().Where(u => u.Kind == UnitKind.Station).OrderBy(u => u.Code).ToListAsync(cancel)).Select(u => new Station(u.Id, u.UnitPath, u.Place!.Value.Latitude, u.Place.Value.Longitude))];
        menu = await db.Menu().AsNoTracking().OrderBy(item => item.Order).ToListAsync(cancel);
        volunteers = [.. (await db.Set<Shouwang.Volunteers.Volunteer>().AsNoTracking().OrderBy(v => v.Number).Select(v => v.Id).ToListAsync(cancel)).Select(id => id.Value)];
        foreach (var head in await db.Set<FactChain>().AsNoTracking().ToListAsync(cancel)) heads[head.UnitId] = (head.Sequence, head.Mac);
        residents = [.. Enumerable.Range(0, BenchResidents.Of(count)).Select(number =>
        {
            var (phone, address) = (BenchResidents.Phone(number), $"样例小区{1 + number % 40}号楼{1 + number % 5}单元{100 * (1 + number % 6) + number % 4}-{number}");
            return new Resident(words.SealName("李奶奶"), words.SealPhone(phone), words.PhoneIndex(phone), words.SealAddress(address), words.AddressIndex(address));
        })];
    }

    private void Add(int i, int count, DateTimeOffset now)
    {
        if (i % 10 == 0) AddOpen(i, now);
        else AddClosed(i, now.AddDays(-1 - Days * (1 - i / (double)count)));
    }

    private void AddClosed(int i, DateTimeOffset placed)
    {
        placed = DateTimeOffset.FromUnixTimeMilliseconds(placed.ToUnixTimeMilliseconds());
        var state = (i % 100) switch { < 82 => OrderState.Reviewed, < 94 => OrderState.Unreviewed, < 98 => OrderState.Withdrawn, _ => OrderState.Failed };
        var (station, volunteer, served) = (stations[i % stations.Count], volunteers[i % volunteers.Count], state is OrderState.Reviewed or OrderState.Unreviewed);
        var (from, until, id) = (placed.AddHours(1), placed.AddHours(2), Guid.CreateVersion7(placed));
        AddOrder(id, i, station, placed, from, until, state, until.AddHours(1), served ? from : null, until.AddHours(1), OrderException.None, null, 6);
        Chain(station, id, 1, placed, "dispatch.order.placed", """{"kind":"shopping","urgency":"Ordinary","source":"Clerk","people":1,"due":"2026-01-01T00:00:00+00:00"}""");
        if (served)
        {
            var at = placed.AddMinutes(9);
            offers.Add(Guid.CreateVersion7(at), id, volunteer, 1, placed.AddMinutes(3), placed.AddMinutes(33), at, nameof(OfferState.Accepted), "Distance:420 SameStation Load:120");
            places.Add(Guid.CreateVersion7(at), id, volunteer, 1, from, until, at, from, until, nameof(AssignmentState.Finished));
            bookings.Add(Guid.CreateVersion7(at), volunteer, from, until, until.AddMinutes(30), "order", id, 60);
            hours.Add(Guid.CreateVersion7(from), volunteer, "order", id, "代购物品", from, until, until, 60, 60, 0, "CheckInOut", "Confirmed", 2, station.Id.Value, station.Path);
            Chain(station, id, 3, at, "dispatch.order.accepted", $$"""{"volunteer":"{{volunteer}}","place":1}""");
            if (state == OrderState.Reviewed) reviews.Add(Guid.CreateVersion7(until), id, nameof(ReviewSide.Resident), i % 50 == 1 ? 2 : 5, until.AddHours(1));
        }
        Chain(station, id, 6, until.AddHours(1), "dispatch.order.reviewed", """{"stars":5}""");
    }

    private void AddOpen(int i, DateTimeOffset now)
    {
        var n = i / 10;
        var (station, volunteer, placed) = (stations[n % stations.Count], volunteers[n / 20 * 3 % volunteers.Count], now.AddMinutes(-(n % (3 * 24 * 60)) - 2));
        var state = (n % 20) switch { < 12 => OrderState.Placed, < 14 => OrderState.Dispatched, < 17 => OrderState.Accepted, < 18 => OrderState.Serving, _ => OrderState.Completed };
        // Nobody stands in two places at one time: the hours of the coming days are dealt out.
        var from = now.AddHours(6 + n % 20 * 3 + 60 * (n / 20 * 3 / volunteers.Count));
        var (id, held, late) = (Guid.CreateVersion7(placed), state is OrderState.Accepted or OrderState.Serving or OrderState.Completed, n % 40 == 3);
        DateTimeOffset? noted = late ? now.AddMinutes(-n % 600 - 1) : null;
        var due = late ? noted!.Value : from.AddHours(2 + n % 48);
        AddOrder(id, i, station, placed, from, from.AddHours(1), state, placed.AddMinutes(5), held ? placed.AddMinutes(5) : null, null, late ? OrderException.Overdue : OrderException.None, due, held ? 3 : 1);
        Chain(station, id, 1, placed, "dispatch.order.placed", """{"kind":"shopping","urgency":"Ordinary","source":"Clerk","people":1,"due":"2026-01-01T00:00:00+00:00"}""");
        if (!held) return;
        var place = state switch { OrderState.Accepted => AssignmentState.Accepted, OrderState.Serving => AssignmentState.CheckedIn, _ => AssignmentState.Finished };
        places.Add(Guid.CreateVersion7(placed), id, volunteer, 1, from, from.AddHours(1), placed, state == OrderState.Accepted ? null : placed, state == OrderState.Completed ? placed : null, place.ToString());
        bookings.Add(Guid.CreateVersion7(placed), volunteer, from, from.AddHours(1), from.AddMinutes(90), "order", id, 60);
        Chain(station, id, 3, placed, "dispatch.order.accepted", $$"""{"volunteer":"{{volunteer}}","place":1}""");
    }

    private void AddOrder(
        Guid id, int i, Station station, DateTimeOffset placed, DateTimeOffset from, DateTimeOffset until, OrderState state, DateTimeOffset since, DateTimeOffset? accepted, DateTimeOffset? closed,
        OrderException exception, DateTimeOffset? due, int version)
    {
        var (item, resident) = (menu[i * 7 % menu.Count], residents[i * 13L % residents.Length]);
        DateTimeOffset? completed = state.IsDone() ? until : null, late = exception == OrderException.None ? null : due;
        // What is open is looked at again in some days: the clock of the server that is measured finds nothing to do.
        DateTimeOffset? look = closed is null ? from.AddDays(3) : null;
        orders.Add(
            id, Number(i, placed), Hash(i), item.Id.Value, item.Code, item.Form.ToString(), item.Skill, 1, (i % 9 == 0 ? Urgency.Urgent : Urgency.Ordinary).ToString(), nameof(OrderSource.Clerk), placed, due ?? until, from, until,
            station.Latitude, station.Longitude, resident.Name.Cipher, resident.Phone.Cipher, resident.PhoneIndex.Hash, resident.Address.Cipher, resident.AddressIndex.Hash, null, state.ToString(), since,
            (state == OrderState.Placed ? DispatchMode.None : DispatchMode.Claiming).ToString(), station.Id.Value, station.Path, placed, state == OrderState.Placed ? 0 : 1,
            state == OrderState.Placed ? null : placed, accepted, accepted, completed, closed, exception.ToString(), late, late, look, version, station.Id.Value, station.Path);
        operations.Add("bench-" + Hash(-i - 1), Hash(i), placed, 201, "application/json", resident.Address.Cipher);
    }

    private void Chain(Station station, Guid order, int version, DateTimeOffset at, string type, string payload)
    {
        var (sequence, mac) = heads.GetValueOrDefault(station.Id, (0, FactSeal.Start));
        var fact = new Fact
        {
            UnitId = station.Id, UnitPath = station.Path, Sequence = sequence + 1, At = at, Type = type, Subject = "order", SubjectId = order, SubjectVersion = version,
            ActorKind = ActorKind.System, ActorId = Guid.Empty, Payload = payload, Mac = "",
        };
        heads[station.Id] = (fact.Sequence, seal.Mac(mac, fact));
        facts.Add(station.Id.Value, station.Path, fact.Sequence, at, type, "order", order, version, nameof(ActorKind.System), Guid.Empty, payload, heads[station.Id].Mac);
    }

    // Every number once: an odd factor runs through all 2^25 words of five letters.
    private static string Number(int i, DateTimeOffset placed)
    {
        const string letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        var (word, rest) = (new StringBuilder(placed.ToString("yyMMdd-", CultureInfo.InvariantCulture)), (uint)(i * 11_400_713L % (1 << 25)));
        for (var letter = 0; letter < 5; letter++, rest /= 32) word.Append(letters[(int)(rest % 32)]);
        return word.ToString();
    }

    private static string Hash(int i) => System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(BitConverter.GetBytes(i)));
}

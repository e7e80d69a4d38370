namespace Shouwang.Bench;

/// <summary>The rows that each step of the loop writes, as plain statements for both engines: what would have to be done by the best of programs that keeps the same books.</summary>
static class LimitRows
{
    private const string Operation = "insert into operations (id, content_hash, at, status, content_type, answer) values (@operation, @hash, @now, 200, 'application/json', @answer)";
    private const string Chain = "insert into fact_chains (unit_id, sequence, mac) values (@unit, 1000000000, @mac) on conflict (unit_id) do update set sequence = fact_chains.sequence + 1, mac = @mac";

    private const string Fact =
        "insert into facts (unit_id, unit_path, sequence, at, type, subject, subject_id, subject_version, actor_kind, actor_id, payload, mac) " +
        "values (@unit, @path, (select sequence from fact_chains where unit_id = @unit), @now, 'dispatch.order.changed', 'order', @order, 1, 'Volunteer', @volunteer, @payload, @mac)";

    private const string Placed =
        "insert into orders (id, number, tracking_hash, menu_item_id, kind, form, people_needed, urgency, source, placed_at, due_at, \"from\", until, latitude, longitude, contact_name, phone, phone_index, address, address_index, note, " +
        "state, state_since, mode, handler_id, handler_path, handler_since, wave, exception, next_look_at, version, unit_id, unit_path) " +
        "values (@order, @operation, @hash, @item, 'shopping', 'Visit', 1, 'Ordinary', 'Api', @now, @later, @now, @later, 39.9, 116.2, @sealed, @sealed, @hash, @sealed, @hash, @sealed, " +
        "'Placed', @now, 'None', @unit, @path, @now, 0, 'None', @later, 1, @unit, @path)";

    private static readonly string[] Change = [Operation, Chain, Fact];

    private static readonly Dictionary<string, string[]> Rows = new()
    {
        ["place"] = [.. Change, Placed],
        ["triage"] = [.. Change, "update orders set urgency = 'Urgent', \"from\" = @now, until = @later, due_at = @later, undo_mark = @payload, next_look_at = @later, version = version + 1 where id = @order"],
        ["dispatch"] =
        [
            .. Change, "insert into offers (id, order_id, volunteer_id, wave, offered_at, expires_at, state, reasons, pin_reason) values (@first, @order, @volunteer, 1, @now, @later, 'Waiting', 'Distance:420 SameStation Load:120', @hash)",
            "update orders set state = 'Dispatched', state_since = @now, mode = 'Chosen', wave = 1, dispatched_at = @now, undo_mark = @payload, next_look_at = @later, version = version + 1 where id = @order",
            "insert into messages (id, unit_id, unit_path, kind, subject, body, link, urgency, about_kind, about_id, at) values (@second, @unit, @path, 'dispatch.order.offered', @payload, @payload, '/my/orders/1', 'Normal', 'order', @order, @now)",
            "insert into deliveries (id, message_id, channel, address, english, state, attempts, next_try_at) values (@third, @second, 'Inbox', @hash, @no, 'Waiting', 0, @now)",
        ],
        ["accept"] =
        [
            .. Change, "insert into assignments (id, order_id, volunteer_id, place, \"from\", until, accepted_at, state) values (@second, @order, @volunteer, 1, @now, @later, @now, 'Accepted')",
            "update offers set state = 'Accepted', answered_at = @now where id = @first",
            "update orders set state = 'Accepted', state_since = @now, accepted_at = @now, next_look_at = @later, version = version + 1 where id = @order",
            "insert into bookings (id, volunteer_id, \"from\", until, busy_until, purpose, purpose_id, minutes) values (@third, @volunteer, @slot, @slotend, @slotend, 'order', @order, 60)",
            "insert into booked_times (volunteer_id, span, begins, minutes, most) values (@volunteer, 'Day', @day, 1, 100000) on conflict (volunteer_id, span, begins) do update set minutes = booked_times.minutes + 1",
            "insert into booked_times (volunteer_id, span, begins, minutes, most) values (@volunteer, 'Week', @day, 1, 100000) on conflict (volunteer_id, span, begins) do update set minutes = booked_times.minutes + 1",
        ],
        ["check-in"] =
        [
            .. Change, Chain, Fact, "update assignments set state = 'CheckedIn', checked_in_at = @now where id = @second",
            "update orders set state = 'Serving', state_since = @now, started_at = @now, next_look_at = @later, version = version + 1 where id = @order",
            "insert into service_records (id, volunteer_id, purpose, purpose_id, activity, checked_in_at, planned_end, raw_minutes, credited_minutes, travel_minutes, evidence, state, version, unit_id, unit_path) " +
            "values (@third, @volunteer, 'order', @order, '代购物品', @now, @later, 0, 0, 0, 'CheckInOut', 'Open', 1, @unit, @path)",
        ],
        ["check-out"] =
        [
            .. Change, Chain, Fact, "update assignments set state = 'Finished', checked_out_at = @now, hand_over_note = @sealed where id = @second",
            "update orders set state = 'Completed', state_since = @now, completed_at = @now, next_look_at = @later, version = version + 1 where id = @order",
            "update service_records set checked_out_at = @now, raw_minutes = 1, credited_minutes = 1, state = 'Confirmed', version = version + 1 where id = @third",
        ],
        ["review"] =
        [
            .. Change, "insert into reviews (id, order_id, side, stars, words, at) values (@third, @order, 'Resident', 5, @sealed, @now)",
            "update orders set state = 'Reviewed', state_since = @now, closed_at = @now, next_look_at = null, version = version + 1 where id = @order",
        ],
    };

    public static IReadOnlyList<string> Steps { get; } = [.. Rows.Keys];

    public static IReadOnlyList<string> Of(string step) => Rows[step];
}

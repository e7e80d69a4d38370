using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>单: one need of one resident on its way through 点单, 派单, 接单, 评单.</summary>
/// <remarks>
/// One transition per method; each checks the state, changes it, and records the fact. What is personal (name, phone,
/// address, words) comes in under encryption and is never looked at here.
/// </remarks>
public sealed partial class ServiceOrder : Aggregate
{
    /// <summary>Most volunteers one order can need.</summary>
    public const int MostPeople = 50;

    /// <summary>Most volunteers who are asked at a time for one free place, so that few come for nothing.</summary>
    public const int MostAskedPerPlace = 3;

    /// <summary>A place taken after the planned start begins so many minutes later: time for the way.</summary>
    public const int WayMinutes = 15;

    /// <summary>A service at a wished time is due so many minutes after its planned end.</summary>
    public const int WishedSlackMinutes = 30;

    /// <summary>临时交回: handing back so shortly before the start needs a dispatcher's eye.</summary>
    public static readonly TimeSpan ShortNotice = TimeSpan.FromHours(2);

    /// <summary>Longest description of a need, in characters.</summary>
    public const int LongestNote = 500;

    /// <summary>Longest description that a partner's system passes on, in characters (Open311 GeoReport v2).</summary>
    public const int LongestPartnersNote = 4000;

    private readonly List<Offer> offers = [];
    private readonly List<Assignment> assignments = [];
    private readonly List<Review> reviews = [];

    private ServiceOrder() { }

    /// <summary>The id.</summary>
    public OrderId Id { get; private set; }

    /// <summary>单号: the number staff say to each other, unique: <c>1123-K7QF2</c>.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Keyed hash of the tracking code by which the resident follows the order.</summary>
    public string TrackingHash { get; private set; } = "";

    /// <summary>What is needed: the menu's item.</summary>
    public MenuItemId MenuItemId { get; private set; }

    /// <summary>The menu item's code, kept as it was when the order was placed.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>服务形式.</summary>
    public ServiceForm Form { get; private set; }

    /// <summary>所需技能, or null.</summary>
    public string? Skill { get; private set; }

    /// <summary>所需人数.</summary>
    public int PeopleNeeded { get; private set; }

    /// <summary>缓急.</summary>
    public Urgency Urgency { get; private set; }

    /// <summary>来源.</summary>
    public OrderSource Source { get; private set; }

    /// <summary>点单时间.</summary>
    public DateTimeOffset PlacedAt { get; private set; }

    /// <summary>时限: when it should be done.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Planned start of the service.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>Planned end of the service.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>Degrees north of the place, when known.</summary>
    public double? Latitude { get; private set; }

    /// <summary>Degrees east of the place, when known.</summary>
    public double? Longitude { get; private set; }

    /// <summary>称呼, under encryption.</summary>
    public SealedText ContactName { get; private set; }

    /// <summary>电话, under encryption.</summary>
    public SealedText Phone { get; private set; }

    /// <summary>Index by which orders of the same phone are found.</summary>
    public BlindIndex PhoneIndex { get; private set; }

    /// <summary>地址, under encryption.</summary>
    public SealedText Address { get; private set; }

    /// <summary>Index by which orders of the same address are found.</summary>
    public BlindIndex AddressIndex { get; private set; }

    /// <summary>需求说明, under encryption; null when the kind says it all.</summary>
    public SealedText? Note { get; private set; }

    /// <summary>The door code it came by, if any.</summary>
    public DoorCodeId? DoorCodeId { get; private set; }

    /// <summary>性别意愿: the resident would rather have a volunteer of this sex; null when it does not matter.</summary>
    public Gender? WishedGender { get; private set; }

    /// <summary>语言意愿: the resident is best understood in this language; null when it does not matter.</summary>
    public string? WishedLanguage { get; private set; }

    /// <summary>状态.</summary>
    public OrderState State { get; private set; }

    /// <summary>Since when the state holds.</summary>
    public DateTimeOffset StateSince { get; private set; }

    /// <summary>派单方式.</summary>
    public DispatchMode Mode { get; private set; }

    /// <summary>The team it was given to, in mode <see cref="DispatchMode.Team"/>.</summary>
    public TeamId? TeamId { get; private set; }

    /// <summary>经办单位: who looks for volunteers now: the station, or a unit above it after an escalation.</summary>
    public UnitId HandlerId { get; private set; }

    /// <summary>Path of <see cref="HandlerId"/>.</summary>
    public string HandlerPath { get; private set; } = "";

    /// <summary>Since when <see cref="HandlerId"/> looks for volunteers.</summary>
    public DateTimeOffset HandlerSince { get; private set; }

    /// <summary>How many waves have been asked so far.</summary>
    public int Wave { get; private set; }

    /// <summary>首次派单时间: when somebody was first asked.</summary>
    public DateTimeOffset? DispatchedAt { get; private set; }

    /// <summary>接满时间: when the last place was taken.</summary>
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>开始时间: the first check-in.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>完成时间.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>结束时间: when nothing more can happen to it; null before.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Why it was withdrawn, could not be done, or was referred: a code and perhaps words, under encryption.</summary>
    public SealedText? EndReason { get; private set; }

    /// <summary>异常: what a dispatcher must look at; none when all goes its way.</summary>
    public OrderException Exception { get; private set; }

    /// <summary>Since when the exception stands.</summary>
    public DateTimeOffset? ExceptionSince { get; private set; }

    /// <summary>超时记录: when it was noted that the due time had passed; once for each due time.</summary>
    public DateTimeOffset? OverdueNotedAt { get; private set; }

    /// <summary>下次处理: when the clockwork must look at the order again; null when nothing is due by the clock.</summary>
    public DateTimeOffset? NextLookAt { get; private set; }

    /// <summary>The order that this one repeats, when a dispatcher found it to be the same need.</summary>
    public OrderId? DuplicateOf { get; private set; }

    /// <summary>Everybody who was asked, in the order of asking.</summary>
    public IReadOnlyList<Offer> Offers => offers;

    /// <summary>Everybody who took a place, also those who gave it up.</summary>
    public IReadOnlyList<Assignment> Assignments => assignments;

    /// <summary>The reviews of both sides.</summary>
    public IReadOnlyList<Review> Reviews => reviews;

    /// <summary>The planned period.</summary>
    public Period Planned => new(From, Until);

    /// <summary>The place on the map, when known.</summary>
    public GeoPoint? Location => Latitude is { } lat && Longitude is { } lon ? new GeoPoint(lat, lon) : null;

    /// <summary>Places that nobody holds.</summary>
    public int FreePlaces => PeopleNeeded - assignments.Count(a => a.IsHeld);

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("order", Id.Value);

    /// <summary>点单: a need reaches the network.</summary>
    /// <param name="id">Id of the new order.</param>
    /// <param name="need">What is needed, where and when.</param>
    /// <param name="at">Now.</param>
    /// <param name="policy">The center's rules for due times.</param>
    public static Result<ServiceOrder> Place(OrderId id, PlacedNeed need, DateTimeOffset at, DispatchPolicy policy)
    {
        var refusals = need.Check(at).ToList();
        if (refusals.Count > 0) return refusals;
        var from = need.WantedFrom ?? at.AddMinutes(need.Urgency == Urgency.Urgent ? 15 : 60);
        var order = new ServiceOrder
        {
            Id = id, Number = need.Number, TrackingHash = need.TrackingHash,
            UnitId = need.Unit.UnitId, UnitPath = need.Unit.UnitPath, HandlerId = need.Unit.UnitId, HandlerPath = need.Unit.UnitPath, HandlerSince = at,
            MenuItemId = need.Item.Id, Kind = need.Item.Code, Form = need.Item.Form, Skill = need.Item.Skill,
            PeopleNeeded = need.Item.PeopleNeeded, Urgency = need.Urgency, Source = need.Source, PlacedAt = at,
            From = from, Until = from.AddMinutes(need.Item.StandardMinutes),
            Latitude = need.Place?.Latitude, Longitude = need.Place?.Longitude,
            ContactName = need.ContactName, Phone = need.Phone, PhoneIndex = need.PhoneIndex, Address = need.Address, AddressIndex = need.AddressIndex, Note = need.Note,
            DoorCodeId = need.DoorCodeId, WishedGender = need.WishedGender, WishedLanguage = need.WishedLanguage,
            State = OrderState.Placed, StateSince = at, Mode = DispatchMode.None,
        };
        // Never due before the service could have been given; a wished time is a promise of its own.
        order.DueAt = need.WantedFrom is null ? Later(policy.DueAt(need.Urgency, at), order.Until) : order.Until.AddMinutes(WishedSlackMinutes);
        order.Reschedule(policy);
        order.Record("dispatch.order.placed", ("kind", order.Kind), ("urgency", order.Urgency), ("source", order.Source), ("people", order.PeopleNeeded), ("due", order.DueAt));
        return order;
    }

    /// <summary>分诊: sets urgency, planned start, due time and number of people, before or while volunteers are looked for.</summary>
    public Result<Done> Triage(Urgency urgency, DateTimeOffset from, DateTimeOffset dueAt, int peopleNeeded, DateTimeOffset at)
    {
        if (!State.TakesVolunteers()) return NotOpen();
        var refusals = new List<Refusal>();
        if (from < at.AddMinutes(-5)) refusals.Add(new Refusal("dispatch.order.starts-in-the-past").At("from"));
        if (peopleNeeded is < 1 or > MostPeople) refusals.Add(new Refusal("dispatch.order.people", ("most", MostPeople)).At("peopleNeeded"));
        if (peopleNeeded < PeopleNeeded - FreePlaces) refusals.Add(new Refusal("dispatch.order.places-taken", ("taken", PeopleNeeded - FreePlaces)).At("peopleNeeded"));
        var until = from + (Until - From);
        if (dueAt < until) refusals.Add(new Refusal("dispatch.order.due-before-end", ("end", until)).At("dueAt"));
        if (refusals.Count > 0) return refusals;
        if (assignments.Any(a => a.IsHeld) && from != From) return new Refusal("dispatch.order.time-is-agreed").At("from");

        MarkForUndo(UndoableAct.Edited, at);
        if (dueAt != DueAt) OverdueNotedAt = null;
        (Urgency, From, Until, DueAt, PeopleNeeded) = (urgency, from, until, dueAt, peopleNeeded);
        Record("dispatch.order.triaged", ("urgency", urgency), ("from", from), ("due", dueAt), ("people", peopleNeeded));
        if (FreePlaces == 0) BecomeAccepted(at);
        return Done.It;
    }

    /// <summary>标记重复: this order repeats an earlier one and is closed in its favour.</summary>
    public Result<Done> MarkDuplicateOf(OrderId earlier, SealedText reason, DateTimeOffset at)
    {
        if (earlier == Id) return new Refusal("dispatch.order.duplicate-of-itself");
        var ended = End(OrderState.Withdrawn, reason, "duplicate", at);
        if (ended.Refusal is null) DuplicateOf = earlier;
        return ended;
    }

    private void Turn(OrderState state, DateTimeOffset at) => (State, StateSince) = (state, at);

    private Refusal NotOpen() => new("dispatch.order.not-open", ("state", State));

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>异常: why an order needs a dispatcher's eye.</summary>
public enum OrderException
{
    /// <summary>正常.</summary>
    [Term("正常")] None,

    /// <summary>无人可派: no candidate was left, up to the top.</summary>
    [Term("无人可派")] NobodyLeft,

    /// <summary>未到岗: somebody did not appear.</summary>
    [Term("有人未到岗")] NoShow,

    /// <summary>已超时: the due time has passed.</summary>
    [Term("已超时")] Overdue,

    /// <summary>有人交回: a volunteer handed back shortly before the start.</summary>
    [Term("临时交回")] HandedBack,
}

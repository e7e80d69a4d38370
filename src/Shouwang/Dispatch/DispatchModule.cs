using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>The door of Dispatch: orders from need to review.</summary>
public sealed class DispatchModule : Module
{
    public override string Chinese => "点派接评";

    public override IReadOnlyList<AccessRule> Access => DispatchAccess.Rules;

    public override IReadOnlyList<ShareRule> Shareable => DispatchAccess.Shareable;

    public override IEnumerable<MenuEntry> Menu => DispatchPages.Menu;

    public override IEnumerable<TabEntry> Tabs => DispatchPages.Tabs;

    public override IEnumerable<Type> Figures => [typeof(DispatchFigures)];

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        DispatchPages.Map(routes);
        DispatchEndpoints.Map(routes);
        GeoReportEndpoints.Map(routes);
    }

    public override IEnumerable<JobEntry> Jobs =>
    [
        new("dispatch-clockwork", TimeSpan.FromSeconds(5), Clockwork),
    ];

    // While a drill plays a day on a clock of its own, that clock decides what is due.
    private static async Task Clockwork(IServiceProvider house, CancellationToken cancel)
    {
        if (await house.GetRequiredService<Leases>().IsHeld(Leases.Drill, cancel)) return;
        await house.GetRequiredService<OrderClockwork>().Run(cancel);
    }

    public override void AddServices(IServiceCollection services)
    {
        DispatchPages.AddServices(services);
        services.AddScoped<OrderWords>().AddScoped<DispatchPolicies>().AddScoped<OrderDesk>().AddScoped<OrderConditions>().AddScoped<LackingPlaces>().AddScoped<OrderBookings>().AddScoped<CandidateFinder>()
            .AddScoped<Waves>().AddScoped<DispatchNotices>().AddScoped<OrderEnding>().AddScoped<OrderReviews>().AddScoped<OrderPhotos>();
        services.AddScoped<OrderNumbers>().AddScoped<ListOrders>().AddScoped<TrackOrder>().AddScoped<ListMenu>().AddScoped<DispatchFigures>();
        services.AddScoped<GeoReportServices>().AddScoped<GeoReportRequests>().AddScoped<ServingUnit>().AddScoped<PlaceFromPartner>().AddSingleton<IRefusalForm, GeoReportRefusals>();
        services.AddScoped<IDutySource, DutiesForCalendar>().AddScoped<Broadcast.IEventSource, OrderEvents>();
        services.AddScoped<OrderClockwork>().AddScoped<LookAtOrder>();
        services.AddScoped<PlaceOrder>().AddScoped<PlaceBatch>().AddScoped<FindDuplicates>().AddScoped<MarkDuplicate>();
        services.AddScoped<TriageOrder>().AddScoped<FindCandidates>().AddScoped<AskVolunteers>().AddScoped<DispatchInWaves>().AddScoped<GiveToTeam>()
            .AddScoped<OpenForClaiming>().AddScoped<EscalateOrder>().AddScoped<CancelOffer>().AddScoped<ClearException>().AddScoped<UndoLast>();
        services.AddScoped<ProposalPeople>().AddScoped<ProposeAll>().AddScoped<AcceptProposal>();
        services.AddScoped<AcceptOffer>().AddScoped<ClaimOrder>().AddScoped<DeclineOffer>().AddScoped<HandBackOrder>();
        services.AddScoped<SetOut>().AddScoped<CheckIn>().AddScoped<CheckOut>().AddScoped<AddPhotos>().AddScoped<ReportNoShow>().AddScoped<CompleteWithThose>();
        services.AddScoped<WithdrawOrder>().AddScoped<WithdrawByResident>().AddScoped<FailOrder>().AddScoped<ReferOrder>();
        services.AddScoped<ReviewOrder>().AddScoped<ReviewOnBehalf>().AddScoped<ReviewAsVolunteer>().AddScoped<TakeOnFollowUp>().AddScoped<CloseFollowUp>();
        services.AddScoped<RevealContact>().AddScoped<ExcludeVolunteer>().AddScoped<LiftExclusion>();
        services.AddScoped<AddMenuItem>().AddScoped<ChangeMenuItem>().AddScoped<OfferMenuItem>().AddScoped<StandardMenu>().AddScoped<SetDispatchPolicy>();
        services.AddScoped<MakeDoorCodes>().AddScoped<ReplaceDoorCodes>().AddScoped<RevokeDoorCode>().AddScoped<OpenDoor>().AddScoped<PrintDoorCodes>();
    }
}

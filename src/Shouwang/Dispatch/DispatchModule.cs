using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>The door of Dispatch: orders from need to review.</summary>
public sealed class DispatchModule : Module
{
    public override IReadOnlyList<AccessRule> Access => DispatchAccess.Rules;

    public override IEnumerable<JobEntry> Jobs =>
    [
        new("dispatch-clockwork", TimeSpan.FromSeconds(5), (house, cancel) => house.GetRequiredService<OrderClockwork>().Run(cancel)),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<OrderWords>().AddScoped<DispatchPolicies>().AddScoped<OrderDesk>().AddScoped<OrderBookings>().AddScoped<CandidateFinder>()
            .AddScoped<Waves>().AddScoped<DispatchNotices>().AddScoped<OrderEnding>().AddScoped<OrderReviews>().AddScoped<OrderPhotos>();
        services.AddScoped<OrderClockwork>().AddScoped<LookAtOrder>();
        services.AddScoped<PlaceOrder>().AddScoped<FindDuplicates>().AddScoped<MarkDuplicate>();
        services.AddScoped<TriageOrder>().AddScoped<FindCandidates>().AddScoped<AskVolunteers>().AddScoped<DispatchInWaves>().AddScoped<GiveToTeam>()
            .AddScoped<OpenForClaiming>().AddScoped<EscalateOrder>().AddScoped<CancelOffer>().AddScoped<ClearException>().AddScoped<UndoLast>();
        services.AddScoped<AcceptOffer>().AddScoped<ClaimOrder>().AddScoped<DeclineOffer>().AddScoped<HandBackOrder>();
        services.AddScoped<SetOut>().AddScoped<CheckIn>().AddScoped<CheckOut>().AddScoped<ReportNoShow>().AddScoped<CompleteWithThose>();
        services.AddScoped<WithdrawOrder>().AddScoped<WithdrawByResident>().AddScoped<FailOrder>().AddScoped<ReferOrder>();
        services.AddScoped<ReviewOrder>().AddScoped<ReviewOnBehalf>().AddScoped<ReviewAsVolunteer>().AddScoped<TakeOnFollowUp>().AddScoped<CloseFollowUp>();
        services.AddScoped<RevealContact>().AddScoped<ExcludeVolunteer>().AddScoped<LiftExclusion>();
        services.AddScoped<AddMenuItem>().AddScoped<ChangeMenuItem>().AddScoped<OfferMenuItem>().AddScoped<StandardMenu>().AddScoped<SetDispatchPolicy>();
        services.AddScoped<MakeDoorCodes>().AddScoped<ReplaceDoorCodes>().AddScoped<RevokeDoorCode>().AddScoped<OpenDoor>();
    }
}

using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>What the tests of the conditions do again and again: ages, consents, agreements, policies, and what a service asks for.</summary>
static class ConditionTown
{
    public const string AgreementWords = "双方自愿，约定服务内容、风险与保障，任何一方都可以随时解除。", Insurer = "样例保险公司", Evidence = "同意书第 7 号，存站点档案柜";

    public static Task Born(this DispatchTown town, VolunteerId who, int yearsAgo, int daysLater = 0) => town.House.Run<ShouwangDb, int>((Caller?)null, async db =>
    {
        var volunteer = await db.Volunteers().FirstAsync(v => v.Id == who);
        _ = volunteer.NoteBirth(town.House.Clock.Today.AddYears(-yearsAgo).AddDays(daysLater), town.House.Clock.Today).Value;
        return await db.SaveChangesAsync();
    });

    public static Task<string> NumberOf(this DispatchTown town, VolunteerId who) => town.House.Read(db => db.Volunteers().Where(v => v.Id == who).Select(v => v.Number).SingleAsync());

    public static async Task<Result<Done>> Consent(this DispatchTown town, VolunteerId who, bool coversData = true)
    {
        var request = new MinorBasisRequest("GuardianConsent", "王大明", "Father", "13700001111", coversData, town.House.Clock.Today, "Paper", Evidence);
        var number = await town.NumberOf(who);
        return await town.House.Run<NoteMinorBasis, Result<Done>>(town.Clerk, use => use.Run(number, request, default));
    }

    public static async Task<Result<Done>> WithdrawConsent(this DispatchTown town, VolunteerId who)
    {
        var number = await town.NumberOf(who);
        return await town.House.Run<WithdrawMinorBasis, Result<Done>>(town.Clerk, use => use.Run(number, "家里有事", default));
    }

    public static async Task<Guid> Publish(this DispatchTown town, AgreementKind kind, string? words = null) =>
        (await town.House.Run<PublishAgreement, Result<Guid>>(await town.House.Hire(Role.Leader, town.House.District.Center), use => use.Run(LittleDistrict.CenterCode, kind.ToString(), words ?? AgreementWords, default))).Value;

    public static Task<Result<Done>> Sign(this DispatchTown town, VolunteerId who, Guid text) =>
        town.House.Run<SignAgreement, Result<Done>>(new Caller(new Actor(ActorKind.Volunteer, who.Value), "", Rights.None), use => use.Run(null, text, true, default));

    public static async Task<Guid> Insure(this DispatchTown town, int days = 30, bool everybody = true)
    {
        var terms = new PolicyTerms(Insurer, "PA-2026-001", town.House.Clock.Today, town.House.Clock.Today.AddDays(days), everybody);
        return (await town.House.Run<EnterPolicy, Result<Guid>>(town.Clerk, use => use.Run(LittleDistrict.PineCode, terms, default))).Value;
    }

    /// <summary>What a kind of service asks for from now on.</summary>
    public static async Task Demand(this DispatchTown town, string kind, ServiceConditions conditions)
    {
        var leader = await town.House.Hire(Role.Leader, town.House.District.Center);
        var (id, terms) = await town.House.Read(async db => (await db.Menu().Where(item => item.Code == kind).Select(item => item.Id).SingleAsync(), StandardMenu.Items.Single(item => item.Code == kind).Terms));
        _ = (await town.House.Run<ChangeMenuItem, Result<Done>>(leader, use => use.Run(id, null, terms with { Conditions = conditions }, default))).Value;
    }

    /// <summary>An offer from before something went missing, put there past every door.</summary>
    public static Task Offer(this DispatchTown town, OrderId id, VolunteerId who) => town.House.Run<ShouwangDb, int>((Caller?)null, async db =>
    {
        var (order, now) = ((await db.OrderToChange(id, default))!, town.House.Clock.GetUtcNow());
        _ = order.Ask([new Asked(town.House.Ids.New<OfferId>(), who, "Distance:10", null)], DispatchMode.Chosen, now.AddMinutes(30), now).Value;
        return await db.SaveChangesAsync();
    });

    public static Task<IReadOnlyList<LackingPlace>> Lacking(this DispatchTown town) =>
        town.House.Run<LackingPlaces, IReadOnlyList<LackingPlace>>(town.Dispatcher, use => use.Run(Reach.Of([town.House.District.Center.UnitPath]), null, default));
}

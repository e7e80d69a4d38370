using System.Text.Json;
using Shouwang.Broadcast;
using Shouwang.Dispatch;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Architecture;

/// <summary>More things at the station Pine: a recruitment call, a correction that waits, a star in notice, a webhook, a key of badges, and what waits for a second person.</summary>
static class AccessThings
{
    public static async Task Add(AccessTown town)
    {
        await AddCall(town);
        await AddReserve(town);
        await AddHours(town);
        await AddWebhook(town);
        await AddConditions(town);
        town.Things["badge-key"] = [(await town.House.Run<BadgeKeys, BadgeKey?>((Caller?)null, keys => keys.Replace(default)))!.Id];
    }

    /// <summary>Asked for by somebody who could grant then and cannot any more: nobody's agreement does anything, and only he can withdraw it.</summary>
    public static async Task AskByTwo(AccessTown town, Employee self)
    {
        var (house, wanted) = (town.House, new WantedGrant(Guid.Parse(town.Things["account"][0]), Role.AuditAdministrator, LittleDistrict.PineCode, null));
        var request = TwoPersonRequest.Ask(house.Ids.New<TwoPersonRequestId>(), TwoPersonGrants.Kind, house.District.Pine, house.Cipher.Seal(JsonSerializer.Serialize(wanted), AskSecondPerson.ContentPurpose),
            "接替离岗的同事", self.Caller.Actor, house.Clock.GetUtcNow()).Value;
        await house.Write(db => db.Add(request));
        town.Things["request"] = [request.Id.Value.ToString()];
        var export = PlainExport.Agreed(house.Ids.New<PlainExportId>(), request, JsonSerializer.Serialize(new WantedExport(house.District.Pine.Code, null, null, false)), request.AskedBy, house.Clock.GetUtcNow());
        await house.Write(db => db.Add(export));
        town.Things["plain-export"] = [export.Id.Value.ToString()];
    }

    private static Caller AsVolunteer(AccessTown town) => new(new Actor(ActorKind.Volunteer, town.Me.Value), "", Rights.None);

    private static async Task AddCall(AccessTown town)
    {
        var call = await AnsweringACall.Publish(town.House, await town.House.Hire(Role.Clerk, town.House.District.Pine), [new("any", 5)]);
        _ = (await town.House.Run<EnterCall, Result<CallAnswer>>(AsVolunteer(town), enter => enter.Run(call, new CallRequest { Skill = "any" }, byStaff: false, default))).Value;
        town.Things["call"] = [call];
    }

    private static async Task AddConditions(AccessTown town)
    {
        var leader = await town.House.Hire(Role.Leader, town.House.District.Pine);
        async Task<string> Publish(string kind) => (await town.House.Run<PublishAgreement, Result<Guid>>(leader, use => use.Run(LittleDistrict.PineCode, kind, ConditionTown.AgreementWords, default))).Value.ToString();
        (town.Things["agreement"], town.Things["agreement-to-end"]) = ([await Publish("General")], [await Publish("LargeEvent")]);
        town.Things["policy"] = [(await town.Town.Insure()).ToString()];
    }

    private static async Task AddReserve(AccessTown town)
    {
        var clerk = await town.House.Hire(Role.Clerk, town.House.District.Pine);
        var (reserve, callUp) = await CallingUp.Called(town.House, clerk, town.Things["volunteer"][0]);
        town.Things["reserve-to-dissolve"] = [(await CallingUp.Make(town.House, clerk)).ToString()];
        (town.Things["reserve"], town.Things["call-up"]) = ([reserve.ToString()], [callUp]);
    }

    private static async Task AddHours(AccessTown town)
    {
        var (house, me) = (town.House, town.Me);
        var record = await CorrectingTheHours.Serve(house, me, house.Clock.GetUtcNow().AddDays(-3), 60);
        _ = (await house.Run<CorrectHours, Result<CorrectionState>>(AsVolunteer(town), use => use.Run(record, "70", "签到表第 3 页", null, default))).Value;
        town.Things["served-record"] = [record.ToString()];
        town.Things["correction"] = [(await house.Read(db => db.Corrections().Select(correction => correction.Id).SingleAsync())).Value.ToString()];
        var volunteer = await house.Read(db => db.Volunteers().AsNoTracking().SingleAsync(v => v.Id == me));
        var star = StarAward.PutUp(house.Ids.New<StarAwardId>(), volunteer, StarSchemes.National, 1, 100 * 60, house.Clock.GetUtcNow()).Value;
        await house.Write(db => db.Add(star));
        town.Things["star"] = [star.Id.Value.ToString()];
    }

    private static async Task AddWebhook(AccessTown town)
    {
        var (house, security) = (town.House, await town.House.Hire(Role.SecurityAdministrator, town.House.District.Pine));
        var webhook = (await house.Run<MakeWebhook, Result<MadeWebhook>>(security, make =>
            make.Run(AccessTown.Partner, LittleDistrict.PineCode, "https://hotline.example/hook", ["dispatch.order.placed"], default))).Value.Id;
        var fact = await house.Read(db => db.Facts().Where(known => known.Type == "dispatch.order.placed").MaxAsync(known => known.Id));
        var told = WebhookDelivery.Of(house.Ids.New<WebhookDeliveryId>(), new WebhookId(webhook), fact, ("dispatch.order.placed", town.Things["order"][0], "{}"), house.Clock.GetUtcNow());
        await house.Write(db => db.Add(told));
        (town.Things["webhook"], town.Things["told"]) = ([webhook.ToString()], [told.Id.Value.ToString()]);
    }
}

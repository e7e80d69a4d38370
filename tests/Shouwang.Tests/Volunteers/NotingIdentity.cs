using System.Net;
using System.Text.Json;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>实名: a document is noted with consent, kept under encryption, looked at with a reason, and deleted when the consent is withdrawn.</summary>
public sealed class NotingIdentity
{
    private const string Number = "11010519491231002X";

    [DatabaseTheory]
    public async Task A_volunteer_notes_his_own_and_sees_it_masked(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.LogIn(ActorKind.Volunteer, (await house.Enlist("王小明", house.District.Pine)).Value);
        using var unasked = await me.Submit("/my/identity", "form.card", ("kind", "ResidentCard"), ("identityNumber", Number));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unasked.StatusCode);
        Assert.Contains($"value=\"{Number}\"", await unasked.Content.ReadAsStringAsync(), StringComparison.Ordinal); // he need not type it again
        using var noted = await me.Submit("/my/identity", "form.card", ("kind", "ResidentCard"), ("identityNumber", " 11010519491231002x "), ("consent", "on"));
        Assert.Equal("/my/identity", noted.Headers.Location!.ToString());
        var page = await me.GetStringAsync(new Uri("/my/identity", UriKind.Relative));
        Assert.Contains("1****************X", page, StringComparison.Ordinal);
        Assert.DoesNotContain("19491231", page, StringComparison.Ordinal);
        var kept = await house.Read(db => db.Identities().AsNoTracking().SingleAsync());
        Assert.Equal(Number, house.Cipher.Open(kept.Number, "volunteer.identity"));
    }

    [DatabaseTheory]
    public async Task One_document_belongs_to_one_volunteer_however_often_it_is_tried(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Center);
        var people = new[] { await Enlist(house, "甲", house.District.Pine), await Enlist(house, "乙", house.District.Hill), await Enlist(house, "丙", house.District.Lake) };
        var results = await Task.WhenAll(people.Select(person => house.Run<NoteIdentity, Result<Done>>(clerk, use => use.Run(person, Card, default))));
        Assert.Single(results, result => result.IsOk);
        var holder = people[Array.FindIndex(results, result => result.IsOk)];
        Assert.All(results.Where(result => !result.IsOk), result => Assert.Equal(("volunteers.identity.known-here @identityNumber", holder), (result.Refusal!.ToString(), result.Refusal.Facts["number"])));
        var stranger = await house.Hire(Role.Clerk, holder == people[0] ? house.District.West : house.District.East);
        var own = holder == people[0] ? people[1] : people[0];
        Assert.Equal("volunteers.identity.known-elsewhere", (await house.Run<NoteIdentity, Result<Done>>(stranger, use => use.Run(own, Card, default))).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task Looking_at_a_number_takes_the_right_a_reason_and_leaves_a_fact(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var person = await Enlist(house, "甲", house.District.Pine);
        var (clerk, leader, stranger) = (await house.Hire(Role.Clerk, house.District.Pine), await house.Hire(Role.Leader, house.District.Pine), await house.Hire(Role.Clerk, house.District.Hill));
        _ = (await house.Run<NoteIdentity, Result<Done>>(clerk, use => use.Run(person, Card, default))).Value;
        Assert.Equal("volunteers.volunteer.reveal-reason", (await Reveal(house, clerk, person, " ")).Refusal!.Code);
        Assert.True((await Reveal(house, leader, person, "核实")).Refusal!.IsForbidden);
        Assert.True((await Reveal(house, stranger, person, "核实")).Refusal!.IsUnknown);
        Assert.Equal(Number, (await Reveal(house, clerk, person, "开证明核实")).Value);
        var fact = await house.Read(db => db.Facts().AsNoTracking().SingleAsync(f => f.Type == "volunteers.identity.revealed"));
        Assert.Equal((clerk.Id.Value, true), (fact.ActorId, fact.Payload.Contains("开证明核实", StringComparison.Ordinal)));
        Assert.DoesNotContain(await house.Read(db => db.Facts().AsNoTracking().ToListAsync()), f => f.Payload.Contains("1949", StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task A_consent_withdrawn_deletes_it_and_the_ledger_keeps_only_that_it_was(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.LogIn(ActorKind.Volunteer, (await house.Enlist("王小明", house.District.Pine)).Value);
        using var noted = await me.PutAsJsonAsync(new Uri("/api/my/identity", UriKind.Relative), new { kind = "Passport", number = "e1234 5678", birthDate = "1990-05-06", consent = true });
        Assert.Equal(HttpStatusCode.OK, noted.StatusCode);
        Assert.Equal("E*******8", (await me.GetFromJsonAsync<JsonElement>(new Uri("/api/my/identity", UriKind.Relative))).GetProperty("masked").GetString());
        using var forgotten = await me.Submit("/my/identity", "form:has([value='forget'])");
        Assert.Equal(HttpStatusCode.SeeOther, forgotten.StatusCode);
        Assert.Equal(0, await house.Read(db => db.Identities().CountAsync()));
        Assert.Equal(1, await house.Read(db => db.Facts().CountAsync(f => f.Type == "volunteers.identity.forgotten")));
        using var again = await me.DeleteAsync(new Uri("/api/my/identity", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [DatabaseTheory]
    public async Task Staff_note_and_correct_it_on_the_page_and_the_number_is_shown_once(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var person = await Enlist(house, "甲", house.District.Pine);
        var (clerk, address) = (await house.LogInAs(Role.Clerk, house.District.Pine), $"/volunteers/{person}/identity");
        using var wrong = await clerk.Submit(address, "form.card", ("kind", "ResidentCard"), ("identityNumber", "110105194912310021"), ("consent", "on"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("多半是抄错了一位", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var noted = await clerk.Submit(address, "form.card", ("kind", "ResidentCard"), ("identityNumber", Number), ("consent", "on"));
        Assert.Equal(HttpStatusCode.SeeOther, noted.StatusCode);
        using var shown = await clerk.Submit(address, ".card-body > form", ("reason", "核实"));
        Assert.Contains(Number, await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var replaced = await clerk.Submit(address, "form.card", ("kind", "TaiwanPermit"), ("identityNumber", "12345678"), ("birthDate", "1980-01-02"), ("consent", "on"));
        Assert.Equal(HttpStatusCode.SeeOther, replaced.StatusCode);
        Assert.Equal((IdentityKind.TaiwanPermit, new DateOnly(1980, 1, 2)), await house.Read(async db => await db.Identities().AsNoTracking().Select(i => new ValueTuple<IdentityKind, DateOnly>(i.Kind, i.BirthDate)).SingleAsync()));
        var leader = await house.LogInAs(Role.Leader, house.District.Pine);
        Assert.DoesNotContain("<form class=\"card\"", await leader.GetStringAsync(new Uri(address, UriKind.Relative)), StringComparison.Ordinal);
    }

    private static IdentityRequest Card => new("ResidentCard", Number, null, true);

    private static async Task<string> Enlist(TestHouse house, string name, Unit unit)
    {
        var id = await house.Enlist(name, unit);
        return await house.Read(db => db.Volunteers().Where(volunteer => volunteer.Id == id).Select(volunteer => volunteer.Number).SingleAsync());
    }

    private static Task<Result<string>> Reveal(TestHouse house, Employee staff, string person, string reason) => house.Run<RevealIdentity, Result<string>>(staff, use => use.Run(person, reason, default));
}

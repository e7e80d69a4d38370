using System.Net;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

public sealed class SigningUp
{
    private static SignUpRequest Good { get; } = new() { Name = "刘芳", Phone = "138 0000 2222", Unit = LittleDistrict.PineCode, Skills = ["errand"], When = "weekends", Consent = "on" };

    [DatabaseTheory]
    public async Task Everything_wrong_is_said_at_once_and_nothing_is_kept(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var answer = await SignUp(house, new SignUpRequest { Name = " ", Phone = "12345", Unit = "000000", Skills = ["flying"], When = "never" });
        Assert.Equal(["name", "phone", "skills", "when", "consent", "unit"], answer.Refusals.Select(refusal => refusal.Field));
        Assert.Equal(0, await house.Read(db => db.Volunteers().CountAsync()));
    }

    [DatabaseTheory]
    public async Task On_the_page_what_was_typed_stays_and_a_script_in_a_name_is_only_a_name(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        const string name = "<script>alert(1)</script>";
        using var wrong = await house.Visitor().Submit("/sign-up", "form.card", ("name", name), ("phone", "138"), ("unit", LittleDistrict.PineCode), ("consent", "yes"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var page = await wrong.Document();
        Assert.Equal(name, page.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Contains("请填写 11 位手机号", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Scripts, script => script.TextContent.Contains("alert(1)", StringComparison.Ordinal));

        using var right = await house.Visitor().Submit("/sign-up", "form.card", ("name", name), ("phone", "13800002222"), ("unit", LittleDistrict.PineCode), ("consent", "yes"));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(name, (await house.Read(db => db.Volunteers().SingleAsync())).Name);
    }

    [DatabaseTheory]
    public async Task A_closed_unit_takes_nobody(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        await house.Run<ShouwangDb, int>((Caller?)null, async db =>
        {
            _ = (await db.Units().FirstAsync(unit => unit.Code == LittleDistrict.PineCode)).Close(house.Clock.Today, house.Clock.Today, false).Value;
            return await db.SaveChangesAsync();
        });
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(("organization.unit.closed", "unit"), Code(await SignUp(house, Good)));
    }

    [DatabaseTheory]
    public async Task A_phone_on_the_register_gets_the_answer_of_a_new_one_and_is_kept_once(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var first = (await SignUp(house, Good with { Phone = "13800002221", Name = "王强" })).Value;
        Assert.Equal((VolunteerState.Applied, 1), (first.State, first.PlaceInLine));
        await house.Enlist("样例志愿者", house.District.Pine);
        var fresh = (await SignUp(house, Good)).Value;
        var known = (await SignUp(house, Good with { Phone = "139 0000 0001", Name = "别人" })).Value;
        var again = (await SignUp(house, Good with { Phone = "+86 138-0000-2222" })).Value;

        Assert.Equal((VolunteerState.Applied, 2), (fresh.State, fresh.PlaceInLine));
        Assert.Equal((VolunteerState.Applied, 3), (known.State, known.PlaceInLine));
        Assert.Equal(fresh, again);
        Assert.Equal(3, await house.Read(db => db.Volunteers().CountAsync()));
        Assert.Equal("样例志愿者", (await house.Read(db => db.Volunteers().SingleAsync(v => v.State == VolunteerState.Active))).Name);
    }

    [DatabaseTheory]
    public async Task Of_fifty_sign_ups_with_one_phone_at_once_one_is_kept_and_all_get_its_number(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => SignUp(house, Good))));
        Assert.Single(answers.Select(answer => answer.Value.Number).Distinct());
        Assert.Equal(1, await house.Read(db => db.Volunteers().CountAsync()));
    }

    [DatabaseTheory]
    public async Task Staff_are_told_that_a_phone_is_known_and_may_enter_only_for_their_own_units(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        Assert.Equal(VolunteerState.Active, (await Enter(house, clerk, Good with { Consent = null })).Value.State);
        Assert.Equal(("volunteers.volunteer.known-phone", "phone"), Code(await Enter(house, clerk, Good)));
        Assert.Equal("unit", (await Enter(house, clerk, Good with { Phone = "13800003333", Unit = LittleDistrict.HillCode })).Refusal?.Field);
        Assert.Equal("staff", (await house.Read(db => db.Facts().SingleAsync(fact => fact.Type == "volunteers.volunteer.applied"))).ActorKind.ToString().ToLowerInvariant());
    }

    [DatabaseTheory]
    public async Task Neither_phone_nor_name_lies_in_the_ledger_and_the_phone_lies_nowhere_in_plain(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        _ = (await SignUp(house, Good)).Value;
        var volunteer = await house.Read(db => db.Volunteers().SingleAsync());
        Assert.DoesNotContain("13800002222", volunteer.Phone.ToString(), StringComparison.Ordinal);
        var facts = await house.Read(db => db.Facts().Select(fact => fact.Payload).ToListAsync());
        Assert.NotEmpty(facts);
        Assert.DoesNotContain(facts, payload => payload.Contains("13800002222", StringComparison.Ordinal) || payload.Contains("刘芳", StringComparison.Ordinal));
    }

    private static Task<Result<SignedUp>> SignUp(TestHouse house, SignUpRequest request) => house.Run<SignUp, Result<SignedUp>>((Caller?)null, use => use.Run(request, byStaff: false, default));

    private static Task<Result<SignedUp>> Enter(TestHouse house, Employee clerk, SignUpRequest request) => house.Run<SignUp, Result<SignedUp>>(clerk, use => use.Run(request, byStaff: true, default));

    private static (string?, string?) Code<T>(Result<T> answer) => (answer.Refusal?.Code, answer.Refusal?.Field);
}

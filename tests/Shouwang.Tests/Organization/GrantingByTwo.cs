using System.Net;
using System.Text.Json;
using Shouwang.Broadcast;

namespace Shouwang.Organization;

/// <summary>双人授权: an administrator's post or a role at a center is granted by two different security administrators.</summary>
public sealed class GrantingByTwo
{
    private const string Reason = "样例：接替离岗的同事";

    [DatabaseTheory]
    public async Task Nothing_is_granted_until_a_second_person_agrees_and_the_ledger_names_both(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (first, second, clerk) = (await Security(house), await Security(house), await house.Hire(Role.Clerk, house.District.East));
        var request = await Ask(house, first, clerk.Id);
        Assert.Equal(0, await Held(house, clerk));
        Assert.Equal(1, await house.Read(db => db.Deliveries().CountAsync(d => d.Address == "inbox:staff:" + second.Id.Value)));
        Assert.Equal("organization.two-person.same-person", (await Answer(house, first, request, true)).Refusal!.Code);
        Assert.Equal("organization.two-person.unknown", (await Answer(house, await house.Hire(Role.SecurityAdministrator, house.District.West), request, true)).Refusal!.Code);

        using var agreed = await (await house.LogIn(second)).Submit("/two-person", "form:has(button.btn-primary)");
        Assert.Equal("/two-person?saved=agreed", agreed.Headers.Location!.OriginalString);
        Assert.Equal(1, await Held(house, clerk));
        var facts = await house.Read(db => db.Facts().Where(fact => fact.Type == "organization.two-person.confirmed" || fact.Type == "organization.role.granted-by-two").ToListAsync());
        Assert.Equal(2, facts.Count);
        Assert.All(facts, fact =>
        {
            Assert.Equal(second.Id.Value, fact.ActorId);
            Assert.Equal(first.Id.Value, JsonDocument.Parse(fact.Payload).RootElement.GetProperty("asked-by").GetGuid());
        });
        Assert.Equal("organization.two-person.over", (await Answer(house, second, request, false, "现在不同意了")).Refusal!.Code);
        Assert.Equal(1, await house.Read(db => db.Deliveries().CountAsync(d => d.Address == "inbox:staff:" + first.Id.Value)));
    }

    [DatabaseTheory]
    public async Task Of_two_who_agree_at_once_one_does_it(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (first, clerk) = (await Security(house), await house.Hire(Role.Clerk, house.District.East));
        Employee[] others = [await Security(house), await Security(house), await Security(house), await Security(house)];
        var request = await Ask(house, first, clerk.Id);
        var answers = await Task.WhenAll(others.Select(other => Answer(house, other, request, true)));
        Assert.Equal(1, answers.Count(answer => answer.IsOk));
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.Equal("organization.two-person.over", answer.Refusal!.Code));
        Assert.Equal(1, await Held(house, clerk));
    }

    [DatabaseTheory]
    public async Task A_request_is_refused_with_a_reason_withdrawn_or_runs_out(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (first, second, clerk) = (await Security(house), await Security(house), await house.Hire(Role.Clerk, house.District.East));
        var refused = await Ask(house, first, clerk.Id);
        Assert.Equal("organization.two-person.answer", (await Answer(house, second, refused, false)).Refusal!.Code);
        Assert.True((await Answer(house, second, refused, false, "人选还没有公示")).IsOk);
        var withdrawn = await Ask(house, first, clerk.Id);
        Assert.Equal("organization.two-person.unknown", (await house.Run<WithdrawSecondPerson, Result<Done>>(second, use => use.Run(withdrawn, default))).Refusal!.Code);
        Assert.True((await house.Run<WithdrawSecondPerson, Result<Done>>(first, use => use.Run(withdrawn, default))).IsOk);
        var late = await Ask(house, first, clerk.Id);
        house.Clock.Advance(TwoPersonGrants.Kind.Lifetime);
        foreach (var request in new[] { refused, withdrawn, late }) Assert.Equal("organization.two-person.over", (await Answer(house, second, request, true)).Refusal!.Code);
        Assert.Equal(0, await Held(house, clerk));
    }

    [DatabaseTheory]
    public async Task Who_asked_must_still_be_allowed_to_and_who_receives_the_role_does_not_agree_to_it(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (first, second, clerk) = (await Security(house), await Security(house), await house.Hire(Role.Clerk, house.District.East));
        var request = await Ask(house, first, clerk.Id);
        var toSecond = await Ask(house, first, second.Id, Role.Leader);
        Assert.Equal("organization.grant.to-oneself", (await Answer(house, second, toSecond, true)).Refusal!.Code);
        await house.Dismiss(first);
        Assert.Equal("organization.two-person.asker-gone", (await Answer(house, second, request, true)).Refusal!.Code);
        Assert.Equal(0, await Held(house, clerk));
        Assert.All(await house.Read(db => db.TwoPersonRequests().AsNoTracking().ToListAsync()), waiting => Assert.Equal(TwoPersonState.Waiting, waiting.State));
    }

    [DatabaseTheory]
    public async Task Asking_wants_a_reason_and_somebody_who_could_agree(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var (alone, clerk) = (await Security(house), await house.Hire(Role.Clerk, house.District.East));
        var wanted = new { account = clerk.Id.Value, role = "Leader", unit = LittleDistrict.CenterCode, reason = Reason };
        var client = await house.LogIn(alone);
        using var nobody = await client.PostAsJsonAsync(new Uri("/api/role-grants", UriKind.Relative), wanted);
        Assert.Contains("organization.two-person.nobody-else", await nobody.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Security(house);
        using var silent = await client.PostAsJsonAsync(new Uri("/api/role-grants", UriKind.Relative), wanted with { reason = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        using var asked = await client.PostAsJsonAsync(new Uri("/api/role-grants", UriKind.Relative), wanted);
        Assert.StartsWith("/api/two-person-requests/", asked.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    internal static async Task<TwoPersonRequestId> Ask(TestHouse house, Employee first, AccountId whom, Role role = Role.AuditAdministrator)
    {
        var outcome = await house.Run<GrantRole, Result<GrantOutcome>>(first, use => use.Run(new WantedGrant(whom.Value, role, LittleDistrict.CenterCode, null), Reason, default));
        return new TwoPersonRequestId(outcome.Value.Request!.Value);
    }

    private static Task<Employee> Security(TestHouse house) => house.Hire(Role.SecurityAdministrator, house.District.Center);

    private static Task<Result<Done>> Answer(TestHouse house, Employee who, TwoPersonRequestId id, bool agrees, string? why = null) =>
        house.Run<AnswerSecondPerson, Result<Done>>(who, use => use.Run(id, agrees, why, default));

    private static Task<int> Held(TestHouse house, Employee clerk) => house.Read(db => db.RoleGrants().CountAsync(grant => grant.AccountId == clerk.Id && grant.Role != Role.Clerk));
}

using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>服务证明: issued from confirmed hours only, checked by anybody who holds it, told apart from a revoked or outdated one.</summary>
public sealed class CertifyingService
{
    [DatabaseTheory]
    public async Task It_states_what_is_confirmed_and_nothing_else(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("王小明", house.District.Pine);
        var today = house.Clock.Today;
        await Serve(house, me, "理发", 90, today);
        await Serve(house, me, "理发", 30, today.AddDays(-1), at: house.District.Hill);
        await Serve(house, me, "代购", 45, today.AddDays(-2));
        await Serve(house, me, "代购", 60, today.AddDays(-40)); // before the first day
        await Serve(house, me, "代购", 50, today, record => _ = record.CloseProvisionally().Value); // nobody has confirmed it
        await Serve(house, me, "代购", 55, today, _ => { }); // still serving
        var number = (await Run(house, me, use => use.Run(null, today.AddDays(-30), today, default))).Value;
        var view = Assert.Single((await house.Run<CertificateDesk, Result<IReadOnlyList<CertificateView>>>(Self(me), desk => desk.All(null, default))).Value);
        Assert.Equal((number, 165, 3, "王小明", house.District.Pine.Name), (view.Number, view.CreditedMinutes, view.PersonTimes, view.Name, view.Issuer));
        Assert.Equal([new CertifiedService("理发", 2, 120), new CertifiedService("代购", 1, 45)], view.Services);
    }

    [DatabaseTheory]
    public async Task A_third_party_learns_that_it_is_true_and_not_who_it_is(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("王小明", house.District.Pine);
        var number = await Issue(house, me);
        var code = new CheckCodes(house.Cipher).Of(number);
        var visitor = house.Visitor();
        using var sent = await visitor.Submit("/verify", "form.card", ("number", number.ToLowerInvariant()), ("check", $"{code[..4]} {code[4..8]}-{code[8..]}"));
        Assert.Equal($"/verify/{number}-{code}", sent.Headers.Location!.ToString());
        var page = await visitor.GetStringAsync(sent.Headers.Location);
        Assert.Contains("这份证明是真的", page, StringComparison.Ordinal);
        Assert.Contains("王**", page, StringComparison.Ordinal);
        var answer = await visitor.GetFromJsonAsync<JsonElement>(new Uri($"/api/verification/{number}-{code}", UriKind.Relative));
        Assert.Equal((true, 90), (answer.GetProperty("holds").GetBoolean(), answer.GetProperty("creditedMinutes").GetInt32()));
        var volunteer = await house.Read(db => db.Volunteers().AsNoTracking().SingleAsync());
        foreach (var text in new[] { page, answer.ToString() }) Assert.DoesNotContain(["王小明", "1390000", volunteer.Number], word => text.Contains(word, StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task Number_and_check_code_belong_together(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("王小明", house.District.Pine);
        var (first, second) = (await Issue(house, me), await Issue(house, me));
        var codes = new CheckCodes(house.Cipher);
        Assert.NotEqual(codes.Of(first), codes.Of(second));
        string[] wrong = [$"{first}-{codes.Of(second)}", first, $"{first}-AAAAAAAAAAAA", $"{first[..^1]}2-{codes.Of(first)}", new string('A', 500)];
        foreach (var text in wrong)
        {
            using var answer = await house.Visitor().GetAsync(new Uri("/verify/" + text, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [DatabaseTheory]
    public async Task A_revoked_one_says_so_to_whoever_checks_it(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("王小明", house.District.Pine);
        var number = await Issue(house, me);
        var volunteer = await house.Read(db => db.Volunteers().AsNoTracking().SingleAsync());
        var (clerk, address) = (await house.LogInAs(Role.Clerk, house.District.Pine), $"/volunteers/{volunteer.Number}/certificates/{number}");
        using var unexplained = await clerk.Submit(address, "form.card-body", ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unexplained.StatusCode);
        using var revoked = await clerk.Submit(address, "form.card-body", ("reason", "记录有误"));
        Assert.Equal(HttpStatusCode.SeeOther, revoked.StatusCode);
        var check = $"/verify/{number}-{new CheckCodes(house.Cipher).Of(number)}";
        Assert.Contains("已于", await house.Visitor().GetStringAsync(new Uri(check, UriKind.Relative)), StringComparison.Ordinal);
        using var again = await clerk.PostAsJsonAsync(new Uri($"/api/certificates/{number}/revocation", UriKind.Relative), new { reason = "再撤一次" });
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [DatabaseTheory]
    public async Task Hours_corrected_down_afterwards_are_told_beside_those_on_the_paper(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("王小明", house.District.Pine);
        var number = await Issue(house, me);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var record = await house.Read(db => db.ServiceRecords().AsNoTracking().SingleAsync());
        _ = (await house.Run<CorrectHours, Result<Done>>(clerk, use => use.Run(record.Id.Value, "60", "签退晚了", default))).Value;
        var found = (await house.Run<CertificateBook, Result<CheckedCertificate>>((Caller?)null, book => book.Check(number + new CheckCodes(house.Cipher).Of(number), default))).Value;
        Assert.Equal((90, 60, false), (found.CreditedMinutes, found.MinutesNow, found.Holds));
    }

    [DatabaseTheory]
    public async Task Only_staff_of_the_volunteer_s_unit_or_above_issue_and_revoke_for_him(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("王小明", house.District.Pine);
        var number = await Issue(house, me);
        var volunteer = await house.Read(db => db.Volunteers().AsNoTracking().SingleAsync());
        var days = new { first = house.Clock.Today.AddDays(-30), last = house.Clock.Today };
        foreach (var (role, unit, expected) in new[] { (Role.Clerk, house.District.East, HttpStatusCode.Created), (Role.Leader, house.District.Pine, HttpStatusCode.Created), (Role.Clerk, house.District.Hill, HttpStatusCode.NotFound), (Role.TeamLeader, house.District.Pine, HttpStatusCode.Forbidden) })
        {
            var staff = await house.LogInAs(role, unit);
            using var issued = await staff.PostAsJsonAsync(new Uri($"/api/volunteers/{volunteer.Number}/certificates", UriKind.Relative), days);
            Assert.Equal(expected, issued.StatusCode);
            if (expected == HttpStatusCode.Created) continue;
            using var revoked = await staff.PostAsJsonAsync(new Uri($"/api/certificates/{number}/revocation", UriKind.Relative), new { reason = "试试" });
            Assert.Equal(expected, revoked.StatusCode);
        }
        var other = await house.LogIn(ActorKind.Volunteer, (await house.Enlist("别人", house.District.Pine)).Value);
        using var peek = await other.GetAsync(new Uri("/my/certificates/" + number, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, peek.StatusCode);
    }

    [DatabaseTheory]
    public async Task Days_that_make_no_sense_and_days_without_service_are_refused_at_their_field(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var me = await house.Enlist("王小明", house.District.Pine);
        var today = house.Clock.Today;
        Assert.Equal(["volunteers.certificate.day-missing @first", "volunteers.certificate.day-missing @last"], (await Run(house, me, use => use.Run(null, null, null, default))).Refusals.Select(refusal => refusal.ToString()));
        Assert.Equal("volunteers.certificate.days-backwards @first", (await Run(house, me, use => use.Run(null, today, today.AddDays(-1), default))).Refusal!.ToString());
        Assert.Equal("volunteers.certificate.days-ahead @last", (await Run(house, me, use => use.Run(null, today, today.AddDays(1), default))).Refusal!.ToString());
        Assert.Equal("volunteers.certificate.nothing-served", (await Run(house, me, use => use.Run(null, today, today, default))).Refusal!.ToString());
    }

    [Fact]
    public async Task On_paper_the_code_can_be_scanned_and_leads_to_the_check()
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        var me = await house.Enlist("王小明", house.District.Pine);
        var number = await Issue(house, me);
        var client = await house.LogIn(ActorKind.Volunteer, me.Value);
        using var paper = await client.GetAsync(new Uri($"/my/certificates/{number}.pdf", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (paper.StatusCode, paper.Content.Headers.ContentType?.MediaType));
        var folder = Directory.CreateTempSubdirectory("shouwang-paper-test-");
        try
        {
            var pdf = Path.Combine(folder.FullName, "paper.pdf");
            await File.WriteAllBytesAsync(pdf, await paper.Content.ReadAsByteArrayAsync());
            var text = await Output("pdftotext", pdf, "-");
            Assert.All(["王小明", number, "1 小时 30 分", house.District.Pine.Name], (string word) => Assert.Contains(word, text, StringComparison.Ordinal));
            await Output("pdftoppm", "-r", "150", "-png", "-singlefile", pdf, Path.Combine(folder.FullName, "page"));
            Assert.Contains($"/verify/{number}-{new CheckCodes(house.Cipher).Of(number)}", await Output("zbarimg", "--quiet", Path.Combine(folder.FullName, "page.png")), StringComparison.Ordinal);
        }
        finally { folder.Delete(recursive: true); }
    }

    /// <summary>A certificate over ninety minutes of haircutting today.</summary>
    internal static async Task<string> Issue(TestHouse house, VolunteerId me, bool force = false)
    {
        if (force || !await house.Read(db => db.ServiceRecords().AnyAsync(record => record.VolunteerId == me))) await Serve(house, me, "理发", 90, house.Clock.Today);
        return (await Run(house, me, use => use.Run(null, house.Clock.Today.AddDays(-30), house.Clock.Today, default))).Value;
    }

    private static Task<int> Serve(TestHouse house, VolunteerId me, string activity, int minutes, DateOnly day, Action<ServiceRecord>? end = null, Unit? at = null)
    {
        var start = Period.Midnight(day, LocalTime.Zone).ToUniversalTime();
        var record = ServiceRecord.CheckIn(house.Ids.New<ServiceRecordId>(), at ?? house.District.Pine, me, ("order", house.Ids.NewGuid()), activity, start.AddMinutes(minutes), 10, start);
        if (end is null) _ = record.CheckOut(start.AddMinutes(minutes)).Value;
        else end(record);
        return house.Write(db => db.Add(record));
    }

    private static Caller Self(VolunteerId me) => new(new Actor(ActorKind.Volunteer, me.Value), "", Rights.None);

    private static Task<Result<string>> Run(TestHouse house, VolunteerId me, Func<IssueCertificate, Task<Result<string>>> work) => house.Run(Self(me), work);

    private static async Task<string> Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return text;
    }
}

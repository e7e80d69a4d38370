using System.Globalization;
using System.Net;
using System.Text;
using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>A list of people comes into the register: tried, written, sent again, undone, interrupted.</summary>
public sealed class ImportingPeople
{
    private const string Headings = "姓名,手机,技能,单位编码\n";

    [DatabaseTheory]
    public async Task Tried_written_sent_again_and_undone_but_for_whom_has_acted(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.East);
        var known = await house.Enlist("在册的", house.District.Pine); // 13900000001
        var file = Bytes(Headings
            + "王一,13700000001,理发,\n王二,1370000000,,\n在册的,13900000001,,\n王四,13700000004,驾驶、急救," + LittleDistrict.PineCode
            + "\n别的名,13900000001,,\n王一,13700000001,,\n王七,13700000001,,\n王八,13700000008,," + LittleDistrict.HillCode + "\n王九,13700000009,,\n");

        var id = await Upload(house, clerk, file);
        await Check(house, clerk, id);
        Assert.Equal((ImportState.Checked, 9, 3, 2, 4), await Standing(house, id));
        Assert.Equal(1, await house.Read(db => db.Volunteers().CountAsync()));
        Assert.Equal(["3 volunteers.volunteer.phone @Phone", "6 volunteers.import.phone-of-another @Phone", "8 volunteers.import.phone-twice @Phone", "9 volunteers.import.row-unit @Unit"], await Rejects(house, clerk, id));

        Assert.Equal("volunteers.import.consent", (await house.Run<StartImport, Result<Done>>(clerk, start => start.Run(id, false, default))).Refusal!.Code);
        var other = await house.Hire(Role.Clerk, house.District.East);
        Assert.Equal("volunteers.import.of-another", (await house.Run<StartImport, Result<Done>>(other, start => start.Run(id, true, default))).Refusal!.Code);
        await Start(house, clerk, id);
        Assert.Equal((ImportState.Finished, 9, 3, 2, 4), await Standing(house, id));
        Assert.Equal(4, (await Rejects(house, clerk, id)).Count);
        var made = await house.Read(db => db.Volunteers().Include(v => v.Skills).Where(v => v.Id != known).OrderBy(v => v.Name).ToListAsync());
        Assert.Equal(["王一", "王九", "王四"], made.Select(v => v.Name).Order(StringComparer.Ordinal));
        Assert.Equal(house.District.Pine.Id, made.Single(v => v.Name == "王四").UnitId);
        Assert.Equal(["driving", "first-aid"], made.Single(v => v.Name == "王四").Skills.Select(s => s.Code).Order(StringComparer.Ordinal));
        Assert.All(made, v => Assert.Equal((VolunteerState.Active, 1), (v.State, v.Version)));
        Assert.Empty(await house.Read(db => db.ImportParts().ToListAsync()));
        await AssertLedger(house, 3);

        var again = await Import(house, clerk, file);
        Assert.Equal((ImportState.Finished, 9, 0, 5, 4), await Standing(house, again));
        Assert.Equal(4, await house.Read(db => db.Volunteers().CountAsync()));

        await house.Run<RevealPhone, Result<string>>(clerk, reveal => reveal.Run(made.Single(v => v.Name == "王四").Number, "样例理由", default));
        await house.Run<MakeTeam, Result<Guid>>(clerk, make => make.Run(LittleDistrict.EastCode, null, "样例队", TeamKind.Team, [made.Single(v => v.Name == "王九").Number], null, default));
        _ = (await house.Run<UndoImport, Result<Done>>(clerk, undo => undo.Run(id, default))).Value;
        await Work(house);
        var undone = (await house.Run<ImportDesk, Result<ImportView>>(clerk, desk => desk.Look(id, default))).Value;
        Assert.Equal((ImportState.Undone, 1, 2), (undone.State, undone.TakenBack, undone.Stayed));
        var stayed = await house.Run<ImportDesk, IReadOnlyList<StayedLine>>(clerk, desk => desk.Stayed(id, 10, default));
        Assert.Equal(["王九 referred", "王四 acted"], stayed.Select(line => $"{line.Name} {line.Why}").Order(StringComparer.Ordinal));
        Assert.Equal(["在册的", "王九", "王四"], (await house.Read(db => db.Volunteers().Select(v => v.Name).ToListAsync())).Order(StringComparer.Ordinal));
        await AssertLedger(house, 3);
    }

    [DatabaseTheory]
    public async Task A_server_that_stops_goes_on_where_it_was_and_a_cancelled_import_stays_where_it_is(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        const int all = 4 * WriteImport.BatchSize + 1;
        var id = await Upload(house, clerk, Many(all));
        await Check(house, clerk, id);
        _ = (await house.Run<StartImport, Result<Done>>(clerk, start => start.Run(id, true, default))).Value;
        await StopAfter(house, WriteImport.BatchSize);
        var stopped = await house.Read(db => db.Imports().SingleAsync());
        Assert.Equal((ImportState.Running, await house.Read(db => db.Volunteers().CountAsync())), (stopped.State, stopped.Rows));
        Assert.InRange(stopped.Rows, WriteImport.BatchSize, all - 1);

        await Task.WhenAll(Task.Run(() => Work(house)), Task.Run(() => Work(house))); // two servers at once
        await Work(house);
        Assert.Equal((ImportState.Finished, all, all, 0, 0), await Standing(house, id));
        Assert.Equal(all, await house.Read(db => db.Volunteers().CountAsync()));

        var second = await Upload(house, clerk, Many(all, from: 100_000));
        await Check(house, clerk, second);
        _ = (await house.Run<StartImport, Result<Done>>(clerk, start => start.Run(second, true, default))).Value;
        await StopAfter(house, all + WriteImport.BatchSize);
        _ = (await house.Run<CancelImport, Result<Done>>(clerk, stop => stop.Run(second, default))).Value;
        await Work(house);
        var cancelled = await Standing(house, second);
        Assert.Equal((ImportState.Cancelled, true), (cancelled.Item1, cancelled.Item2 < all));
        Assert.Equal(all + cancelled.Item3, await house.Read(db => db.Volunteers().CountAsync()));
    }

    [DatabaseTheory]
    public async Task Whoever_loses_his_role_writes_nobody_any_more(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var stranger = await house.Hire(Role.Clerk, house.District.River);
        var id = await Upload(house, clerk, Many(3));
        Assert.Equal("volunteers.import.unknown", (await house.Run<ImportDesk, Result<ImportView>>(stranger, desk => desk.Look(id, default))).Refusal!.Code);
        Assert.Equal("host.permission.forbidden", (await house.Run<UploadImport, Result<Guid>>(stranger, upload => upload.Run(LittleDistrict.PineCode, Many(1), null, default))).Refusal!.Code);
        await Check(house, clerk, id);
        _ = (await house.Run<StartImport, Result<Done>>(clerk, start => start.Run(id, true, default))).Value;
        await house.Dismiss(clerk);
        await Work(house);
        Assert.Equal((ImportState.Failed, 0, 0, 0, 0), await Standing(house, id));
        Assert.Equal(0, await house.Read(db => db.Volunteers().CountAsync()));
    }

    [DatabaseTheory]
    public async Task On_the_page_the_columns_are_chosen_once_and_remembered(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var employee = await house.Hire(Role.Clerk, house.District.Pine);
        var clerk = await house.LogIn(employee);
        var file = Bytes("称呼,号码,备注\n王一,13700000001,\"=HYPERLINK(\"\"x\"\")\"\n王二,1,\n");
        using var uploaded = await clerk.Upload("/volunteers/import", "form[enctype]", [("file", "list.csv", file)], ("unit", LittleDistrict.PineCode));
        Assert.Equal(HttpStatusCode.SeeOther, uploaded.StatusCode);
        var page = uploaded.Headers.Location!.ToString();
        using var unmapped = await clerk.Submit(page, "form:has([name=Phone])");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unmapped.StatusCode);
        using var mapped = await clerk.Submit(page, "form:has([name=Phone])", ("Name", "0"), ("Phone", "1"));
        Assert.Equal(HttpStatusCode.SeeOther, mapped.StatusCode);
        await Work(house);
        Assert.Contains("共 2 行：可新增 1 人，早已在册 0，有问题 1", (await clerk.Page(page)).QuerySelector("#outcome")!.TextContent, StringComparison.Ordinal);
        using var started = await clerk.Submit(page, "form:has([name=consent])", ("consent", "on"));
        await Work(house);
        var finished = await clerk.Page(page);
        Assert.Contains("共 2 行：新增 1 人，早已在册 0，没收 1", finished.QuerySelector("#outcome")!.TextContent, StringComparison.Ordinal);
        var rejected = await clerk.GetStringAsync(new Uri(page + "/rejected.csv", UriKind.Relative));
        Assert.Equal(["\uFEFF称呼,号码,备注,原行号,原因", "王二,1,,3,请填写 11 位手机号，例如 138 1234 5678。"], rejected.TrimEnd().Split("\r\n"));

        using var next = await clerk.Upload("/volunteers/import", "form[enctype]", [("file", "list.csv", file)], ("unit", LittleDistrict.PineCode));
        Assert.Equal("1", (await clerk.Page(next.Headers.Location!.ToString())).QuerySelector("#Phone option[selected]")!.GetAttribute("value"));
        using var wrong = await clerk.Upload("/volunteers/import", "form[enctype]", [("file", "list.csv", [0x61, 0xFF, 0xFF, 0x00])], ("unit", LittleDistrict.PineCode));
        Assert.Contains("UTF-8", (await wrong.Document()).QuerySelector("[data-error-summary]")!.TextContent, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6_001)]
    public async Task As_many_rows_are_answered_for_as_came(Engine engine, int rows)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.Hire(Role.Clerk, house.District.Pine);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        if (rows > 1 && Nightly.Is) rows = 1_048_577;
        var id = await Import(house, clerk, Many(rows));
        Console.WriteLine($"{engine}: {rows} rows tried and written in {watch.Elapsed.TotalSeconds:F1} s, {GC.GetTotalMemory(false) >> 20} MB in use");
        Assert.Equal((ImportState.Finished, rows, rows, 0, 0), await Standing(house, id));
        var import = await house.Read(db => db.Imports().SingleAsync());
        Assert.Equal(import.TrialChecksum, import.Checksum);
        Assert.Equal(rows, await house.Read(db => db.Volunteers().CountAsync()));
        if (rows < 100_000) await AssertLedger(house, rows);
    }

    /// <summary>A list that was tried, for pages to show.</summary>
    internal static async Task<Guid> Tried(TestHouse house, Employee clerk)
    {
        var id = await Upload(house, clerk, Bytes(Headings + "样例张三,13700000001,理发,\n样例李四,1370000000,,\n"));
        await Check(house, clerk, id);
        return id;
    }

    private static byte[] Many(int rows, int from = 0)
    {
        var text = new StringBuilder(Headings);
        for (var i = from; i < from + rows; i++) text.Append(CultureInfo.InvariantCulture, $"样例{i},137{i:D8},理发,\n");
        return Bytes(text.ToString());
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<Guid> Import(TestHouse house, Employee clerk, byte[] file)
    {
        var id = await Upload(house, clerk, file);
        await Check(house, clerk, id);
        await Start(house, clerk, id);
        return id;
    }

    private static async Task<Guid> Upload(TestHouse house, Employee clerk, byte[] file) =>
        (await house.Run<UploadImport, Result<Guid>>(clerk, upload => upload.Run(clerk.Unit.Code, file, null, default))).Value;

    private static async Task Check(TestHouse house, Employee clerk, Guid id)
    {
        var guessed = (await house.Run<ImportDesk, Result<ImportView>>(clerk, desk => desk.Look(id, default))).Value.Columns;
        _ = (await house.Run<CheckImport, Result<Done>>(clerk, check => check.Run(id, guessed, default))).Value;
        await Work(house);
    }

    private static async Task Start(TestHouse house, Employee clerk, Guid id)
    {
        _ = (await house.Run<StartImport, Result<Done>>(clerk, start => start.Run(id, true, default))).Value;
        await Work(house);
    }

    private static Task<int> Work(TestHouse house) => house.Run<RunImports, int>((Caller?)null, run => run.Run(default));

    // The server is told to stop as soon as so many people are there.
    private static async Task StopAfter(TestHouse house, int people)
    {
        using var stop = new CancellationTokenSource();
        var work = Task.Run(() => house.Run<RunImports, int>((Caller?)null, run => run.Run(stop.Token)));
        while (!work.IsCompleted && await house.Read(db => db.Volunteers().CountAsync()) < people) await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    private static async Task<(ImportState, int, int, int, int)> Standing(TestHouse house, Guid id)
    {
        var import = await house.Read(db => db.Imports().AsNoTracking().SingleAsync(i => i.Id == id));
        return (import.State, import.Rows, import.Made, import.Unchanged, import.Rejected);
    }

    private static async Task<List<string>> Rejects(TestHouse house, Employee clerk, Guid id) =>
        [.. (await house.Run<ImportDesk, IReadOnlyList<RejectedLine>>(clerk, desk => desk.Rejected(id, 100, default))).SelectMany(row => row.Why.Select(no => $"{row.Number} {no}"))];

    private static async Task AssertLedger(TestHouse house, int made)
    {
        Assert.Equal(made, await house.Read(db => db.Facts().CountAsync(fact => fact.Type == "volunteers.volunteer.applied" && fact.ActorKind == ActorKind.Staff && fact.OnBehalfOf == null)));
        Assert.Empty((await house.Run<FactCheck, FactReport>((Caller?)null, check => check.Run(null, null, default))).Broken);
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

public sealed class PlacingANeed
{
    [DatabaseTheory]
    [InlineData("phone", "12345", "dispatch.place.phone")]
    [InlineData("phone", "", "dispatch.place.phone")]
    [InlineData("name", " ", "dispatch.place.name-missing")]
    [InlineData("note", "5000", "dispatch.place.too-long")]
    [InlineData("address", "", "dispatch.place.address-missing")]
    [InlineData("from", "2022-05-01T09:00", "dispatch.order.starts-in-the-past")]
    [InlineData("from", "明天", "dispatch.place.time")]
    [InlineData("kind", "massage", "dispatch.menu.unknown-kind")]
    [InlineData("unit", "999999", "dispatch.place.unit-unknown")]
    [InlineData("urgency", "7", "dispatch.place.unknown-word")]
    [InlineData("wishedLanguage", "klingon", "dispatch.order.unknown-language")]
    [InlineData("doorCode", "NOSUCHCODE", "dispatch.door-code.not-in-force")]
    public async Task What_is_wrong_is_named_at_its_field_and_nothing_is_stored(Engine engine, string field, string value, string code)
    {
        await using var town = await DispatchTown.On(engine);
        var text = value == "5000" ? new string('字', 5000) : value;
        var need = field switch
        {
            "phone" => DispatchTown.Need with { Phone = text },
            "name" => DispatchTown.Need with { Name = text },
            "note" => DispatchTown.Need with { Note = text },
            "address" => DispatchTown.Need with { Address = text },
            "from" => DispatchTown.Need with { From = text },
            "kind" => DispatchTown.Need with { Kind = text },
            "unit" => DispatchTown.Need with { Unit = text },
            "urgency" => DispatchTown.Need with { Urgency = text },
            "wishedLanguage" => DispatchTown.Need with { WishedLanguage = text },
            _ => DispatchTown.Need with { DoorCode = text },
        };
        var answer = await town.House.Run<PlaceOrder, Result<PlacedOrder>>((Caller?)Caller.Nobody, use => use.Run(need, OrderSource.PublicPage, default));
        Assert.Contains(answer.Refusals, refusal => refusal.Code == code && refusal.Field == field);
        Assert.Equal(0, await town.House.Read(db => db.Orders().CountAsync()));
    }

    [DatabaseTheory]
    public async Task Everything_wrong_is_said_at_once(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var answer = await town.House.Run<PlaceOrder, Result<PlacedOrder>>((Caller?)Caller.Nobody,
            use => use.Run(new OrderRequest { Unit = LittleDistrict.PineCode, From = "x" }, OrderSource.PublicPage, default));
        Assert.Equal(["address", "from", "kind", "name", "phone"], answer.Refusals.Select(refusal => refusal.Field!).Order(StringComparer.Ordinal));
    }

    [DatabaseTheory]
    public async Task A_script_in_a_name_is_kept_as_harmless_text(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await town.Place(DispatchTown.Need with { Name = "<script>alert(1)</script>" });
        var contact = await town.House.Run<RevealContact, Result<Contact>>(town.Dispatcher, use => use.Run(placed.Id, "核实需要", default));
        Assert.Equal("<script>alert(1)</script>", contact.Value.Name);
        Assert.Contains("dispatch.contact.revealed", await town.House.Read(db => db.HistoryOf(placed.Id.Value).Select(fact => fact.Type).ToListAsync()));
    }

    [DatabaseTheory]
    public async Task A_closed_unit_takes_nothing_and_others_may_not_place_for_it(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var elsewhere = await town.House.Hire(Role.Clerk, town.House.District.Hill);
        var answer = await town.House.Run<PlaceOrder, Result<PlacedOrder>>(elsewhere, use => use.Run(DispatchTown.Need, OrderSource.Clerk, default));
        Assert.Equal("host.permission.forbidden", answer.Refusal?.Code);
        await town.House.Run<ShouwangDb, int>((Caller?)null, async db =>
        {
            var pine = await db.Units().FirstAsync(unit => unit.Code == LittleDistrict.PineCode);
            _ = pine.Close(town.House.Clock.Today, town.House.Clock.Today, false).Value;
            return await db.SaveChangesAsync();
        });
        var late = await town.House.Run<PlaceOrder, Result<PlacedOrder>>((Caller?)Caller.Nobody, use => use.Run(DispatchTown.Need, OrderSource.PublicPage, default));
        Assert.Equal("organization.unit.closed", late.Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task A_door_code_knows_its_address_until_it_is_replaced_or_revoked(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var leader = await town.House.Hire(Role.Leader, town.House.District.Pine);
        var made = (await town.House.Run<MakeDoorCodes, Result<IReadOnlyList<MadeDoorCode>>>(leader, use => use.Run(LittleDistrict.PineCode, DoorCodeKind.Door, "1号楼101\n1号楼102\n 1号楼101 ", default))).Value;
        Assert.Equal(2, made.Count);
        var need = DispatchTown.Need with { Unit = null, Address = null, DoorCode = made[0].Code };
        var placed = (await town.House.Run<PlaceOrder, Result<PlacedOrder>>((Caller?)Caller.Nobody, use => use.Run(need, OrderSource.DoorCode, default))).Value;
        var contact = await town.House.Run<RevealContact, Result<Contact>>(town.Dispatcher, use => use.Run(placed.Id, "核实需要", default));
        Assert.Equal("1号楼101", contact.Value.Address);

        var replaced = (await town.House.Run<ReplaceDoorCodes, Result<IReadOnlyList<MadeDoorCode>>>(leader, use => use.Run([made[0].Id], default))).Value[0];
        Assert.Equal("dispatch.door-code.not-in-force", (await town.House.Run<PlaceOrder, Result<PlacedOrder>>((Caller?)Caller.Nobody, use => use.Run(need, OrderSource.DoorCode, default))).Refusal?.Code);
        Assert.NotNull(await town.House.Run<OpenDoor, ScannedDoor?>((Caller?)Caller.Nobody, use => use.Run(replaced.Code.ToLowerInvariant(), default)));
        _ = (await town.House.Run<RevokeDoorCode, Result<Done>>(leader, use => use.Run(made[0].Id, default))).Value;
        Assert.Null(await town.House.Run<OpenDoor, ScannedDoor?>((Caller?)Caller.Nobody, use => use.Run(replaced.Code, default)));
    }

    [DatabaseTheory]
    public async Task The_same_phone_or_address_is_shown_side_by_side(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (first, second) = (await town.Place(), await town.Place(DispatchTown.Need with { Address = "别处 5 号", Kind = "errand" }));
        await town.Place(DispatchTown.Need with { Phone = "13999990000", Address = "又一处" });
        var twins = (await town.House.Run<FindDuplicates, Result<IReadOnlyList<Lookalike>>>(town.Dispatcher, use => use.Run(first.Id, default))).Value;
        Assert.Equal((second.Id, true, false, false), Assert.Single(twins) is var twin ? (twin.Id, twin.SamePhone, twin.SameAddress, twin.SameKind) : default);
        Assert.Equal(OrderState.Withdrawn, (await town.Staff<MarkDuplicate>(use => use.Run(second.Id, null, first.Id, default))).Value.State);
    }

    [DatabaseTheory]
    public async Task A_hundred_posts_with_one_operation_id_place_one_order(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var clerk = await town.House.LogIn(town.Clerk);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders") { Content = JsonContent.Create(DispatchTown.Need, options: JsonSerializerOptions.Web) };
            request.Headers.Add(OperationMiddleware.Header, "one-and-the-same");
            using var answer = await clerk.SendAsync(request);
            return (answer.StatusCode, Body: await answer.Content.ReadAsStringAsync());
        }));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Body).Distinct());
        Assert.Equal(1, await town.House.Read(db => db.Orders().CountAsync()));
    }

    [DatabaseTheory]
    [InlineData("utf-8")]
    [InlineData("GB18030")]
    public async Task A_file_is_placed_row_by_row_and_a_second_time_changes_nothing(Engine engine, string encoding)
    {
        await using var town = await DispatchTown.On(engine);
        var csv = $"站点编码,服务编码,姓名,电话,地址,缓急\n{LittleDistrict.PineCode},shopping,王大爷,13800002222,1号楼101,紧急\n{LittleDistrict.PineCode},massage,张,1,,\n{LittleDistrict.RiverCode},errand,赵,13800003333,2号楼,\n";
        var file = Encoding.GetEncoding(encoding).GetBytes(csv);
        Assert.Equal((3, 1, 2), Counts(await Batch(town, file, dryRun: true)));
        Assert.Equal(0, await town.House.Read(db => db.Orders().CountAsync()));

        var first = await Batch(town, file, dryRun: false);
        Assert.Equal((3, 1, 2), Counts(first)); // the clerk of Pine may not place for River
        Assert.Equal(3, first.Rejected[0].Line);
        Assert.Equal(["address", "kind", "phone"], first.Rejected[0].Refusals.Select(refusal => refusal.Field!).Order(StringComparer.Ordinal));
        Assert.Equal(Urgency.Urgent, await town.House.Read(db => db.Orders().Select(order => order.Urgency).SingleAsync()));

        var again = await Batch(town, file, dryRun: false);
        Assert.Equal((0, 1, 2), (again.Placed, again.PlacedEarlier, again.Rejected.Count));
        Assert.Equal(1, await town.House.Read(db => db.Orders().CountAsync()));
    }

    [DatabaseTheory]
    public async Task A_file_that_cannot_be_read_says_why(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        Assert.Equal("dispatch.batch.encoding", (await Read(town, [0x61, 0xFF, 0xFF, 0x00])).Refusal?.Code);
        Assert.Equal("dispatch.batch.columns", (await Read(town, "姓名,电话\n王,1\n"u8.ToArray())).Refusal?.Code);
        Assert.Equal("dispatch.batch.empty", (await Read(town, "unit,kind,name,phone,address\n"u8.ToArray())).Refusal?.Code);
    }

    [DatabaseTheory]
    public async Task Programs_see_masked_people_and_residents_see_nobody(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var placed = await town.Place();
        var clerk = await town.House.LogIn(town.Clerk);
        var list = await clerk.GetStringAsync(new Uri("/api/orders?open=true", UriKind.Relative));
        Assert.Contains("李**", list, StringComparison.Ordinal);
        Assert.DoesNotContain("李奶奶", list, StringComparison.Ordinal);
        var tracked = await town.House.Visitor().GetStringAsync(new Uri("/api/tracking/" + placed.TrackingCode, UriKind.Relative));
        Assert.DoesNotContain("李", tracked, StringComparison.Ordinal);
        using var elsewhere = await (await town.House.LogInAs(Role.Clerk, town.House.District.Hill)).GetAsync(new Uri("/api/orders/" + placed.Number, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    private static (int Rows, int Placed, int Rejected) Counts(BatchOutcome outcome) => (outcome.Rows, outcome.Placed, outcome.Rejected.Count);

    private static async Task<BatchOutcome> Batch(DispatchTown town, byte[] file, bool dryRun) =>
        (await town.House.Run<PlaceBatch, Result<BatchOutcome>>(town.Clerk, use => use.Run(file, dryRun, default))).Value;

    private static Task<Result<BatchOutcome>> Read(DispatchTown town, byte[] file) =>
        town.House.Run<PlaceBatch, Result<BatchOutcome>>(town.Clerk, use => use.Run(file, false, default));
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;
using Shouwang.Host;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>What the pages of the loop need besides pages: read models, the map's source, exports, menu and tabs.</summary>
static class DispatchPages
{
    public static void AddServices(IServiceCollection services) => services
        .AddScoped<ServiceMenu>().AddScoped<StationsNear>().AddScoped<PublicHome>().AddScoped<TrackedOrder>().AddScoped<VolunteerNames>()
        .AddScoped<OrderBoard>().AddScoped<TodayDesk>().AddScoped<MapGround>().AddScoped<BoardScope>().AddScoped<OrderCard>().AddScoped<MyDuties>().AddScoped<OpenToMe>().AddScoped<MyOrder>()
        .AddScoped<OrderActs>().AddScoped<FollowUpList>().AddScoped<DoorCodeList>().AddScoped<TeamsFor>();

    public static IEnumerable<MenuEntry> Menu =>
    [
        new(10, "今日", "home", "/today", DispatchAccess.SeeOrders, null, "g t"),
        new(11, "工单板", "layout-kanban", "/board", DispatchAccess.SeeOrders, MenuGroups.Loop, "g o"),
        new(12, "代为点单", "plus", "/orders/new", DispatchAccess.PlaceOrders, MenuGroups.Loop, "n"),
        new(13, "批量点单", "upload", "/orders/batch", DispatchAccess.PlaceOrders, MenuGroups.Loop),
        new(14, "回访", "phone", "/follow-ups", DispatchAccess.EndOrders, MenuGroups.Loop, "g f"),
        new(15, "门码", "qrcode", "/codes", DispatchAccess.ManageCodes, MenuGroups.Loop),
        new(16, "服务菜单", "clipboard-list", "/service-menu", DispatchAccess.ManageMenu, MenuGroups.Loop),
        new(17, "派单规矩", "settings", "/settings/dispatch", DispatchAccess.ManageMenu, MenuGroups.Loop),
    ];

    public static IEnumerable<TabEntry> Tabs =>
    [
        new(10, "我的任务", "home", "/my"),
        new(20, "可接", "list-check", "/my/open"),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/orders/photos/{id:guid}", Photo).RequireAuthorization();
        routes.MapGet("/board/map.geojson", Places).Needs(DispatchAccess.SeeOrders);
        routes.MapPost("/codes/sheet.pdf", PrintCodes).Needs(DispatchAccess.ManageCodes);
        routes.MapGet("/orders/batch/template.csv", Template).Needs(DispatchAccess.PlaceOrders);
        routes.MapGet("/board/ground.geojson", async (MapGround ground, CurrentCaller current, TimeProvider clock, HttpContext http, CancellationToken cancel) =>
        {
            http.Response.Headers.CacheControl = "private, max-age=600";
            return TypedResults.Json(await ground.Run(current.Where(DispatchAccess.SeeOrders), LocalTime.Today(clock), cancel), contentType: "application/geo+json");
        }).Needs(DispatchAccess.SeeOrders);
        routes.MapGet("/board/export.csv", Csv).Needs(DispatchAccess.Export);
        routes.MapGet("/board/export.xlsx", Xlsx).Needs(DispatchAccess.Export);
    }

    private static async Task<IResult> Places(HttpContext http, OrderBoard board, BoardScope scope, IStringLocalizer words, CancellationToken cancel)
    {
        var (reach, filter) = await scope.Read(http.Request.Query, DispatchAccess.SeeOrders, cancel);
        var features = (await board.OnMap(reach, filter, cancel)).Select(row => (JsonNode)new JsonObject
        {
            ["type"] = "Feature",
            ["geometry"] = new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(row.Longitude, row.Latitude) },
            ["properties"] = new JsonObject
            {
                ["title"] = row.Shown, ["state"] = Pages.Shown.Badge(row.State).Css, ["url"] = "/orders/" + row.Number,
                ["text"] = $"{row.UnitName} · {words[Term.Of(row.State)].Value}",
            },
        });
        return TypedResults.Json(new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. features]) }, contentType: "application/geo+json");
    }

    private static async Task<IResult> Photo(Guid id, OrderPhotos photos, HttpContext http, CancellationToken cancel)
    {
        var photo = await photos.Open(id, cancel);
        http.Response.Headers.CacheControl = "private, no-store";
        return photo.IsOk ? TypedResults.Bytes(photo.Value.Bytes, photo.Value.MediaType) : Answers.Problem(http, photo.Refusals);
    }

    private static async Task<IResult> PrintCodes([Microsoft.AspNetCore.Mvc.FromForm] string? codes, PrintDoorCodes use, HttpContext http, CancellationToken cancel)
    {
        var paper = await use.Run((codes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries), $"{http.Request.Scheme}://{http.Request.Host}", cancel);
        http.Response.Headers.CacheControl = "no-store";
        return paper.IsOk ? TypedResults.File(paper.Value, "application/pdf", "door-codes.pdf") : Answers.Problem(http, paper.Refusals);
    }

    private static async Task<IResult> Template(ServiceMenu menu, StationsNear stations, ChosenUnit chosen, TimeProvider clock, CancellationToken cancel)
    {
        var reach = await chosen.Where(DispatchAccess.PlaceOrders, cancel);
        var (station, kind) = ((await stations.In(reach, LocalTime.Today(clock), cancel)).FirstOrDefault()?.Code, (await menu.Above(reach, cancel)).FirstOrDefault(line => line.IsOffered)?.Code);
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(ReadBatch.Template(station ?? "", kind ?? "")), "text/csv; charset=utf-8", "orders-template.csv");
    }

    private static async Task Csv(HttpContext http, OrderBoard board, BoardScope scope, IStringLocalizer words, CancellationToken cancel)
    {
        var (reach, filter) = await scope.Read(http.Request.Query, DispatchAccess.Export, cancel);
        await Sheet.Csv(http, "orders", Heads(words), board.Everything(reach, filter).Select(row => OrderSheet.Cells(row, words)), cancel);
    }

    private static async Task Xlsx(HttpContext http, OrderBoard board, BoardScope scope, IStringLocalizer words, CancellationToken cancel)
    {
        var (reach, filter) = await scope.Read(http.Request.Query, DispatchAccess.Export, cancel);
        await Sheet.Xlsx(http, "orders", words["工单"].Value, Heads(words), board.Everything(reach, filter).Select(row => OrderSheet.Cells(row, words)), cancel);
    }

    private static IEnumerable<string> Heads(IStringLocalizer words) => OrderSheet.Heads.Select(head => words[head].Value);
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Localization;
using Microsoft.OpenApi;

namespace Shouwang.Host;

/// <summary>
/// What programs may call, written from the endpoints themselves: <c>/openapi/v1.json</c> for machines, the page <c>/openapi</c> for people.
/// An endpoint under <c>/api</c> gives its summary in Chinese; the reader gets it in his language.
/// </summary>
static class ApiBook
{
    public const string Version = "v1";
    private const string Bearer = "bearer";
    private static readonly HttpMethod[] Reading = [HttpMethod.Get, HttpMethod.Head, HttpMethod.Options];

    public static void AddTo(IServiceCollection services) => services.AddOpenApi(Version, book =>
    {
        book.ShouldInclude = described => described.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        book.AddDocumentTransformer(Introduce);
        book.AddOperationTransformer(Explain);
    });

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        var words = context.ApplicationServices.GetRequiredService<IStringLocalizer>();
        document.Info = new OpenApiInfo { Title = words["守望 · 程序接口"], Version = Version, Description = string.Join("\n\n", Introduction(words)) };
        document.Tags = Rooms.All.Where(room => room.Chinese.Length > 0).Select(room => new OpenApiTag { Name = words[room.Chinese] }).ToHashSet();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer };
        return Task.CompletedTask;
    }

    /// <summary>What a reader has to know before the first call.</summary>
    public static IEnumerable<string> Introduction(IStringLocalizer words) =>
    [
        words["先用 POST /api/sessions 登录，之后每个请求带上 Authorization: Bearer 令牌。能看到、能做什么，与同一账号在网页上完全一样。"],
        words["每个写请求可带 Operation-Id（自己生成的唯一编号）。没收到回答就用同一个编号再发一次：只生效一次，得到第一次的回答；同一编号换了内容会被拒绝（409）。"],
        words["不能办的请求得到 application/problem+json，写明是哪一项、为什么、怎么改。带 Accept-Language: en 得到英文。"],
    ];

    /// <summary>A field's type in one word, as a programmer names it: string, integer, date-time, a list of them, or the words allowed.</summary>
    public static string TypeOf(IOpenApiSchema? schema) => schema switch
    {
        null => "",
        { Enum.Count: > 0 } => string.Join(" | ", schema.Enum),
        { OneOf.Count: > 0 } => string.Join(" | ", schema.OneOf.Select(TypeOf).Where(type => type != "null")),
        { Items: { } item } => TypeOf(item) + "[]",
        { Type: JsonSchemaType.Object, Properties.Count: > 0 } => "{ " + string.Join(", ", schema.Properties.Keys) + " }",
        { Format: "date-time" or "date" or "time" or "uuid" or "binary" } => schema.Format,
        { Type: { } type } => (type & ~JsonSchemaType.Null).ToString().ToLowerInvariant(),
        _ => "any",
    };

    private static Task Explain(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var words = context.ApplicationServices.GetRequiredService<IStringLocalizer>();
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (operation.Summary is { } summary) operation.Summary = words[summary];
        operation.Tags = new HashSet<OpenApiTagReference> { new(words[metadata.OfType<RoomOf>().Single().Chinese], context.Document) };
        Guard(operation, context, metadata, words);
        if (!Reading.Contains(HttpMethod.Parse(context.Description.HttpMethod)))
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = OperationMiddleware.Header, In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = OperationMiddleware.LongestId } });
            Refuses(operation, StatusCodes.Status409Conflict, words["同一编号换了内容，或别人刚改过"]);
        }
        Refuses(operation, StatusCodes.Status422UnprocessableEntity, words["有不合适的内容，逐项说明"]);
        foreach (var done in operation.Responses!.Where(response => response.Key.StartsWith('2'))) done.Value.Description = words["办好了"];
        return Task.CompletedTask;
    }

    private static void Guard(OpenApiOperation operation, OpenApiOperationTransformerContext context, IList<object> metadata, IStringLocalizer words)
    {
        if (metadata.OfType<IAllowAnonymous>().Any()) { operation.Description = words["不用登录"]; return; }
        var needed = metadata.OfType<NeedsAttribute>().Select(need => words[need.Permission.Chinese].Value).Distinct().ToList();
        operation.Description = needed.Count > 0 ? words["权限：{0}", string.Join(" · ", needed)] : words["登录即可"];
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
        Refuses(operation, StatusCodes.Status401Unauthorized, words["没有登录"]);
        Refuses(operation, StatusCodes.Status403Forbidden, words["没有权限"]);
    }

    private static void Refuses(OpenApiOperation operation, int status, string why) =>
        (operation.Responses ??= []).TryAdd(status.ToString(System.Globalization.CultureInfo.InvariantCulture), new OpenApiResponse
        {
            Description = why,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() },
        });
}

/// <summary>Marks an endpoint with the room it belongs to.</summary>
/// <param name="Chinese">The room's name in the language of the field.</param>
public sealed record RoomOf(string Chinese);

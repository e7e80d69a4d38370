using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Primitives;

namespace Shouwang.Host;

/// <summary>操作: a write that a client has named, and the answer it got.</summary>
public sealed class Operation
{
    public required string Id { get; init; }

    /// <summary>Keyed hash of method, address, caller and content: the same id with other content is refused.</summary>
    public required string ContentHash { get; init; }
    public DateTimeOffset At { get; init; }
    public int Status { get; set; }
    public string? Location { get; set; }
    public string? ContentType { get; set; }

    /// <summary>The first answer, encrypted: it may hold a tracking code.</summary>
    public SealedText? Answer { get; set; }
}

sealed class OperationTables : IEntityTypeConfiguration<Operation>
{
    public void Configure(EntityTypeBuilder<Operation> operation)
    {
        operation.ToTable("operations");
        operation.HasKey(o => o.Id);
        operation.Property(o => o.Id).HasMaxLength(64);
    }
}

/// <summary>
/// Every write accepts an id made by the client (header <c>Operation-Id</c>, form field <c>operation</c>). The effect and
/// the answer are stored in one transaction; the same id again gets the first answer, and has no second effect.
/// </summary>
/// <remarks>Only answers that changed something (2xx, 3xx) are kept: after a refusal the corrected form may come with the same id.</remarks>
public sealed class OperationMiddleware(RequestDelegate next, ILogger<OperationMiddleware> log)
{
    public const string Header = "Operation-Id", Field = "operation";
    public const int LongestId = 64;
    private const string Purpose = "operation.answer";

    public async Task InvokeAsync(HttpContext http, ShouwangDb db, WriteGate gate, FieldCipher cipher, TimeProvider clock, CurrentCaller caller)
    {
        if (!IsWrite(http.Request) || await OperationId(http.Request) is not { } id)
        {
            await next(http);
            return;
        }
        if (id.Length > LongestId)
        {
            await Answers.Refuse(http, new Refusal("host.operation.id-too-long", ("most", LongestId)));
            return;
        }
        var hash = await ContentHash(http, cipher, caller);
        using var turn = await gate.Enter(http.RequestAborted);
        await RunOnce(http, db, cipher, new Operation { Id = id, ContentHash = hash, At = clock.GetUtcNow() });
    }

    private async Task RunOnce(HttpContext http, ShouwangDb db, FieldCipher cipher, Operation operation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        // PostgreSQL lets a second request with this id wait here until the first has committed; SQLite at the begin above.
        if (!await Reserve(db, operation, http.RequestAborted))
        {
            await transaction.RollbackAsync(CancellationToken.None);
            await Known(http, db, cipher, operation.Id, operation.ContentHash);
            return;
        }
        var outside = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        try { await next(http); }
        finally { http.Response.Body = outside; }

        if (http.Response.StatusCode < 400)
        {
            await Remember(http, db, cipher, operation, answer);
            await db.Commit(transaction, CancellationToken.None);
        }
        else await transaction.RollbackAsync(CancellationToken.None);
        answer.Position = 0;
        await answer.CopyToAsync(outside, http.RequestAborted);
    }

    private static async Task<bool> Reserve(ShouwangDb db, Operation operation, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync(
            $"insert into operations (id, content_hash, at, status) values ({operation.Id}, {operation.ContentHash}, {Stored(db, operation.At)}, 0) on conflict do nothing", cancel) == 1;

    private static async Task Remember(HttpContext http, ShouwangDb db, FieldCipher cipher, Operation operation, MemoryStream answer)
    {
        SealedText? body = answer.Length == 0 ? null : cipher.Seal(Convert.ToBase64String(answer.GetBuffer(), 0, (int)answer.Length), Purpose);
        var location = http.Response.Headers.Location.ToString();
        await db.Set<Operation>().Where(o => o.Id == operation.Id).ExecuteUpdateAsync(set => set
            .SetProperty(o => o.Status, http.Response.StatusCode)
            .SetProperty(o => o.Location, location.Length == 0 ? null : location)
            .SetProperty(o => o.ContentType, http.Response.ContentType)
            .SetProperty(o => o.Answer, body));
    }

    private async Task<bool> Known(HttpContext http, ShouwangDb db, FieldCipher cipher, string id, string hash)
    {
        var first = await db.Set<Operation>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, http.RequestAborted);
        if (first is null) return false;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(first.ContentHash), Encoding.UTF8.GetBytes(hash)))
        {
            log.LogWarning("Operation id used again with other content on {Path}", http.GetEndpoint()?.DisplayName);
            await Answers.Refuse(http, new Refusal("host.operation.other-content"));
            return true;
        }
        http.Response.StatusCode = first.Status;
        http.Response.Headers["Operation-Repeated"] = "true";
        if (first.Location is not null) http.Response.Headers.Location = first.Location;
        if (first.ContentType is not null) http.Response.ContentType = first.ContentType;
        if (first.Answer is { } body) await http.Response.Body.WriteAsync(Convert.FromBase64String(cipher.Open(body, Purpose)), http.RequestAborted);
        return true;
    }

    private static object Stored(ShouwangDb db, DateTimeOffset at) => db.IsSqlite ? at.ToUnixTimeMilliseconds() : at;

    private static bool IsWrite(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method) || HttpMethods.IsPatch(request.Method) || HttpMethods.IsDelete(request.Method);

    private static async Task<string?> OperationId(HttpRequest request)
    {
        if (request.Headers.TryGetValue(Header, out var header) && !StringValues.IsNullOrEmpty(header)) return header.ToString().Trim();
        if (!request.HasFormContentType) return null;
        var form = await ReadForm(request);
        return form.TryGetValue(Field, out var field) && !string.IsNullOrWhiteSpace(field) ? field.ToString().Trim() : null;
    }

    // Every form is read here first. One that cannot be read is the sender's fault, not ours.
    private static async Task<IFormCollection> ReadForm(HttpRequest request)
    {
        try { return await request.ReadFormAsync(request.HttpContext.RequestAborted); }
        catch (InvalidDataException unfit) { throw new BadHttpRequestException(unfit.Message, StatusCodes.Status400BadRequest, unfit); }
    }

    private static async Task<string> ContentHash(HttpContext http, FieldCipher cipher, CurrentCaller caller)
    {
        var request = http.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes($"{text.Length}:{text}"));
        Add(request.Method);
        Add(request.Path + request.QueryString);
        Add($"{caller.Actor.Kind}/{caller.Actor.Id}");
        if (request.HasFormContentType) await AddForm(request, hash, Add);
        else await AddBody(request, hash);
        return cipher.Hash(Convert.ToBase64String(hash.GetHashAndReset()), "operation");
    }

    private static async Task AddForm(HttpRequest request, IncrementalHash hash, Action<string> add)
    {
        var form = await ReadForm(request);
        foreach (var field in form.Where(f => f.Key is not (Field or "__RequestVerificationToken")).OrderBy(f => f.Key, StringComparer.Ordinal))
            add($"{field.Key}={field.Value}");
        foreach (var file in form.Files)
        {
            add(file.Name + file.FileName);
            await using var content = file.OpenReadStream();
            hash.AppendData(await SHA256.HashDataAsync(content, request.HttpContext.RequestAborted));
        }
    }

    private static async Task AddBody(HttpRequest request, IncrementalHash hash)
    {
        request.EnableBuffering();
        hash.AppendData(await SHA256.HashDataAsync(request.Body, request.HttpContext.RequestAborted));
        request.Body.Position = 0;
    }
}

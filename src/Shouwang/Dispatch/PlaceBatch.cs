using System.Security.Cryptography;
using System.Text;
using Shouwang.Host;

namespace Shouwang.Dispatch;

/// <summary>A row that was not placed: its line in the file and why.</summary>
public sealed record RejectedRow(int Line, IReadOnlyList<Refusal> Refusals);

/// <summary>What became of a file: rows in = placed + placed earlier + rejected.</summary>
public sealed record BatchOutcome(int Rows, int Placed, int PlacedEarlier, IReadOnlyList<RejectedRow> Rejected, bool DryRun);

/// <summary>批量点单: a file of needs, each row by itself. The same row of the same file a second time changes nothing.</summary>
public sealed class PlaceBatch(ShouwangDb db, PlaceOrder place, FieldCipher cipher, CurrentCaller current, TimeProvider clock)
{
    private const string Purpose = "batch.row";

    /// <param name="file">The file's bytes.</param>
    /// <param name="dryRun">Checks every row and changes nothing.</param>
    /// <param name="cancel">Stops the work; what was placed before stays.</param>
    public async Task<Result<BatchOutcome>> Run(byte[] file, bool dryRun, CancellationToken cancel)
    {
        if (!current.Rights.MayAnywhere(DispatchAccess.PlaceOrders)) return new Refusal("host.permission.forbidden", ("permission", DispatchAccess.PlaceOrders.Chinese));
        var read = ReadBatch.Of(file);
        if (!read.IsOk) return Result<BatchOutcome>.Refuse(read.Refusals);
        var (placed, earlier, rejected) = (0, 0, new List<RejectedRow>());
        var seen = new Dictionary<string, int>();
        foreach (var row in read.Value)
        {
            var said = Said(row.Request);
            var times = seen[said] = seen.GetValueOrDefault(said) + 1;
            var result = await Row(row, "batch-" + cipher.Hash($"{said}|{times}", Purpose), dryRun, cancel);
            if (!result.IsOk) rejected.Add(new RejectedRow(row.Line, result.Refusals));
            else if (result.Value) placed++;
            else earlier++;
        }
        return new BatchOutcome(read.Value.Count, placed, earlier, rejected, dryRun);
    }

    // True when the row was placed now, false when it had been before. The row's operation id is written with the order, or not at all.
    private Task<Result<bool>> Row(BatchRow row, string operation, bool dryRun, CancellationToken cancel) => db.Attempt<bool>(async () =>
    {
        if (await db.Set<Operation>().AnyAsync(o => o.Id == operation, cancel)) return false;
        if (dryRun) return (await place.Read(row.Request, OrderSource.Batch, OrderWords.NewCode(), cancel)).Then(_ => true);
        db.Set<Operation>().Add(new Operation { Id = operation, ContentHash = operation, At = clock.GetUtcNow(), Status = StatusCodes.Status201Created });
        var result = await place.Run(row.Request, OrderSource.Batch, cancel);
        return result.Then(_ => true);
    }, cancel);

    private static string Said(OrderRequest r) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\u001F', r.Unit, r.Kind, r.Name, Volunteers.Phones.Bare(r.Phone), r.Address, r.Note, r.Urgency, r.From, r.WishedGender, r.WishedLanguage))));
}

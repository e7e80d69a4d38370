using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage;
using Shouwang.Dispatch;

namespace Shouwang.Demo;

/// <summary>Writes the demo's many door codes past the change tracker, with one prepared statement, inside one transaction.</summary>
static class DoorBulk
{
    private const string Statement =
        "insert into door_codes (id, unit_id, unit_path, kind, code_hash, address, address_index, latitude, longitude, made_at, version) values (@id, @unit, @path, @kind, @hash, @address, @index, @lat, @lon, @at, 1)";

    public static Task<int> Insert(ShouwangDb db, IReadOnlyList<DoorCode> codes, CancellationToken cancel) => db.InTransaction(async () =>
    {
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        insert.CommandText = Statement;
        foreach (var code in codes)
        {
            insert.Parameters.Clear();
            void Add(string name, object value)
            {
                var parameter = insert.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                insert.Parameters.Add(parameter);
            }
            Add("id", Id(db, code.Id.Value));
            Add("unit", Id(db, code.UnitId.Value));
            Add("path", code.UnitPath);
            Add("kind", code.Kind.ToString());
            Add("hash", code.CodeHash);
            Add("address", code.Address.Cipher);
            Add("index", code.AddressIndex.Hash);
            Add("lat", code.Latitude!.Value);
            Add("lon", code.Longitude!.Value);
            Add("at", db.IsSqlite ? code.MadeAt.ToUnixTimeMilliseconds() : code.MadeAt.ToUniversalTime());
            await insert.ExecuteNonQueryAsync(cancel);
        }
        return codes.Count;
    }, cancel);

    private static object Id(ShouwangDb db, Guid id) => db.IsSqlite ? id.ToString().ToUpper(CultureInfo.InvariantCulture) : id;
}

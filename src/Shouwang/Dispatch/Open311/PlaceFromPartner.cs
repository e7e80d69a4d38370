using System.Globalization;
using Microsoft.Extensions.Localization;
using Shouwang.Host;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>The answer to a partner's request: the number by which it is followed.</summary>
public sealed record PlacedByPartner(string Number, string UnitName);

/// <summary>点单 by a partner's system, in the words of GeoReport v2.</summary>
/// <remarks>
/// Taken over are the kind, place, description, name and phone, and the attributes of the service definition. An e-mail address or a phone
/// that cannot be called here goes into the description, which is under encryption. Ids of devices and accounts are not kept.
/// </remarks>
public sealed class PlaceFromPartner(PlaceOrder place, GeoReportServices services, ServingUnit serving, PartnerKeys keys, ShouwangDb db, IStringLocalizer words, TimeProvider clock)
{
    private const int LongestAddress = 2000;

    public async Task<Result<PlacedByPartner>> Run(IFormCollection form, Doorstep from, CancellationToken cancel)
    {
        var admitted = await keys.Admit(Word(form, "api_key"), PartnerDoor.Open311, DispatchAccess.PlaceOrders, from, cancel);
        if (admitted.Refusal is { } soon) return soon.At("api_key");
        if (admitted.Value is not { } key) return new Refusal("dispatch.open311.key.forbidden").At("api_key");
        var refusals = new List<Refusal>();
        if (Word(form, "jurisdiction_id") is { } jurisdiction) refusals.AddRange(await CheckJurisdiction(jurisdiction, key, cancel));
        if (Word(form, "service_code") is null) refusals.Add(new Refusal("dispatch.open311.service-missing").At("service_code"));
        CheckAttributes(form, refusals);
        var point = Point(form, refusals);
        var (address, code) = (Word(form, "address_string"), Word(form, "address_id"));
        if (point is null && address is null && code is null && refusals.Count == 0) refusals.Add(new Refusal("dispatch.open311.place-missing").At("address_string"));
        if (refusals.Count > 0) return refusals;

        var unit = await serving.Run(key.UnitPath, code, point, address, LocalTime.Today(clock), cancel);
        if (!unit.IsOk) return Result<PlacedByPartner>.Refuse(unit.Refusals);
        var name = await db.Units().Where(u => u.Code == unit.Value).Select(u => u.Name).FirstAsync(cancel);
        var placed = await place.Run(Request(form, unit.Value, point, address ?? OnTheMap(point, name)), OrderSource.Partner, cancel);
        return placed.IsOk ? new PlacedByPartner(placed.Value.Number, name) : Result<PlacedByPartner>.Refuse([.. placed.Refusals.Select(InTheirWords)]);
    }

    // The key's own center, or none.
    private async Task<IReadOnlyList<Refusal>> CheckJurisdiction(string jurisdiction, PartnerKey key, CancellationToken cancel)
    {
        var center = await services.Jurisdiction(jurisdiction, cancel);
        return !center.IsOk ? center.Refusals : key.UnitPath.StartsWith(center.Value.UnitPath, StringComparison.Ordinal) ? [] : [new Refusal("dispatch.open311.jurisdiction.unknown").At("jurisdiction_id")];
    }

    private OrderRequest Request(IFormCollection form, string unit, GeoPoint? point, string address)
    {
        var phone = Word(form, "phone");
        return new OrderRequest
        {
            Unit = unit, Kind = Word(form, "service_code"), Name = Name(Word(form, "first_name"), Word(form, "last_name")) ?? words["居民"], Phone = Phones.IsPhone(phone) ? phone : null,
            Address = address, Note = Note(form, phone), Latitude = point?.Latitude, Longitude = point?.Longitude,
            Urgency = Attribute(form, GeoReportServices.Urgency), From = Attribute(form, GeoReportServices.From),
            WishedGender = Attribute(form, GeoReportServices.Gender), WishedLanguage = Attribute(form, GeoReportServices.Language),
        };
    }

    private string? Note(IFormCollection form, string? phone)
    {
        string?[] parts =
        [
            Word(form, "description"),
            Phones.IsPhone(phone) || phone is null ? null : words["电话：{0}", phone].Value,
            Word(form, "email") is { } mail ? words["邮箱：{0}", mail].Value : null,
            Word(form, "media_url") is { } media ? words["附件：{0}", media].Value : null,
        ];
        return string.Join('\n', parts.OfType<string>()) is { Length: > 0 } note ? note : null;
    }

    private static void CheckAttributes(IFormCollection form, List<Refusal> refusals)
    {
        foreach (var field in form.Keys.Where(field => field.StartsWith("attribute[", StringComparison.Ordinal)))
            if (!GeoReportServices.Attributes.Contains(CodeOf(field))) refusals.Add(new Refusal("dispatch.open311.attribute").At(field.Length > 60 ? field[..60] : field));
        if (Word(form, "media_url") is { } media && !(media.Length <= LongestAddress && Uri.TryCreate(media, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            refusals.Add(new Refusal("dispatch.open311.media-url").At("media_url"));
    }

    private static string CodeOf(string field) => field["attribute[".Length..].TrimEnd('[', ']');

    private static string? Attribute(IFormCollection form, string code) => Word(form, $"attribute[{code}]") ?? Word(form, $"attribute[{code}][]");

    private static GeoPoint? Point(IFormCollection form, List<Refusal> refusals)
    {
        var (lat, lon) = (Word(form, "lat"), Word(form, "long"));
        if (lat is null && lon is null) return null;
        if (Degrees(lat) is { } latitude && Degrees(lon) is { } longitude && new GeoPoint(latitude, longitude) is { IsOnGlobe: true } point) return point;
        refusals.Add(new Refusal("dispatch.open311.lat-long").At(Degrees(lat) is null ? "lat" : "long"));
        return null;
    }

    private static double? Degrees(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees : null;

    private string OnTheMap(GeoPoint? point, string unit) => point is { } here
        ? words["地图位置 {0}, {1}", here.Latitude.ToString("0.00000", CultureInfo.InvariantCulture), here.Longitude.ToString("0.00000", CultureInfo.InvariantCulture)]
        : DivisionNames.Short(unit);

    // 王 and 小明 make 王小明; other names keep their order and a blank.
    private static string? Name(string? first, string? last) =>
        first is null || last is null ? first ?? last : first.Concat(last).All(char.IsAsciiLetter) ? $"{first} {last}" : last + first;

    // The fields of our form, by their names in the standard.
    private static Refusal InTheirWords(Refusal refusal) => refusal.Field switch
    {
        "kind" => new Refusal("dispatch.open311.service.unknown").At("service_code"),
        "unit" => refusal.At("address_id"),
        "address" => refusal.At("address_string"),
        "note" => refusal.At("description"),
        "name" => refusal.At("first_name"),
        "place" => refusal.At("lat"),
        "urgency" => refusal.At($"attribute[{GeoReportServices.Urgency}]"),
        "from" => refusal.At($"attribute[{GeoReportServices.From}]"),
        "wishedGender" => refusal.At($"attribute[{GeoReportServices.Gender}]"),
        "wishedLanguage" or "language" => refusal.At($"attribute[{GeoReportServices.Language}]"),
        _ => refusal,
    };

    // A parameter that is there but empty counts as absent.
    private static string? Word(IFormCollection form, string name) => form.TryGetValue(name, out var values) && values.FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) is { } value ? value.Trim() : null;
}

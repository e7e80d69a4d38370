using System.Net;
using System.Text;
using Shouwang.Organization;
using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>Photos of a service: taken on the phone, without their position, seen only by those who may see the order.</summary>
public sealed class LeavingPhotos
{
    [DatabaseTheory]
    public async Task Photos_lose_their_position_and_are_seen_only_with_the_order(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (placed, me) = await AtWork(town);
        var phone = await town.House.LogIn(ActorKind.Volunteer, me.Value);
        var page = "/my/orders/" + placed.Number;
        using var left = await phone.Upload(page, "form[enctype]", [("photo", "a.jpg", Jpeg("GPS 39.9")), ("photo", "b.jpg", Jpeg("GPS 116.2"))], ("handOverNote", "药在桌上"));
        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);

        var address = (await phone.Page(page)).QuerySelectorAll(".photos img").Select(image => image.GetAttribute("src")!).ToList();
        Assert.Equal(2, address.Count);
        var own = await phone.GetByteArrayAsync(new Uri(address[0], UriKind.Relative));
        Assert.DoesNotContain("GPS", Encoding.Latin1.GetString(own), StringComparison.Ordinal);
        var clerk = await town.House.LogIn(town.Clerk);
        Assert.Equal(2, (await clerk.Page("/orders/" + placed.Number)).QuerySelectorAll(".photos img").Length);
        using var seen = await clerk.GetAsync(new Uri(address[0], UriKind.Relative));
        Assert.Equal(("image/jpeg", true), (seen.Content.Headers.ContentType?.MediaType, seen.Headers.CacheControl?.NoStore));

        foreach (var stranger in new[] { await town.House.LogIn(ActorKind.Volunteer, (await town.Enlist()).Value), await town.House.LogInAs(Role.Clerk, town.House.District.River), await town.House.LogInAs(Role.SystemAdministrator, town.House.District.Center) })
        {
            using var refused = await stranger.GetAsync(new Uri(address[0], UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
        using var nobody = await town.House.Visitor().GetAsync(new Uri(address[0], UriKind.Relative));
        Assert.NotEqual(HttpStatusCode.OK, nobody.StatusCode);
    }

    [DatabaseTheory]
    public async Task What_is_no_photo_too_large_or_too_many_is_said_at_the_field(Engine engine)
    {
        await using var town = await DispatchTown.On(engine);
        var (placed, me) = await AtWork(town);
        var phone = await town.House.LogIn(ActorKind.Volunteer, me.Value);
        var page = "/my/orders/" + placed.Number;
        foreach (var (photos, words) in new (byte[][], string)[]
        {
            ([Encoding.UTF8.GetBytes("<script>alert(1)</script>")], "JPEG 或 PNG"), ([new byte[CleanPhoto.MostBytes + 1]], "照片最大"), ([.. Enumerable.Repeat(Jpeg("x"), 6)], "最多留 5 张"),
        })
        {
            using var answer = await phone.Upload(page, "form[enctype]", [.. photos.Select(photo => ("photo", "a.jpg", photo))], ("handOverNote", "药在桌上"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var shown = await answer.Document();
            Assert.Contains(words, shown.QuerySelector("#photo-error")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("药在桌上", shown.QuerySelector("textarea[name=handOverNote]")!.TextContent);
        }
        Assert.Equal(0, await town.House.Read(db => db.OrderPhotos().CountAsync()));

        // After the check-out more may follow, five in all.
        _ = (await town.As<CheckOut>(me, use => use.Run(placed.Id, me, null, [Jpeg("x"), Jpeg("y"), Jpeg("z")], default))).Value;
        using var more = await phone.Upload(page, "form[enctype]", [("photo", "d.jpg", Jpeg("d")), ("photo", "e.jpg", Jpeg("e"))]);
        Assert.Equal(HttpStatusCode.SeeOther, more.StatusCode);
        Assert.Equal("dispatch.photo.too-many", (await town.As<AddPhotos>(me, use => use.Run(placed.Id, me, [Jpeg("f")], default))).Refusal?.Code);
        var other = await town.Enlist();
        Assert.Equal("dispatch.order.not-yours", (await town.As<AddPhotos>(other, use => use.Run(placed.Id, other, [Jpeg("f")], default))).Refusal?.Code);
    }

    private static async Task<(PlacedOrder Order, VolunteerId Me)> AtWork(DispatchTown town)
    {
        var (placed, me) = (await town.Place(), await town.Enlist());
        _ = (await town.Staff<OpenForClaiming>(use => use.Run(placed.Id, null, default))).Value;
        _ = (await town.As<ClaimOrder>(me, use => use.Run(placed.Id, me, default))).Value;
        town.House.Clock.Advance(TimeSpan.FromMinutes(60));
        _ = (await town.As<CheckIn>(me, use => use.Run(placed.Id, me, default))).Value;
        return (placed, me);
    }

    // The smallest thing that is a JPEG: start, an APP1 segment with what the camera notes, a scan, the end.
    private static byte[] Jpeg(string note)
    {
        var exif = Encoding.ASCII.GetBytes("Exif\0\0" + note);
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, 0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9];
    }
}

using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shouwang.Organization;

namespace Shouwang.Dispatch;

/// <summary>The sheet of codes that were just made, as a PDF from the browser engine of the machine.</summary>
public sealed class PrintingDoorCodes
{
    [DatabaseTheory]
    public async Task The_codes_just_made_come_as_paper(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var clerk = await house.LogInAs(Role.Clerk, house.District.Pine);
        using var made = await clerk.Submit("/codes", "form:has([name=addresses])", ("unit", LittleDistrict.PineCode), ("addresses", "1号楼101\n1号楼102\n1号楼103"));
        var sheet = await made.Document();
        Assert.Equal(3, sheet.QuerySelectorAll(".qr-card svg").Length);
        var form = sheet.QuerySelector<IHtmlFormElement>("form[action='/codes/sheet.pdf']")!;
        var fields = form.Elements.OfType<IHtmlInputElement>().Where(input => input.Name is not null).Select(input => KeyValuePair.Create(input.Name!, input.Value)).ToList();

        using var paper = await clerk.PostAsync(new Uri("/codes/sheet.pdf", UriKind.Relative), new FormUrlEncodedContent(fields));
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (paper.StatusCode, paper.Content.Headers.ContentType?.MediaType));
        var pdf = await paper.Content.ReadAsByteArrayAsync();
        Assert.Equal("%PDF-", Encoding.ASCII.GetString(pdf, 0, 5));
        Assert.Contains("no-store", paper.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        // A neighbour who holds the same codes may not print them, and a code that opens nothing prints nothing.
        var neighbour = await house.Hire(Role.Clerk, house.District.River);
        foreach (var codes in new[] { fields.Single(field => field.Key == "codes").Value.Split(' '), [OrderWords.NewCode()] })
            Assert.Equal("dispatch.door-code.unknown", (await house.Run<PrintDoorCodes, Result<byte[]>>(neighbour, use => use.Run(codes, "http://localhost", default))).Refusal?.Code);
    }
}

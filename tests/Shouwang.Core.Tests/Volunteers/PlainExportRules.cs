using Shouwang.Organization;

namespace Shouwang.Volunteers;

/// <summary>明文导出: how many people one file may hold.</summary>
public sealed class PlainExportRules
{
    [Theory]
    [InlineData(0, "volunteers.export.nobody")]
    [InlineData(1, null)]
    [InlineData(PlainExport.MostRows, null)]
    [InlineData(PlainExport.MostRows + 1, "volunteers.export.too-many")]
    public void A_file_holds_somebody_and_not_a_whole_district(int rows, string? refusal) => Assert.Equal(refusal, PlainExport.Fits(rows)?.Code);

    [Fact]
    public void The_mark_names_the_export_the_person_and_the_minute() =>
        Assert.Equal("DC0123ABCD 样例甲 2022-05-06 09:00", Export().Mark("样例甲", "2022-05-06 09:00"));

    private static PlainExport Export()
    {
        var at = new DateTimeOffset(2022, 5, 6, 1, 0, 0, TimeSpan.Zero);
        var (asker, second) = (new Actor(ActorKind.Staff, Guid.NewGuid()), new AccountId(Guid.NewGuid()));
        var unit = new LittleDistrict(new IdSource(TimeProvider.System, Guid.NewGuid), new DateOnly(2022, 1, 1)).Pine;
        var request = TwoPersonRequest.Ask(new TwoPersonRequestId(Guid.NewGuid()), PlainExport.Kind, unit, default, "样例：核对名单", asker, at).Value;
        return PlainExport.Agreed(new PlainExportId(Guid.Parse("00000000-0000-0000-0000-00000123abcd")), request, "{}", second, at);
    }
}

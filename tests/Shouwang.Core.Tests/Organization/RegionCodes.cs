namespace Shouwang.Organization;

public sealed class RegionCodes
{
    [Theory]
    [InlineData("110107", RegionLevel.County)]
    [InlineData("110107001", RegionLevel.Township)]
    [InlineData("110107001003", RegionLevel.Village)]
    [InlineData(" 110107001003 ", RegionLevel.Village)]
    [InlineData("110107000000", RegionLevel.County)]
    [InlineData("110107001000", RegionLevel.Township)]
    public void Six_nine_or_twelve_digits_are_read(string text, RegionLevel level) => Assert.Equal(level, RegionCode.Read(text).Value.Level);

    [Theory]
    [InlineData(null, "organization.region-code.malformed")]
    [InlineData("", "organization.region-code.malformed")]
    [InlineData("1101", "organization.region-code.malformed")]
    [InlineData("11010700", "organization.region-code.malformed")]
    [InlineData("１１０１０７", "organization.region-code.malformed")]
    [InlineData("11O107", "organization.region-code.malformed")]
    [InlineData("990107", "organization.region-code.no-province")]
    public void Anything_else_is_refused(string? text, string code) => Assert.Equal(code, RegionCode.Read(text).Refusal!.Code);

    [Fact]
    public void An_area_holds_itself_and_what_lies_inside()
    {
        var (county, street, village) = (Read("110107"), Read("110107001"), Read("110107001003"));
        Assert.True(county.Holds(county) && county.Holds(village) && street.Holds(village));
        Assert.False(street.Holds(Read("110107002001")) || village.Holds(street));
        Assert.Equal((street, county, null), (village.Parent!.Value, street.Parent!.Value, county.Parent));
    }

    private static RegionCode Read(string text) => RegionCode.Read(text).Value;
}

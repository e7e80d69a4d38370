namespace Shouwang.Organization;

public sealed class NamingTheNetwork
{
    [Theory]
    [InlineData("八角北里社区居委会", "八角北里社区")]
    [InlineData("八角北里社区居民委员会", "八角北里社区")]
    [InlineData("新兴里居委会", "新兴里社区")]
    [InlineData("彭村居委会", "彭村社区")]
    [InlineData("南下冯村委会", "南下冯村")]
    [InlineData("大屯村村民委员会", "大屯村")]
    [InlineData("大屯村民委员会", "大屯村")]
    [InlineData("芍药居五社区居民居委会", "芍药居五社区")]
    [InlineData("华江里社区第一居委会", "华江里社区第一")]
    [InlineData("阿木古楞嘎查委会", "阿木古楞嘎查")]
    [InlineData("红星牧委会", "红星村")]
    [InlineData("三连生活区", "三连生活区")]
    [InlineData("居委会", "广宁社区")]
    [InlineData("社区居委会", "广宁社区")]
    public void The_committee_gives_way_to_the_area_it_stands_for(string committee, string area) =>
        Assert.Equal(area, DivisionNames.Area(committee, "广宁街道"));

    [Theory]
    [InlineData("八角北里社区新时代文明实践站", "八角北里社区")]
    [InlineData("八角街道新时代文明实践所", "八角街道")]
    [InlineData("东样博物馆基地", "东样博物馆基地")]
    [InlineData("新时代文明实践广场服务点", "新时代文明实践广场服务点")]
    public void A_list_leaves_out_what_only_repeats(string unit, string shown) => Assert.Equal(shown, DivisionNames.Short(unit));

    [Fact]
    public void Each_level_has_its_word()
    {
        Assert.Equal("石景山区新时代文明实践中心", DivisionNames.Center("石景山区"));
        Assert.Equal("八宝山街道新时代文明实践所", DivisionNames.Institute("八宝山街道"));
        Assert.Equal("八宝山街道新时代文明实践所", DivisionNames.Institute("八宝山街道办事处"));
        Assert.Equal("庞各庄镇新时代文明实践所", DivisionNames.Institute("庞各庄镇"));
        Assert.Equal("远洋山水社区新时代文明实践站", DivisionNames.Station("远洋山水社区居委会", "八宝山街道"));
    }
}

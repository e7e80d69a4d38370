namespace Shouwang.Volunteers;

public sealed class PhonesAndMasks
{
    [Theory]
    [InlineData("13812345678")]
    [InlineData("138 1234 5678")]
    [InlineData("138-1234-5678")]
    [InlineData("+86 138 1234 5678")]
    [InlineData("0086-13812345678")]
    [InlineData("（138）12345678")]
    [InlineData("１３８１２３４５６７８")]
    public void However_it_is_written_it_is_the_same_number(string typed)
    {
        Assert.Equal("13812345678", Phones.Bare(typed));
        Assert.True(Phones.IsMobile(typed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12812345678")]
    [InlineData("1381234567")]
    [InlineData("138123456789")]
    [InlineData("23812345678")]
    public void What_is_no_mobile_number_is_refused(string? typed) => Assert.False(Phones.IsMobile(typed));

    [Theory]
    [InlineData("010-68712345", true)]
    [InlineData("68712345", true)]
    [InlineData("13812345678", true)]
    [InlineData("110", false)]
    [InlineData("1234567", false)]
    [InlineData("0123", false)]
    public void A_resident_may_have_a_land_line(string typed, bool phone) => Assert.Equal(phone, Phones.IsPhone(typed));

    [Fact]
    public void Masks_keep_what_is_needed_to_tell_people_apart_and_no_more()
    {
        Assert.Equal("王**", Masking.Name("王小明"));
        Assert.Equal("𠮷**", Masking.Name("𠮷田"));
        Assert.Equal("", Masking.Name(""));
        Assert.Equal("138****5678", Masking.Phone("13812345678"));
        Assert.Equal("****45", Masking.Phone("68712345"));
        Assert.Equal("****", Masking.Phone("12"));
    }
}

using System.Text;

namespace Shouwang.Organization;

/// <summary>动态码: as RFC 6238 and RFC 4648 have it, and each code once.</summary>
public sealed class ShowingACode
{
    private static readonly byte[] Seed = Encoding.ASCII.GetBytes("12345678901234567890");
    private static readonly DateTimeOffset Now = new(2022, 11, 20, 8, 0, 10, TimeSpan.Zero);

    /// <summary>RFC 6238, appendix B, the rows for SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void The_standards_examples_come_out(long seconds, string code) =>
        Assert.Equal(code, Totp.Code(Seed, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), 8));

    /// <summary>RFC 4648, section 10, without the padding that authenticators leave out.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void A_seed_is_written_in_base_32(string bytes, string text) => Assert.Equal(text, Totp.Text(Encoding.ASCII.GetBytes(bytes)));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-2, false)]
    [InlineData(2, false)]
    public void A_clock_may_be_half_a_minute_off_and_no_more(int steps, bool right) =>
        Assert.Equal(right, Totp.Match(Seed, Totp.Code(Seed, Totp.StepAt(Now) + steps), Now, 0) is not null);

    [Fact]
    public void A_code_that_was_used_is_used_and_so_are_those_before_it()
    {
        var step = Totp.Match(Seed, Totp.Code(Seed, Totp.StepAt(Now)), Now, 0)!.Value;
        Assert.Null(Totp.Match(Seed, Totp.Code(Seed, step), Now, step));
        Assert.Null(Totp.Match(Seed, Totp.Code(Seed, step - 1), Now, step));
        Assert.Equal(step + 1, Totp.Match(Seed, Totp.Code(Seed, step + 1), Now, step));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("一二三四五六")]
    public void Anything_else_is_wrong(string? typed) => Assert.Null(Totp.Match(Seed, typed, Now, 0));

    [Fact]
    public void Blanks_between_the_digits_do_not_count()
    {
        var code = Totp.Code(Seed, Totp.StepAt(Now));
        Assert.NotNull(Totp.Match(Seed, $" {code[..3]} {code[3..]} ", Now, 0));
    }
}

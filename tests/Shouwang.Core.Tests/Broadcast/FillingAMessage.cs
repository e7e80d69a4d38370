namespace Shouwang.Broadcast;

public sealed class FillingAMessage
{
    [Fact]
    public void Places_are_filled_in_any_order() => Assert.Equal("b before a", MessageText.Of("", "a", "b").Fill("{1} before {0}", part => part));

    [Fact]
    public void Typed_text_is_never_taken_for_a_template() => Assert.Equal("{0} {1}", MessageText.Plain("{0} {1}") is var text ? text.Fill(text.Template, part => part) : "");

    [Fact]
    public void A_time_comes_back_as_it_was()
    {
        var at = new DateTimeOffset(2022, 5, 6, 1, 2, 3, TimeSpan.Zero);
        Assert.Equal(at, MessageText.TimeOf(MessageText.Of("{0}", at).Parts[0]));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{x} {9} }{")]
    public void Odd_braces_stay(string sentence) => Assert.Equal(sentence, MessageText.Of("", "a").Fill(sentence, part => part));

    [Fact]
    public void An_enum_must_be_given_as_its_word() => Assert.Throws<ArgumentException>(() => MessageText.Of("{0}", Channel.Mail));

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("//elsewhere.example")]
    public void A_link_stays_in_the_house(string link) =>
        Assert.Throws<ArgumentException>(() => Message.Write(default, new Somewhere(), "a.b.c", new Notice(MessageText.Plain("x"), Link: link), default));

    private sealed record Somewhere : IInUnit
    {
        public UnitId UnitId => default;
        public string UnitPath => "/1/";
    }
}

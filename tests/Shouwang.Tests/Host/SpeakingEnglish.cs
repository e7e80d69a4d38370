namespace Shouwang.Host;

public sealed class SpeakingEnglish
{
    /// <summary>Without it a build setting can put the English texts into another assembly, and every page stays Chinese.</summary>
    [Fact]
    public void The_english_texts_are_in_the_program() => Assert.Equal("Skip to content", Texts.InEnglish("跳到正文"));
}

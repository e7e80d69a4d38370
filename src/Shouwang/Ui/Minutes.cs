using Microsoft.Extensions.Localization;

namespace Shouwang.Ui;

/// <summary>Minutes as people say them: 45 分钟, 2 小时 15 分.</summary>
static class Minutes
{
    public static string Text(long minutes, IStringLocalizer words) => minutes switch
    {
        < 60 => words["{0} 分钟", minutes],
        _ when minutes % 60 == 0 => words["{0} 小时", minutes / 60],
        _ => words["{0} 小时 {1} 分", minutes / 60, minutes % 60],
    };
}

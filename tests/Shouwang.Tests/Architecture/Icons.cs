using System.Text.RegularExpressions;
using Shouwang.Dispatch;
using Shouwang.Host;

namespace Shouwang.Architecture;

/// <summary>Pictures of the interface are named in words; the sprite holds those of the list.</summary>
public sealed partial class Icons
{
    private static readonly HashSet<string> Listed = [.. File.ReadLines(Sources.Folder("src", "web", "icons.txt")).Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#'))];

    /// <summary>Breaks silently without it: an icon that nobody has put into the sprite draws nothing.</summary>
    [Fact]
    public void Every_icon_that_is_named_is_in_the_sprite() => None.Of(Named().Distinct().Except(Listed));

    private static IEnumerable<string> Named() =>
    [
        .. Sources.Files("src", ".razor").SelectMany(file => Literal().Matches(file.Text)).Select(match => match.Groups[1].Value),
        .. Rooms.All.SelectMany(room => room.Menu).Select(entry => entry.Icon),
        .. Rooms.All.SelectMany(room => room.Tabs).Select(tab => tab.Icon),
        .. StandardMenu.Items.Select(item => item.Terms.Icon).OfType<string>(),
    ];

    [GeneratedRegex(@"\bIcon(?:\s+Name)?=""([a-z0-9-]+)""")]
    private static partial Regex Literal();
}

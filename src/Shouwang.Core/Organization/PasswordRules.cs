namespace Shouwang.Organization;

/// <summary>口令规则: what a staff password must be.</summary>
/// <remarks>
/// GB/T 22239-2019 asks for complexity (8.1.4.1 a). Length protects more than signs: ten characters of three sorts, or
/// sixteen of any. A character outside Latin letters and digits, for example a Chinese one, counts as a sign.
/// </remarks>
public static class PasswordRules
{
    /// <summary>Fewest characters with three sorts.</summary>
    public const int Shortest = 10;

    /// <summary>From this length on the sorts do not matter.</summary>
    public const int LongEnough = 16;

    /// <summary>Most characters; more would only cost time to check.</summary>
    public const int Longest = 128;

    /// <summary>Why the password will not do, or null.</summary>
    /// <param name="password">The wanted password.</param>
    /// <param name="name">The log-in name, which must not be part of it.</param>
    public static Refusal? Check(string? password, string name)
    {
        var text = password ?? "";
        if (text.Length < Shortest) return new Refusal("organization.password.too-short", ("least", Shortest));
        if (text.Length > Longest) return new Refusal("organization.password.too-long", ("most", Longest));
        if (name.Length >= 3 && text.Contains(name, StringComparison.OrdinalIgnoreCase)) return new Refusal("organization.password.holds-name");
        if (text.Distinct().Count() < 5) return new Refusal("organization.password.too-plain");
        return text.Length < LongEnough && Sorts(text) < 3 ? new Refusal("organization.password.too-plain") : null;
    }

    private static int Sorts(string text) =>
        (text.Any(char.IsAsciiLetterLower) ? 1 : 0) + (text.Any(char.IsAsciiLetterUpper) ? 1 : 0)
        + (text.Any(char.IsAsciiDigit) ? 1 : 0) + (text.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 1 : 0);
}

/// <summary>登录规则: how guessing is slowed down without keeping the owner out.</summary>
/// <remarks>
/// A device on which somebody has logged in before is counted by itself (OWASP: device cookies), so that whoever guesses elsewhere
/// does not lock him out. All others are counted three times: one name from one address, one name from anywhere, one address for
/// any name. Of 10,000 guesses at one a second at most one in a hundred is looked at (tested).
/// </remarks>
public static class LogInRules
{
    /// <summary>So many wrong tries in a row from one device, or at one name from one address, are free.</summary>
    public const int MostWrong = 5;

    /// <summary>One device that is known, or one name from one address.</summary>
    public static readonly GuessPace OneDoor = new(MostWrong, TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));

    /// <summary>One name from anywhere: one who guesses from few addresses does not use it up.</summary>
    public static readonly GuessPace OneName = new(20, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5));

    /// <summary>One address for any name: room for the slips of an office or a building behind it.</summary>
    public static readonly GuessPace OneAddress = new(40, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4));

    /// <summary>One-time codes sent to one phone: six in an hour.</summary>
    public static readonly GuessPace CodesToPhone = new(6, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));

    /// <summary>So long a device stays known after its last log-in.</summary>
    public static readonly TimeSpan DeviceKnown = TimeSpan.FromDays(180);
}

/// <summary>账号规则: what a log-in name and a person's shown name may be.</summary>
public static class AccountRules
{
    /// <summary>Most characters of either.</summary>
    public const int LongestName = 40;

    /// <summary>Everything that is wrong with the names; empty when nothing is.</summary>
    /// <param name="name">登录名: letters, digits, dot, hyphen and underscore, also Chinese; at least two.</param>
    /// <param name="displayName">姓名: how the pages address the person.</param>
    public static IEnumerable<Refusal> Check(string? name, string? displayName)
    {
        var wanted = name ?? "";
        if (wanted.Length is < 2 or > LongestName || !wanted.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_'))
            yield return new Refusal("organization.account.malformed-name", ("most", LongestName)).At("name");
        if (string.IsNullOrWhiteSpace(displayName) || displayName.Trim().Length > LongestName || displayName.Any(char.IsControl))
            yield return new Refusal("organization.account.display-name", ("most", LongestName)).At("displayName");
    }
}

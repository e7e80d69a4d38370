using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Shouwang.Architecture;

/// <summary>What may not lie in a repository that others copy.</summary>
public sealed partial class WhatIsKept
{
    /// <summary>Breaks silently without it: a path of somebody's machine works there and nowhere else; a key in a repository is no key.</summary>
    [Fact]
    public void No_file_holds_a_machines_path_or_a_key() =>
        None.Of(Tracked().SelectMany(file => Unwanted().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}")));

    [Theory]
    [InlineData("/hom", "e/somebody/shouwang")]
    [InlineData("-----BEGIN RSA PRIVATE", " KEY-----")]
    public void A_planted_one_is_found(string first, string second) => Assert.Matches(Unwanted(), "x = \"" + first + second);

    private static List<(string Path, string Text)> Tracked()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "-z"]) { WorkingDirectory = Sources.Root, RedirectStandardOutput = true })!;
        var paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return paths.Where(path => Readable().IsMatch(path)).Select(path => (path, File.ReadAllText(Sources.Folder(path)))).ToList();
    }

    [GeneratedRegex(@"/(?:home|Users|work/wt)/\w+|[A-Z]:\\Users\\|BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY")]
    private static partial Regex Unwanted();

    [GeneratedRegex(@"(?:\.(?:cs|razor|json|md|ts|css|sql|sh|mjs|csproj|props|slnx|yml|txt)|(?:^|/)(?:run|test))$")]
    private static partial Regex Readable();
}

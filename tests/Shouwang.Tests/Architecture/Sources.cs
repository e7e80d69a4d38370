using System.Runtime.CompilerServices;

namespace Shouwang.Architecture;

/// <summary>The files of the repository, for tests that read what the compiler does not keep.</summary>
static class Sources
{
    public static string Root { get; } = Find();

    public static string Folder(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>All files of these kinds below a folder, with their text; built and fetched things are left out.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string below, params string[] endings) =>
        Directory.EnumerateFiles(Folder(below), "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Short: System.IO.Path.GetRelativePath(Root, path)))
            .Where(file => endings.Any(ending => file.Path.EndsWith(ending, StringComparison.Ordinal)))
            .Where(file => !file.Short.Split('/').Any(part => part is "node_modules" or "wwwroot" or "bin" or "obj" or "artifacts"))
            .OrderBy(file => file.Short, StringComparer.Ordinal)
            .Select(file => (file.Short, File.ReadAllText(file.Path)));

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Shouwang.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}

using System.Globalization;

namespace Shouwang.Dispatch;

/// <summary>路线文件: reads vehicle routing problems with time windows in the format of Solomon and of Gehring and Homberger; writes tours.</summary>
/// <remarks>Solomon, <i>Algorithms for the vehicle routing and scheduling problems with time window constraints</i> (1987). Customer 0 is the depot.</remarks>
public static class RouteFiles
{
    /// <summary>Reads a problem; stop s is customer s + 1.</summary>
    /// <exception cref="FormatException">The file is broken; the message names the line.</exception>
    public static RouteProblem Read(TextReader file)
    {
        var lines = new RouteFileLines(file);
        lines.Expect("VEHICLE");
        lines.Expect("NUMBER");
        var fleet = lines.Numbers(2);
        if (fleet[0] < 1 || fleet[0] > 100_000 || fleet[0] % 1 != 0 || fleet[1] < 0) throw lines.Broken("the number of vehicles must be a whole number above 0, the capacity not negative");
        lines.Expect("CUSTOMER");
        lines.Expect("CUST");
        var rows = new List<double[]>();
        while (lines.TryNumbers(7, out var row))
        {
            if (row[0] != rows.Count) throw lines.Broken($"customer {rows.Count} is expected here, not {row[0].ToString(CultureInfo.InvariantCulture)}");
            if (row[3] < 0 || row[6] < 0) throw lines.Broken("demand and service time must not be negative");
            if (row[5] < row[4]) throw lines.Broken("the due date is before the ready time");
            rows.Add(row);
        }
        if (rows.Count < 2) throw lines.Broken("the depot and at least one customer are expected");
        return Problem((int)fleet[0], fleet[1], rows);
    }

    /// <summary>Writes one line <c>Route k: c1 c2 …</c> for each tour.</summary>
    public static void Write(RoutePlan plan, TextWriter file)
    {
        for (var tour = 0; tour < plan.Tours.Count; tour++)
            file.Write(string.Create(CultureInfo.InvariantCulture, $"Route {tour + 1}: {string.Join(' ', plan.Tours[tour].Stops.Select(stop => stop + 1))}\n"));
    }

    private static RouteProblem Problem(int vehicles, double capacity, List<double[]> rows) => new()
    {
        Ways = RouteWays.OnPlane([.. rows.Select(row => (row[1], row[2]))]),
        Stops = [.. rows.Skip(1).Select((row, stop) => new RouteStop(stop + 1, row[3], row[4], row[5], row[6]))],
        Vehicles = [.. Enumerable.Repeat(new RouteVehicle(0, 0, capacity, rows[0][4], rows[0][5]), vehicles)],
    };
}

/// <summary>The lines of such a file that are not empty, with their numbers.</summary>
internal sealed class RouteFileLines
{
    private readonly TextReader file;
    private int number;

    internal RouteFileLines(TextReader file)
    {
        this.file = file;
        if (Next() is null) throw Broken("the file is empty");
    }

    internal FormatException Broken(string why) => new($"VRPTW line {number}: {why}.");

    internal void Expect(string word)
    {
        if (Next() is not { } words || !words[0].StartsWith(word, StringComparison.OrdinalIgnoreCase)) throw Broken($"'{word}' is expected here");
    }

    internal double[] Numbers(int count) => TryNumbers(count, out var numbers) ? numbers : throw Broken($"{count} numbers are expected here");

    internal bool TryNumbers(int count, out double[] numbers)
    {
        numbers = [];
        if (Next() is not { } words) return false;
        if (words.Length != count) throw Broken($"{count} numbers are expected here, {words.Length} found");
        numbers = Array.ConvertAll(words, NumberOf);
        return true;
    }

    private double NumberOf(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e12 ? value : throw Broken($"'{word}' is no number");

    private string[]? Next()
    {
        while (file.ReadLine() is { } line)
        {
            number++;
            if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words) return words;
        }
        number++;
        return null;
    }
}

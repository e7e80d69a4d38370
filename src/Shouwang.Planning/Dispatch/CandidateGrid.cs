namespace Shouwang.Dispatch;

/// <summary>Volunteers sorted into square cells of the district, so that the nearest ones are found without looking at everybody.</summary>
/// <remarks>
/// Ways are measured on a plane, with the width of a degree taken at the need's own latitude; for ways up to 20 km
/// the error is below 0.15 %. The people of one cell lie side by side in memory.
/// </remarks>
internal sealed class CandidateGrid
{
    private const double PeoplePerCell = 3;
    private const double MetresPerDegree = 111_195.08;

    // Cells are laid out with degrees as wide as at the middle; at a district's edges they are up to this much narrower.
    private const double NarrowestCell = 0.97;

    private readonly Person[] people;
    private readonly int[] cellStarts;
    private readonly GeoPoint middle;
    private readonly double metresPerDegreeEast;
    private readonly double left;
    private readonly double bottom;
    private readonly double cellSize;
    private readonly int columns;
    private readonly int rows;

    internal CandidateGrid(MatchingRequest request)
    {
        middle = MiddleOf(request);
        metresPerDegreeEast = MetresPerDegree * Math.Cos(Radians(middle.Latitude));
        var unsorted = new Person[request.Volunteers.Count];
        for (var i = 0; i < unsorted.Length; i++) unsorted[i] = PersonOf(request.Volunteers[i], i);
        (left, bottom) = (Least(unsorted, p => p.East), Least(unsorted, p => p.North));
        var (width, height) = (-Least(unsorted, p => -p.East) - left, -Least(unsorted, p => -p.North) - bottom);
        cellSize = Math.Max(1, Math.Sqrt(Math.Max(1, width) * Math.Max(1, height) * PeoplePerCell / Math.Max(1, unsorted.Length)));
        (columns, rows) = ((int)(width / cellSize) + 1, (int)(height / cellSize) + 1);
        (people, cellStarts) = SortIntoCells(unsorted);
    }

    /// <summary>The nearest suitable volunteers of a need, nearest first; equal ways by number.</summary>
    internal void Nearest(MatchingNeed need, NearestPeople found)
    {
        var (east, north) = Project(need.At);
        var (column, row) = (ColumnOf(east), RowOf(north));
        var spot = new Spot(east, north, (float)(Math.Cos(Radians(need.At.Latitude)) * MetresPerDegree / metresPerDegreeEast));
        found.Clear();
        for (var ring = 0; ring <= Math.Max(columns, rows); ring++)
        {
            // Everything outside the rings looked at so far is at least this far away.
            var safe = (ring - 1) * cellSize * NarrowestCell;
            if (found.IsFull && safe > 0 && found.Farthest < safe) break;
            LookAtRing(need, spot, column, row, ring, found);
        }
    }

    private void LookAtRing(MatchingNeed need, Spot spot, int column, int row, int ring, NearestPeople found)
    {
        for (var y = Math.Max(0, row - ring); y <= Math.Min(rows - 1, row + ring); y++)
        {
            var isEdge = y == row - ring || y == row + ring;
            if (isEdge) LookAtCells(need, spot, y, column - ring, column + ring, found);
            else
            {
                LookAtCells(need, spot, y, column - ring, column - ring, found);
                LookAtCells(need, spot, y, column + ring, column + ring, found);
            }
        }
    }

    private void LookAtCells(MatchingNeed need, Spot spot, int row, int first, int last, NearestPeople found)
    {
        (first, last) = (Math.Max(0, first), Math.Min(columns - 1, last));
        if (first > last) return;
        var end = cellStarts[row * columns + last + 1];
        for (var i = cellStarts[row * columns + first]; i < end; i++)
        {
            ref readonly var person = ref people[i];
            if ((person.Skills & need.Skills) != need.Skills) continue;
            if (person.From > need.Window.From || person.Until < need.Window.Until) continue;
            if (need.Languages != 0 && (person.Languages & need.Languages) == 0) continue;
            var (dx, dy) = ((person.East - spot.East) * spot.Width, person.North - spot.North);
            var metres = MathF.Sqrt(dx * dx + dy * dy);
            if (metres <= person.Farthest) found.Offer(metres, person.Number);
        }
    }

    private Person PersonOf(MatchingVolunteer volunteer, int number)
    {
        var (east, north) = Project(volunteer.At);
        return new()
        {
            East = east,
            North = north,
            Skills = volunteer.Skills,
            Languages = volunteer.Languages,
            From = volunteer.Window.From,
            Until = volunteer.Window.Until,
            Farthest = volunteer.FarthestMetres,
            Number = number,
        };
    }

    private (Person[] People, int[] Starts) SortIntoCells(Person[] unsorted)
    {
        var starts = new int[columns * rows + 1];
        foreach (var person in unsorted) starts[CellOf(person) + 1]++;
        for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        var (sorted, next) = (new Person[unsorted.Length], starts[..^1]);
        foreach (var person in unsorted) sorted[next[CellOf(person)]++] = person;
        return (sorted, starts);
    }

    private int CellOf(Person person) => RowOf(person.North) * columns + ColumnOf(person.East);

    private int ColumnOf(float east) => Math.Clamp((int)((east - left) / cellSize), 0, columns - 1);

    private int RowOf(float north) => Math.Clamp((int)((north - bottom) / cellSize), 0, rows - 1);

    private (float East, float North) Project(GeoPoint at) =>
        ((float)((at.Longitude - middle.Longitude) * metresPerDegreeEast), (float)((at.Latitude - middle.Latitude) * MetresPerDegree));

    private static GeoPoint MiddleOf(MatchingRequest request) => request.Volunteers.Count == 0
        ? default
        : new(request.Volunteers.Average(v => v.At.Latitude), request.Volunteers.Average(v => v.At.Longitude));

    private static double Least(Person[] people, Func<Person, double> of) => people.Length == 0 ? 0 : people.Min(of);

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private readonly record struct Spot(float East, float North, float Width);

    private struct Person
    {
        internal float East;
        internal float North;
        internal ulong Skills;
        internal ulong Languages;
        internal int From;
        internal int Until;
        internal int Farthest;
        internal int Number;
    }
}
